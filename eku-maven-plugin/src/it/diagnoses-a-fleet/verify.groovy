import groovy.json.JsonSlurper

def text = { run ->
    new File(basedir, "target/$run/diagnose.txt").text.replaceAll(/ -s \S*interpolated-settings\.xml| "-Dmaven\.repo\.local=[^"]*"/, '')
            .replace(basedir.path + File.separator, '').replace(basedir.canonicalPath + File.separator, '')
}
def json = { run -> new JsonSlurper().parse(new File(basedir, "target/$run/diagnose.json")) }
/** Where a line goes on depends on the length of the folder's name. */
def squeezed = { String said -> said.replaceAll(/\s+/, ' ') }
/** What is said of all hosts together, before the first of them is told of. */
def rows = { run -> text(run).substring(0, text(run).indexOf('\n\nmemory:')) + '\n' }
/** The short answer for each host, where it was read. */
def answers = { run -> (text(run) =~ /(?m)^\n(memory:\S+):\n([A-Z].* \((?:certain|likely|possible)\)\.)$/).collect { [it[1], it[2]] } }

// A row for each host first, then the details of each in the same order.
assert squeezed(rows('before')) == squeezed('''\
SIMULATED: hosts such as memory:affected.json are not real hosts; nothing real is read or changed on them
Diagnosis of 8 hosts: 1 misplaced or malformed; 2 affected and not exempt; 1 exempt, restart pending; 1 exemption expired; 1 exempt and in effect; 1 not affected; 1 not read.

HOST                   SITUATION                 ABOUT     CONFIDENCE
memory:affected.json   affected and not exempt   data-mcu  likely
memory:misplaced.json  misplaced or malformed    data-mcu  certain
memory:pending.json    exempt, restart pending   data-mcu  likely
memory:expired.json    exemption expired         data-mcu  certain
memory:exempt.json     exempt and in effect      data-mcu  certain
memory:dtd.json        affected and not exempt   data-mcu  possible
memory:old.json        not affected              data-mcu  certain
memory:broken.json     NOT READ: MALFORMED_FILE  -         -
''')
assert answers('before') == [
        ['memory:affected.json', 'Affected and not exempt: data-mcu on FE01 checks EKUs (likely).'],
        ['memory:misplaced.json', 'Misplaced or malformed: on FE01 something was meant to exempt data-mcu and does not (certain).'],
        ['memory:pending.json', 'Exempt, but a restart is pending: data-mcu on FE01 still checks EKUs (likely).'],
        ['memory:expired.json', 'Expired: the exemption of data-mcu on FE01 should be gone by now (certain).'],
        ['memory:exempt.json', 'Exempt and in effect: data-mcu on FE01 does not check EKUs (certain).'],
        ['memory:dtd.json', 'Affected and not exempt: data-mcu on FE01 checks EKUs (possible).'],
        ['memory:old.json', 'Not affected: data-mcu on FE01 (certain).']]

// Every host that could be read is in the files whole; the one that could not says why, and no build fails without a reason.
assert json('before').fleetDiagnosis.hosts*.situation == json('before').hosts*.diagnosis*.situation
assert json('before').hosts*.failure*.code == [null] * 7 + ['MALFORMED_FILE']
assert text('before').contains('\nMALFORMED_FILE: broken.json cannot be read, at line ')

// The document type of a .config file is never followed.
assert squeezed(text('before')).contains('DATAMCUSVC.exe.config cannot be used: ')
assert !text('before').contains('root:')

// Once the certificate of the Edge server is replaced, other things are to be done.
assert squeezed(rows('replaced')) == squeezed('''\
SIMULATED: hosts such as memory:affected.json are not real hosts; nothing real is read or changed on them
Diagnosis of 8 hosts: 1 misplaced or malformed; 2 affected and not exempt; 1 exempt, restart pending; 1 exemption expired; 1 exempt, no longer needed; 1 not affected; 1 not read.

HOST                   SITUATION                 ABOUT     CONFIDENCE
memory:affected.json   affected and not exempt   data-mcu  likely
memory:misplaced.json  misplaced or malformed    data-mcu  certain
memory:pending.json    exempt, restart pending   data-mcu  likely
memory:expired.json    exemption expired         data-mcu  certain
memory:exempt.json     exempt, no longer needed  data-mcu  possible
memory:dtd.json        affected and not exempt   data-mcu  possible
memory:old.json        not affected              data-mcu  certain
memory:broken.json     NOT READ: MALFORMED_FILE  -         -
''')
assert squeezed(text('replaced')).contains(squeezed('''\
No longer needed: data-mcu on FE01 is exempt, but every peer would pass (possible).
  it is exempt, but every peer that was looked at (1 in all) passes the check
  - the check is off: the value of the application is REG_DWORD 0
  - 64-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\\System.Net.ServicePointManager.RequireCertificateEKUs, value C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe: REG_DWORD 0
  - service RTCDATAMCU started at 2017-06-10T03:00:01.500Z, after the value was written at 2017-06-10T03:00:00Z
  - judged from files, as if these were installed: edge-new.pem
  - the event log was not read (eku cannot reach this host's event log), so a peer that it would name may be missing among those that were looked at
Next: roll the exemption back:
mvn eku:rollback "-Deku.hosts=memory:expired.json"
'''))

// Each host whose exemption is needed fails the build.
assert json('failing').hosts*.failure*.code == ['EXEMPTION_NEEDED'] * 2
assert text('failing').contains('''\
EXEMPTION_NEEDED: FE01: these fail the EKU check: edge-2016.pem
  Cause: they lack a purpose, as the evidence above says
  Next: have them reissued with the EKUs that they lack; keep the exemption until they are installed
EXEMPTION_NEEDED: FE01: these fail the EKU check: edge-2016.pem
  Cause: they lack a purpose, as the evidence above says
  Next: have them reissued with the EKUs that they lack; keep the exemption until they are installed
''')

assert !new File(basedir, 'build.log').text.contains('\tat dev.eku')

// Connections that are lost although nothing checks EKUs are lost for another cause.
assert text('lost').readLines()[1] == 'Another cause: connections of data-mcu on FE01 are lost, but not by the EKU check (likely).'
