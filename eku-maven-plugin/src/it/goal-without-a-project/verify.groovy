def log = new File(basedir, 'build.log').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '') }

// The plan, and the files of both goals, in the current folder.
assert log.contains('[INFO] Plan for FE01: 1 key and 1 value to write, 1 service to restart. Fingerprint ' +
        (log.find { it.contains('Fingerprint') } =~ /Fingerprint ([0-9a-f]{8})\./)[0][1] + '.')
assert log.contains('[INFO] Plan saved: target/eku/FE01.plan.json')
['products.json', 'products.txt', 'plan.json', 'plan.txt', 'FE01.plan.json'].each {
    assert new File(basedir, "target/eku/$it").file
}
assert new File(basedir, 'target/eku/products.txt').readLines().first() == 'lync-2010: Lync Server 2010 (version 4.0.*)'

// A slip in a property's name, and a property without a value, would mean this machine on Windows.
def errors = log.findAll { it.startsWith('[ERROR]') }
assert errors.any { it.endsWith('INVALID_PARAMETER: unknown parameter eku.host') }
assert errors.contains('[ERROR]   Next: did you mean eku.hosts?')
assert errors.any { it.endsWith('INVALID_PARAMETER: eku.hosts is empty') }
assert errors.contains('[ERROR]   Next: give a value, or remove it to use the default')

// Who waits for a plan waits for no machinery that it can do without; it met 66 lambdas of eku when this was written.
def classes = basedir.listFiles().findAll { it.name.startsWith('classes-') }*.readLines()
        .find { loaded -> loaded.any { it.contains(' dev.eku.plan.Planner ') } }
def lambdas = classes.findAll { it.contains(' dev.eku.') && it.contains('$$Lambda') }
assert !lambdas.empty
assert lambdas.size() <= 75 : lambdas.join('\n')
// Maven 4 needs some of it for itself, before it loads eku.
def since = classes.drop(classes.findIndexOf { it.contains(' dev.eku.') })
assert !since.any { it.contains('java.lang.runtime.ObjectMethods ') }
assert !since.any { it.contains('org.apache.xerces.') }
