/** What a goal has said, without the line before it that says that all is simulated. */
def lines = { run, goal -> new File(basedir, "target/$run/${goal}.txt").readLines().drop(1) }
/** The line that comes first, which goes on in the second. */
def first = { run, goal -> lines(run, goal).take(2)*.strip().join(' ') }
def down = { type, why ->
    "SERVICE DOWN: service RTCDATAMCU on FE01 is stopped (start type $type, exit code of its last run: 0); ${why}.".toString()
}
/** What it has failed of; null if it has not. */
def error = { run, goal -> lines(run, goal).find { it ==~ /[A-Z_]+: .*/ && !it.startsWith('SIMULATED') } }

assert first('automatic', 'verify') == down('AUTOMATIC', 'it should start by itself')
assert error('automatic', 'verify').startsWith('SERVICE_DOWN: service RTCDATAMCU on FE01 is stopped (start type AUTOMATIC, ')

assert first('manual', 'verify') == down('MANUAL', 'it is not set to start by itself')
assert lines('manual', 'verify').any { it.contains('Compliant') }
assert error('manual', 'verify') == null

assert first('left-running', 'verify') == down('MANUAL', 'eku left it running')
assert error('left-running', 'verify').startsWith('SERVICE_DOWN: service RTCDATAMCU on FE01 is stopped (start type MANUAL, ')

assert error('export', 'diagnose').startsWith('MALFORMED_FILE: ')
assert error('export', 'diagnose').contains('lync.csv')
assert lines('export', 'diagnose').any { it.startsWith('  Next: ') && it.contains('wevtutil') }
