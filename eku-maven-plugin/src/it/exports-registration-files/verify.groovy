import groovy.json.JsonSlurper

def key = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\\System.Net.ServicePointManager.RequireCertificateEKUs]'
def name = '"C:\\\\Program Files\\\\Skype for Business Server 2015\\\\Web Conferencing\\\\DATAMCUSVC.exe"'
def text = { new File(basedir, it).getText('UTF-16') }
def json = { new JsonSlurper().parse(new File(basedir, it)) }

for (folder in ['target/eku', 'target/saved']) {
    assert text("$folder/export/FE01.apply.reg").startsWith('Windows Registry Editor Version 5.00\r\n\r\n; ')
    assert text("$folder/export/FE01.apply.reg").endsWith("\r\n$key\r\n$name=dword:00000000\r\n\r\n")
    assert text("$folder/export/FE01.undo.reg").endsWith("\r\n$key\r\n$name=-\r\n\r\n")
    assert text("$folder/export/FE01.apply.reg").contains('; NO_RESTART: ')
    def run = json("$folder/export.json")
    assert run.succeeded
    def export = run.hosts[0].export
    assert export.form == 'REG'
    assert export.limits.code == ['NO_PRECONDITION', 'NO_RESTART', 'NO_RECORD', 'KEYS_STAY']
    assert export.exports.size() == 1
    assert export.exports[0].files.path == ["$folder/export/FE01.apply.reg", "$folder/export/FE01.undo.reg"]
    export.exports[0].files.each {
        assert new File(basedir, it.path).bytes.digest('SHA-256') == it.sha256
    }
    assert export.exports[0].carryOut[0].command == ['reg', 'import', 'FE01.apply.reg', '/reg:64']
    assert export.exports[0].carryOut[-1].operation == 'verify'
    assert export.exports[0].takeBack[0].command == ['reg', 'import', 'FE01.undo.reg', '/reg:64']
}
assert text('target/eku/export/FE01.apply.reg').contains('; Reason: KB 4023993\r\n')
assert json('target/saved/export.json').hosts[0].export.exports[0].plans[0].fingerprint == json('target/eku/FE01.plan.json').fingerprint

assert json('target/nothing/export.json').hosts[0].failure.code == 'NOTHING_TO_EXPORT'
assert !new File(basedir, 'target/nothing/export').exists()
