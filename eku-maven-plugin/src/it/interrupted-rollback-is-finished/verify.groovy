import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '') }
def has = { String line -> assert log.contains(line): line }

// 1: the interrupted rollback is taken over: the service is brought up, and record 000001 counts as rolled back.
has '[INFO] Plan for FE01 (memory:fe01.json): undo record 000001, which exempted from REQUIRE_CERTIFICATE_EKUS'
has '[INFO] Done: record 000001 on FE01 is rolled back. Record 000003.'
def snapshot = new JsonSlurper().parse(new File(basedir, 'fe01.json'))
assert snapshot.services.find { it.name == 'RTCDATAMCU' }.state == 'RUNNING'
assert !snapshot.keys.any { it.key.endsWith('RequireCertificateEKUs') }

// 2: nothing is left to undo.
assert log.any { it.contains('NO_RECORD: memory:fe01.json: nothing to roll back: no active record') }

// 3: and nothing of eku either, when asked.
has "[INFO] eku's own records are deleted from memory:fe01.json."
assert !snapshot.keys.any { it.key.contains('SOFTWARE\\eku') }
