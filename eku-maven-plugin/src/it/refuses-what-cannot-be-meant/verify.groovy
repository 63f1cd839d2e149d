import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '') }

/** What Maven says of a module at the build's end: the lines from "on project MODULE: " to "-> [Help". */
def said = { module ->
    int first = log.findIndexOf { it.startsWith('[ERROR] Failed to execute goal') && it.contains(" on project $module: ") }
    assert first >= 0: module
    def lines = []
    for (line in log.drop(first)) {
        int end = line.indexOf('-> [Help')
        lines << (end < 0 ? line : line.substring(0, end)) - '[ERROR] '
        if (end >= 0) {
            break
        }
    }
    lines[0] = lines[0].substring(lines[0].indexOf(": ", lines[0].indexOf(' on project ')) + 2)
    lines.join('\n').trim()
}
def path = '''
  Cause: the path becomes the name of a registry value and must be exactly what .NET computes: a drive or share, single backslashes, no quotes, no variables, no trailing blank
  Next: give the path as the service's properties show it, for example C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe'''

assert said('unknown-product') == '''\
UNKNOWN_PRODUCT: there is no product 'sfb-2016'
  Cause: a typing error, or a product eku does not know
  Next: choose one of lync-2010, lync-2013, sfb-2015, sfb-2019, sfb-se, or describe an application of your own'''
assert said('unknown-choice') == '''\
INVALID_PARAMETER: eku.restart: 'allways' is not allowed
  Next: choose one of if-needed, never, always'''
assert said('unknown-setting') == '''\
INVALID_PARAMETER: eku.setting: 'REQUIRE_EKUS' is not allowed
  Next: choose one of require-certificate-ekus, sch-send-aux-record'''
assert said('unresolved-property') == '''\
INVALID_PARAMETER: <applications><application><executable> refers to ${env.ProgramFilez}, which is not set
  Next: set the environment variable, or write the value itself; on Windows its name is in upper case for Maven'''
assert said('windows-variable') ==
        "INVALID_PATH: <application> billing, <executable>: '%ProgramFiles%\\Billing\\Billing.exe' is not the full path of an executable" + path
assert said('forward-slashes') ==
        "INVALID_PATH: <application> billing, <executable>: 'C:/Billing/Billing.exe' is not the full path of an executable" + path
assert said('no-drive') ==
        "INVALID_PATH: <application> billing, <executable>: 'Billing.exe' is not the full path of an executable" + path
assert said('impossible-service') == '''\
INVALID_PARAMETER: <application> billing, <service>: service: 'Billing/Service' cannot be used
  Cause: the value is not of the form expected
  Next: give a value such as RTCDATAMCU'''
assert said('application-of-nothing') == '''\
INVALID_PARAMETER: <application> billing has neither <executable> nor <service>
  Next: give one of them'''
assert said('unknown-scheme') == '''\
UNKNOWN_SCHEME: no backend serves the host 'memroy:fe01.json'
  Cause: a typing error in the scheme, or the module that serves it is not on the class path
  Next: name the host in one of these forms: \\\\fe01, local:, memory:fe01.json, smb://fe01'''
assert said('no-host') == '''\
NO_HOST: no host was named
  Cause: this machine does not run Windows, so it cannot be the host itself
  Next: name one with eku.hosts, in one of these forms: \\\\fe01, local:, memory:fe01.json, smb://fe01; or try eku without a server: memory:lync-2010, memory:lync-2013, memory:sfb-2015, memory:sfb-2019, memory:sfb-se, memory:edge-storm, memory:misplaced, memory:wrapper, memory:pool-of-four'''
assert said('host-twice') == '''\
INVALID_PARAMETER: eku.hosts: memory:sfb-2015 is named twice
  Next: name each host once'''
assert said('empty-element') == '''\
INVALID_PARAMETER: <hosts> is empty
  Next: give a value, or remove it to use the default'''
assert said('bare-number') == '''\
INVALID_PARAMETER: eku.drainTimeout: '900' is not a valid length of time
  Next: give one such as 15m, 90s, 1h30m or PT15M'''
assert said('no-day') == '''\
INVALID_PARAMETER: eku.expires: '31.03.2027' is not a valid day
  Next: give one such as 2027-03-31'''
assert said('unknown-server') == '''\
INVALID_PARAMETER: eku.serverId: the settings have no server 'front-ends'
  Next: add a <server> with that id to settings.xml'''
assert said('no-such-flag') == '''\
INVALID_PARAMETER: eku.tidy: 'yes' is not allowed
  Next: choose one of true, false'''
assert said('plan-file-for-two') == '''\
INVALID_PARAMETER: eku.planFile is for one host, but 2 are named
  Next: run it once for each host, or remove eku.planFile'''
assert said('not-exempt').startsWith('NOT_COMPLIANT: FE01 is NotApplied: data-mcu: 64-bit HKLM\\SOFTWARE\\')
assert said('not-exempt').contains('''\
: expected REG_DWORD 0, found nothing
  Next: see what would fix it:
    mvn ''')

// The files are written all the same.
def written = new JsonSlurper().parse(new File(basedir, 'unknown-product/target/eku/plan.json'))
assert !written.succeeded
assert written.failure.code == 'UNKNOWN_PRODUCT'
assert written.hosts == []
assert new File(basedir, 'unknown-product/target/eku/plan.txt').text.contains("UNKNOWN_PRODUCT: there is no product 'sfb-2016'")
