import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '') }

/** What Maven says of a module at the build's end: the lines from "on project MODULE: " to "-> [Help". */
def said = { module ->
    int first = log.findIndexOf { it.startsWith('[ERROR] Failed to execute goal') && it.contains(" on project $module: ") }
    assert first >= 0: module
    def lines = []
    for (line in log.drop(first)) {
        int end = line.indexOf('-> [Help')
        lines << (end < 0 ? line : line.substring(0, end)) - ~/^\[ERROR\] ?/
        if (end >= 0) {
            break
        }
    }
    lines[0] = lines[0].substring(lines[0].indexOf(": ", lines[0].indexOf(' on project ')) + 2)
    lines*.stripTrailing().join('\n').trim().replace(basedir.path + File.separator, '').replace(basedir.canonicalPath + File.separator, '')
}
def key = 'HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\\System.Net.ServicePointManager.RequireCertificateEKUs'
def exe = 'C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe'
def malformed = '''
  Cause: the file was cut off, edited by hand, or written by another version
  Next: create it again with the program that wrote it'''
def unreadable = '''
  Cause: the path is wrong, or the file was moved or not made yet
  Next: check the path, or make the file with eku:capture'''

assert said('stale-plan') == """\
PLAN_STALE: the plan for FE01 is stale; these facts have changed:
  - 64-bit $key: was missing from $key, is present
  - 64-bit $key, value $exe: was none, is REG_DWORD 0
  - record of the exemption: was none, is 000001
  Cause: somebody or something changed the host since the plan was made
  Next: plan again and review the new plan"""
assert said('plan-of-another-host') == '''\
PLAN_OF_ANOTHER_HOST: the plan is for FE01, this host is FE02
  Cause: the plan file or the host was mixed up, or the host was renamed since the plan was made
  Next: apply it to FE01, or plan again for FE02'''
assert said('blocked-plan') == '''\
PLAN_BLOCKED: the plan for FE02 must not be applied:
  - PRODUCT_MISMATCH: lync-2013 was named, but the host is sfb-2015
    Next: name the right product, or none to take the one found'''
assert said('truncated-plan') ==
        'MALFORMED_FILE: truncated-plan/cut.json cannot be read, at line 3, column 24: Unexpected end-of-input: was expecting closing quote for a string value' + malformed
assert said('changed-plan') ==
        'MALFORMED_FILE: changed-plan/changed.json cannot be read, at $.fingerprint: not that of the plan; the file was changed after it was made' + malformed
assert said('plan-with-unknown-field') ==
        'MALFORMED_FILE: plan-with-unknown-field/changed.json cannot be read, at $.dryRun: unknown field' + malformed
assert said('missing-plan') ==
        '''FILE_FAILURE: the file missing-plan/nowhere.json cannot be read: there is no such file
  Cause: the path is wrong, or the file was moved or not made yet
  Next: check the path'''
assert said('truncated-snapshot') ==
        'MALFORMED_FILE: truncated-snapshot/cut.json cannot be read, at line 9, column 3: Unexpected end-of-input within/between Object entries' + malformed
assert said('missing-snapshot') ==
        'FILE_FAILURE: the file missing-snapshot/nowhere.json cannot be read or written: there is no such file; eku:capture makes one' + unreadable
assert said('snapshot-with-a-name-twice') ==
        'MALFORMED_FILE: snapshot-with-a-name-twice/twice.json cannot be read, at $.keys[1].key: the same name twice' + malformed
assert said('several-hosts') == '''\
failed for 2 of 3 hosts

memory:several-hosts/nowhere.json
FILE_FAILURE: the file several-hosts/nowhere.json cannot be read or written: there is no such file; eku:capture makes one
  Cause: the path is wrong, or the file was moved or not made yet
  Next: check the path, or make the file with eku:capture

memory:sfb-2016
INVALID_PARAMETER: the host memory:sfb-2016 cannot be opened: there is no simulated host named 'sfb-2016'
  Cause: a typing error; or it was meant as a file, whose name ends in .json
  Next: choose one of memory:lync-2010, memory:lync-2013, memory:sfb-2015, memory:sfb-2019, memory:sfb-se, memory:edge-storm, memory:misplaced, memory:wrapper, memory:pool-of-four, or name a snapshot file'''

// The host that was fine is in the files; those that were not say why.
def several = new JsonSlurper().parse(new File(basedir, 'several-hosts/target/eku/inspect.json'))
assert several.hosts[0].inspection.product == 'sfb-2015'
assert several.hosts*.failure*.code == [null, 'FILE_FAILURE', 'INVALID_PARAMETER']

// An expected no is a MojoFailureException, a broken environment a MojoExecutionException.
assert log.any { it.endsWith('MojoFailureException') }
assert log.any { it.endsWith('MojoExecutionException') }

// Nothing was changed by what was refused.
def values = { name -> new JsonSlurper().parse(new File(basedir, name)).keys.findAll { it.values }.collect { [it.key, it.values] } }
assert values('fe02.json') == values('fe02.original')
assert !new File(basedir, 'fe02.json').text.contains('RequireCertificateEKUs')
