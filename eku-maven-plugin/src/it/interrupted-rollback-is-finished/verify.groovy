import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '') }
def has = { String line -> assert log.contains(line): line }

// 1: finished, not begun anew: the service is brought up, and record 000001 counts as rolled back.
has '[INFO] An earlier run was interrupted; it is finished first.'
has '[INFO] Done: record 000001 on memory:fe01.json is rolled back. Record 000002.'
assert log.count { it.contains('Plan for FE01') } == 0
def snapshot = new JsonSlurper().parse(new File(basedir, 'fe01.json'))
assert snapshot.services.find { it.name == 'RTCDATAMCU' }.state == 'RUNNING'
assert !snapshot.keys.any { it.key.endsWith('RequireCertificateEKUs') }

// 2: nothing is left to undo.
assert log.any { it.contains('NO_RECORD: memory:fe01.json: there is no record that stands, so there is nothing to roll back') }

// 3: and nothing of eku either, when asked.
has "[INFO] eku's own records are deleted from memory:fe01.json."
assert !snapshot.keys.any { it.key.contains('SOFTWARE\\eku') }
