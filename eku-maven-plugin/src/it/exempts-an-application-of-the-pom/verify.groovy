import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '') }
assert log.contains('[INFO] eku:inspect is skipped (eku.skip)')
assert !new File(basedir, 'reports/inspect.json').exists()

def action = new JsonSlurper().parse(new File(basedir, 'reports/FE01.plan.json')).actions[1]
assert action.do == 'set-value'
assert action.view == 'VIEW_64'
assert action.key == 'HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\\System.Net.ServicePointManager.SchSendAuxRecord'
assert action.valueName == 'C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe'
assert action.after == [dword: 0]

def verified = new JsonSlurper().parse(new File(basedir, 'reports/verify.json'))
assert verified.goal == 'verify'
assert verified.succeeded
assert verified.hosts[0].simulated
assert verified.hosts[0].verdict.verdict == 'Compliant'

def key = new JsonSlurper().parse(new File(basedir, 'fe01.json')).keys.find { it.key.contains('SchSendAuxRecord') }
assert key.key == 'HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\\System.Net.ServicePointManager.SchSendAuxRecord'
