import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '').replaceAll(/ -s \S*interpolated-settings\.xml| "-Dmaven\.repo\.local=[^"]*"/, '') }
def text = { name -> new File(basedir, "target/$name").text.replaceAll(/ -s \S*interpolated-settings\.xml| "-Dmaven\.repo\.local=[^"]*"/, '').replaceAll(/\b[0-9hm]*[0-9]+s\b/, 'Ts').replaceAll(/ +\n/, '\n') }
def json = { name -> new JsonSlurper().parse(new File(basedir, "target/$name")) }
def after = { String all, String start -> all.substring(all.indexOf(start)) }
def all = ['memory:fe01.json', 'memory:fe02.json', 'memory:fe11.json', 'memory:fe12.json']
def mark = 'SIMULATED: hosts such as memory:fe01.json are not real hosts; nothing real is read or changed on them\n'

// The plan says of hosts alike once what is to be done, and changes nothing.
assert json('eku/plan.json').fleetPlan.groups*.hosts*.host == [all[0..2], [all[3]]]
def plan = text('eku/plan.txt')
assert plan.readLines()[0].startsWith('SIMULATED: hosts such as ')
assert plan.readLines()[1..6] == [
        'Fleet plan: 4 hosts in 2 pools',
        '  because: KB 4023993, change 4711',
        '',
        'Group 1 of 2, 3 hosts:',
        '  FE01 (memory:fe01.json), FE01 (memory:fe02.json), FE01 (memory:fe11.json)',
        '  Changes (+ create, x stop, > start):']
assert plan.count('+ value ') == 2
assert after(plan, 'Written: ').startsWith('''\
Written: target/eku/plan.json, target/eku/plan.txt and target/eku/plan.html
Fleet plan: 4 of 4 hosts to change, 0 already compliant, 0 not inspected.
Order: at most 1 unavailable in a pool, 8 hosts at a time, 0 failures tolerated, canary: none, soak:
  none.
Next: apply this plan:
mvn eku:apply "-Deku.inventory=front-ends.txt"
''')

// Written everywhere, then the canary, then pool by pool.
assert after(text('first/apply.txt'), 'Order: ') == '''\
Order: at most 1 unavailable in a pool, 1 hosts at a time, 0 failures tolerated, canary:
  memory:fe02.json, soak: Ts.
Writing values (no effect until restart), 4 hosts
memory:fe01.json (pool-a.contoso.com): written, Ts
memory:fe02.json (pool-a.contoso.com): written, Ts
memory:fe11.json (pool-b.contoso.com): written, Ts
memory:fe12.json (pool-b.contoso.com): written, Ts
Restarting, 4 hosts
memory:fe02.json (pool-a.contoso.com): restarting
memory:fe02.json (pool-a.contoso.com): done, Compliant, Ts
memory:fe01.json (pool-a.contoso.com): restarting
memory:fe01.json (pool-a.contoso.com): done, Compliant, Ts
memory:fe11.json (pool-b.contoso.com): restarting
memory:fe11.json (pool-b.contoso.com): done, Compliant, Ts
memory:fe12.json (pool-b.contoso.com): restarting
memory:fe12.json (pool-b.contoso.com): done, Compliant, Ts
HOST              POOL                STATE  REACHED    VERDICT    TOOK
memory:fe01.json  pool-a.contoso.com  done   restarted  Compliant  Ts
memory:fe02.json  pool-a.contoso.com  done   restarted  Compliant  Ts
memory:fe11.json  pool-b.contoso.com  done   restarted  Compliant  Ts
memory:fe12.json  pool-b.contoso.com  done   restarted  Compliant  Ts

Written: target/first/apply.json, target/first/apply.txt and target/first/apply.html
Rollout complete: 4 changed, 0 already compliant, 0 skipped; Ts.
Events 41024, 41026, 41030 and 41031 after the restarts: not checked because no event log can be
  read.
To undo:
mvn eku:rollback "-Deku.canary=memory:fe02.json" "-Deku.concurrency=1" "-Deku.inventory=front-ends.txt" "-Deku.soak=2m"
''' + mark

// The looking goals tell of each host under its name, in the order of the inventory.
['verify', 'inspect', 'history'].each { goal ->
    assert json("eku/${goal}.json").succeeded
    assert json("eku/${goal}.json").hosts*.host == all
    assert text("eku/${goal}.txt").startsWith(mark + '\nmemory:fe01.json:\n')
}
assert json('eku/verify.json').hosts*.verdict*.verdict == ['Compliant'] * 4
assert json('eku/history.json').hosts.every { it.history.records*.state == ['DONE', 'DONE'] }

// Each host has the time that it was without its service, and a lane on the page.
assert json('first/apply.json').rollout.rows.every { it.outages*.service == ['RTCDATAMCU'] && it.outages[0].stopped && it.outages[0].running }
['eku/plan', 'first/apply', 'eku/verify', 'eku/rollback'].each {
    assert new File(basedir, "target/${it}.html").getText('UTF-8').contains('SIMULATED: hosts such as memory:fe01.json')
}
assert new File(basedir, 'target/first/apply.html').getText('UTF-8').contains('When services were stopped and when they ran again')

// The second apply found nothing to do.
assert json('eku/apply.json').rollout.rows*.state == ['ALREADY_COMPLIANT'] * 4
assert json('eku/apply.json').rollout.rows*.undoable == [false] * 4
assert !text('eku/apply.txt').contains('eku:rollback')

// One pool is rolled back and forgotten, then the other; each host once.
assert json('pool-b/rollback.json').rollout.rows.collect { [it.host, it.state] } ==
        [['memory:fe11.json', 'DONE'], ['memory:fe12.json', 'DONE']]
assert json('eku/rollback.json').rollout.rows*.state == ['DONE', 'DONE', 'ALREADY_COMPLIANT', 'ALREADY_COMPLIANT']
def host = { name -> new JsonSlurper().parse(new File(basedir, name)) }
['fe01.json', 'fe02.json', 'fe11.json', 'fe12.json'].each {
    assert !host(it).keys.any { key -> key.key.contains('RequireCertificateEKUs') }
    assert host(it).services*.state == ['RUNNING']
}
assert !host('fe11.json').keys.any { it.key.contains('\\eku') }

// Nothing to roll back is no success.
assert after(text('nothing/rollback.txt'), 'NO_RECORD') == '''\
NO_RECORD: none of 4 hosts has a run to undo since its last rollback
  Cause: eku has changed nothing there, or has already undone its last run
  Next: see the records; eku:rollback undoes an older run on one host, with eku.hosts and eku.record:
    mvn eku:history "-Deku.inventory=front-ends.txt"
''' + text('nothing/rollback.txt').readLines().last() + '\n'
