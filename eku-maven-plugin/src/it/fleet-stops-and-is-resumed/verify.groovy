import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '').replaceAll(/ -s \S*interpolated-settings\.xml| "-Dmaven\.repo\.local=[^"]*"/, '') }
def text = { name -> new File(basedir, "target/$name/apply.txt").text.replaceAll(/ -s \S*interpolated-settings\.xml| "-Dmaven\.repo\.local=[^"]*"/, '').replaceAll(/\b[0-9hm]*[0-9]+s\b/, 'Ts').replaceAll(/ +\n/, '\n') }
def json = { name -> new JsonSlurper().parse(new File(basedir, "target/$name/apply.json")) }
def rows = { name -> json(name).rollout.rows.collect { [it.host, it.state, it.reached, it.restarted] } }
def mark = 'SIMULATED: hosts such as memory:fe01.json are not real hosts; nothing real is read or changed on them\n'
def after = { String all, String start -> all.substring(all.indexOf(start)) }
/** Where a line goes on depends on the length of the folder's name. */
def squeezed = { String said -> said.replaceAll(/\s+/, ' ') }

// 3: a host that cannot be inspected keeps nobody from being inspected, but nothing is changed anywhere.
assert json('refused').fleetPlan.groups*.hosts*.host == [['memory:fe01.json', 'memory:fe02.json']]
assert json('refused').rollout == null
assert squeezed(after(text('refused'), 'Not inspected')) == squeezed('''\
Not inspected, 1 host:
  memory:fe03.json: FILE_FAILURE: the file fe03.json cannot be read or written: there is no such file; eku:capture makes one

Fleet plan: 2 of 3 hosts to change, 0 already compliant, 1 not inspected.
Order: at most 1 unavailable in a pool, 8 hosts at a time, 0 failures tolerated, canary: none, soak: none.
Written: target/refused/apply.json, target/refused/apply.txt and target/refused/apply.html
ROLLOUT_REFUSED: the rollout was not started, and nothing was changed:
  - 1 of 3 hosts could not be inspected: memory:fe03.json
    Next: see the reason given for each host; to skip them: eku.unreachable=skip
FILE_FAILURE: the file fe03.json cannot be read or written: there is no such file; eku:capture makes one
  Cause: the path is wrong, or the file was moved or not made yet
  Next: check the path, or make the file with eku:capture
''' + text('refused').readLines().last() + '\n')
assert text('refused').readLines().first() == text('refused').readLines().last()

// 4: all is written, the first restart fails, the rest is left; nothing is called restarted that was not.
assert rows('stopped') == [
        ['memory:fe01.json', 'FAILED', 'WRITE', false],
        ['memory:fe02.json', 'NOT_REACHED', 'WRITE', false],
        ['memory:fe03.json', 'SKIPPED', null, false]]
assert squeezed(after(text('stopped'), 'Restarting, ')) == squeezed('''\
Restarting, 2 hosts
memory:fe01.json (default): restarting
memory:fe01.json (default): FAILED after Ts: RESTART_PENDING: all values are written on FE01, but service RTCDATAMCU was not restarted
No further host is started.
HOST              POOL     STATE        REACHED  VERDICT  TOOK
memory:fe01.json  default  FAILED       written  -        Ts
memory:fe02.json  default  NOT REACHED  written  -        Ts
memory:fe03.json  default  skipped      -        -        Ts

What went wrong, in short:
  memory:fe01.json: RESTART_PENDING: all values are written on FE01, but service RTCDATAMCU was not restarted
  memory:fe03.json: FILE_FAILURE: the file fe03.json cannot be read or written: there is no such file; eku:capture makes one

Written: target/stopped/apply.json, target/stopped/apply.txt and target/stopped/apply.html
Rollout STOPPED after too many failures: 0 changed, 0 already compliant, 1 failed, 1 not reached, 1 skipped; Ts.
Events 41024, 41026, 41030 and 41031 after the restarts: not checked because no event log can be read.
ROLLOUT_STOPPED: 0 of 3 hosts are compliant
  Failed: memory:fe01.json
  Not reached: memory:fe02.json
  Cause: more hosts failed than eku.maxFailures tolerates, or a canary failed; each reason is below
  Next: fix what failed, then resume; what is done stays done:
    mvn eku:apply "-Deku.drainTimeout=Ts" "-Deku.inventory=fleet.txt" "-Deku.outputDirectory=target/stopped" "-Deku.stop=drain" "-Deku.unreachable=skip"
RESTART_PENDING: all values are written on FE01, but service RTCDATAMCU was not restarted
  Cause: it did not drain in time and was resumed; .NET reads the value once, at the start of the process
  Next: run eku:apply again in a quieter hour, with a longer eku.drainTimeout, or with eku.atDrainDeadline=stop
''' + text('stopped').readLines().last() + '\n')

// The page of a run that was refused shows the plan; that of one that was stopped shows how far it came.
def page = { name -> new File(basedir, "target/$name/apply.html").getText('UTF-8') }
assert page('refused').contains('Fleet plan: 2 of 3 hosts to change') && page('refused').contains('ROLLOUT_REFUSED')
assert page('stopped').contains('Rollout STOPPED after too many failures') && (page('stopped') =~ /<pre>mvn [^<]*eku:apply /).find()

// 5: both are told of, under their names, and both fail.
assert log.contains('[INFO] memory:fe01.json:')
assert log.contains('[INFO] memory:fe02.json:')
assert log.findAll { it.contains('failed for 2 of 2 hosts') }
assert log.count { it.startsWith('[ERROR] NOT_COMPLIANT: FE01 is PendingRestart: ') } == 2

// 7: running it again does what was left; the new host is written and restarted as well.
assert rows('resumed') == [
        ['memory:fe01.json', 'DONE', 'RESTART', true],
        ['memory:fe02.json', 'DONE', 'RESTART', true],
        ['memory:fe03.json', 'DONE', 'RESTART', true]]
def resumed = text('resumed').readLines()
assert resumed.findAll { it.startsWith('Writing values') || it.endsWith(': written, Ts') } ==
        ['Writing values (no effect until restart), 1 host', 'memory:fe03.json (default): written, Ts']
assert resumed.contains('Rollout complete: 3 changed, 0 already compliant, 0 skipped; Ts.')
// Only what this run wrote is undone by name; what the earlier run wrote is not this run's to undo.
assert squeezed(text('resumed')).contains('This run changed no value on memory:fe01.json, memory:fe02.json; eku:rollback would undo an earlier run there.')
assert resumed[resumed.indexOf('To undo what this run changed (1 of 3 hosts: memory:fe03.json):') + 1] ==
        'mvn eku:rollback "-Deku.stop=stop" "-Deku.hosts=memory:fe03.json"'
assert json('resumed').rollout.rows*.verdict == ['Compliant'] * 3

// 8
assert log.findAll { it.contains("INVALID_PARAMETER: eku.canary: '0' is not a valid number from 1 to 3") }
