import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '').replaceAll(/ -s \S*interpolated-settings\.xml| "-Dmaven\.repo\.local=[^"]*"/, '') }
def errors = log.findAll { it.startsWith('[ERROR]') }
def has = { String line -> assert log.contains(line): line }

// 1: the plan says it first, and blocks.
has '[INFO] Blocking problems; this plan must not be applied:'
has '[INFO]   OPEN_RECORD: record 000001 of alice@ADMIN01, started at 2017-06-10T03:00:00Z, was interrupted'
has '[INFO]     after at least 2 of 4 steps. It may have left stopped: RTCDATAMCU.'
has '[INFO]     Next: eku:apply finishes it, eku:rollback undoes it'
assert errors.any { it.contains('PLAN_BLOCKED: the plan for FE01 must not be applied:') }

// 2 and 3: the lock of a run on another machine stays until its holder is named.
assert errors.count { it.endsWith('LOCKED: memory:fe01.json is locked by alice@ADMIN01, process 4711 started 2017-06-10T02:59:00Z') } == 2
assert errors.count('[ERROR]   Next: wait for it; if you know that it has ended, free the lock:') == 2
assert errors.count('[ERROR]     mvn eku:unlock "-Deku.hosts=memory:fe01.json" "-Deku.holder=alice@ADMIN01"') == 2

// 4: unlocked, reported, finished, proven.
has '[INFO] memory:fe01.json was locked by alice@ADMIN01, process 4711 started 2017-06-10T02:59:00Z; the lock is'
has '[INFO]   removed.'
has '[INFO] Record 000001: exempt from REQUIRE_CERTIFICATE_EKUS, INTERRUPTED after at least 2 of 4 steps;'
has '[INFO]   eku:apply finishes it, eku:rollback undoes it'
has '[INFO]   [perhaps done] x service RTCDATAMCU'
has '[INFO] An earlier run was interrupted; it is finished first.'
has '[INFO] Done: all changes planned for memory:fe01.json are made. Record 000001.'
has '[INFO] No changes. FE01 is in the desired state.'
def applied = new JsonSlurper().parse(new File(basedir, 'target/eku/apply.json'))
assert applied.succeeded
assert applied.hosts[0].recovered.status == 'DONE'
assert applied.hosts[0].outcome.status == 'NOTHING_TO_DO'
assert applied.hosts[0].verdict.verdict == 'Compliant'
assert new JsonSlurper().parse(new File(basedir, 'target/eku/verify.json')).succeeded
