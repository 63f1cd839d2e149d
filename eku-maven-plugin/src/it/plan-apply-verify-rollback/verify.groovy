import groovy.json.JsonSlurper

def text = { name -> new File(basedir, "target/eku/$name").text.replaceAll(/ -s \S*interpolated-settings\.xml| "-Dmaven\.repo\.local=[^"]*"/, '').replaceAll(/Fingerprint [0-9a-f]{8}/, 'Fingerprint F') }
def json = { name -> new JsonSlurper().parse(new File(basedir, "target/eku/$name")) }
def simulated = 'SIMULATED: memory:fe01.json is not a real host; no real server is read or changed\n'
def key = 'HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\\System.Net.ServicePointManager.RequireCertificateEKUs'
def exe = 'C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe'

def plan = """\
Plan for FE01 (memory:fe01.json): exempt from REQUIRE_CERTIFICATE_EKUS
  because: KB 4023993, change 4711
  owner: uc-team

Changes (+ create, x stop, > start):
  + key $key
      in the 64-bit view
      absent -> present
      why: the key does not exist yet
  + value $exe
      in that key
      absent -> REG_DWORD 0
      why: data-mcu reads it for REQUIRE_CERTIFICATE_EKUS; its path is known from the ImagePath of
        service RTCDATAMCU
  x service RTCDATAMCU
      running -> stopped gracefully by Stop-CsWindowsService; if it has not drained after 900 s, it
        resumes and the restart stays pending
      why: it reads a value that changes, and reads it only when it starts
  > service RTCDATAMCU
      stopped -> running
      why: it was running before

"""
def sum = 'Plan for FE01: 1 key and 1 value to write, 1 service to restart. Fingerprint F.\n'
assert text('plan.txt') == simulated + plan + '''\
Plan saved: target/eku/FE01.plan.json
Written: target/eku/plan.json and target/eku/plan.txt
''' + sum + '''\
Next: apply this plan:
mvn eku:apply "-Deku.hosts=memory:fe01.json" "-Deku.planFile=target/eku/FE01.plan.json"
''' + simulated

def noTrace = 'OK: the rehearsal left no trace. The copy of FE01 was exempted, verified and rolled back.\n'
assert text('rehearse.txt') == simulated + plan + sum + noTrace + '''\
  applied: done
  verified: Compliant
  rolled back: done
The host itself was not touched.
Written: target/eku/rehearse.json and target/eku/rehearse.txt
''' + noTrace + '''\
Next: apply it:
mvn eku:apply "-Deku.hosts=memory:fe01.json"
''' + simulated

// The saved plan was applied: the log has the steps as they happened.
def log = new File(basedir, 'build.log').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '').replaceAll(/ -s \S*interpolated-settings\.xml| "-Dmaven\.repo\.local=[^"]*"/, '') }
assert log.contains("[INFO] [1/4] key System.Net.ServicePointManager.RequireCertificateEKUs: absent -> present".toString())
assert log.contains('[INFO]     RTCDATAMCU: PAUSED, waiting for STOPPED (0 of 900 s)')
assert log.contains('[INFO] [4/4] service RTCDATAMCU: done')
assert log.contains('[INFO] Done: all changes planned for FE01 are made. Record 000001.')
assert log[log.indexOf('[INFO] To undo:') + 1] == '[INFO] mvn eku:rollback "-Deku.hosts=memory:fe01.json"'

def headline = 'Compliant: FE01 is exempt, and the exemption is in effect.\n'
def compliant = headline + """\
  - data-mcu: 64-bit $key,
    value $exe:
    REG_DWORD 0
  - service RTCDATAMCU started at 2017-06-10T03:00:31.500Z, after the value was written at
    2017-06-10T03:00:00Z
"""
def last = headline + '''\
Next: nothing to do; eku:rollback takes the exemption back once the certificates carry both EKUs
''' + simulated
assert text('verify.txt') == simulated + compliant +
        'Written: target/eku/verify.json and target/eku/verify.txt\n' + last
assert json('verify.json').succeeded
assert json('verify.json').hosts[0].verdict.verdict == 'Compliant'

// The second apply found nothing to do.
assert text('apply.txt') == simulated + '''\
Plan for FE01 (memory:fe01.json): exempt from REQUIRE_CERTIFICATE_EKUS
  because: KB 4023993, change 4711
  owner: uc-team

No changes. FE01 is in the desired state.

Plan for FE01: no changes. Fingerprint F.
Nothing to do: FE01 was as planned already and was not touched.
''' + compliant + 'Written: target/eku/apply.json and target/eku/apply.txt\n' + last
assert json('apply.json').hosts[0].outcome.status == 'NOTHING_TO_DO'

assert json('history.json').hosts[0].history.records*.state == ['DONE']
assert json('history.json').hosts[0].history.records[0].exemption.reason == 'KB 4023993, change 4711'

assert log.contains('[INFO] Plan for FE01 (memory:fe01.json): undo record 000001, which exempted from REQUIRE_CERTIFICATE_EKUS')
assert log.contains('[INFO] Done: record 000001 on FE01 is rolled back. Record 000002.')
assert log.contains("[INFO] eku's own records are deleted from memory:fe01.json.")
assert json('rollback.json').hosts[0].outcome.record.rollsBack == '000001'

// Nothing of it is left: the registry is what was captured.
def before = json('before.json')
def after = new JsonSlurper().parse(new File(basedir, 'fe01.json'))
def values = { host -> host.keys.findAll { it.values }.collect { [it.key, it.values] } }
assert values(after) == values(before)
assert !after.keys.any { it.key.contains('RequireCertificateEKUs') || it.key.contains('\\eku') }
assert after.services*.state == ['RUNNING']

// No native code is touched on the way, and no process started.
def classes = basedir.listFiles().findAll { it.name.startsWith('classes-') }
assert classes.size() >= 6
classes.each {
    assert !it.text.contains('com.sun.jna.')
    assert !it.text.contains('org.apache.commons.exec.')
}
assert classes.any { it.text.contains('dev.eku.backend.memory.MemoryHost ') }
