// Each command is pasted into bash exactly as it was printed.
if (!new File('/bin/bash').exists()) {
    println 'SKIPPED: there is no bash to paste the commands into'
    return true
}

// What a person has set up for himself: where Maven is, and its settings.
def options = new File(basedir, '.mvn/maven.config')
options.parentFile.mkdirs()
def settings = [basedir.parentFile, new File(basedir, '../../../src/it')].collect { new File(it, 'interpolated-settings.xml') }
        .findAll { it.exists() }
options.text = (['-B', '-Daether.offline.protocols=file', "-Dmaven.repo.local=$localRepositoryPath"] +
        settings.take(1).collect { "-s$it.canonicalPath" }).join('\n') + '\n'
def maven = new File(System.getProperty('maven.home'), 'bin').absolutePath

def run = { String command ->
    def bash = new ProcessBuilder('bash', '-c', command).directory(basedir).redirectErrorStream(true)
    bash.environment().put('PATH', maven + ':' + System.getenv('PATH'))
    def process = bash.start()
    process.outputStream.close()
    def said = process.inputStream.getText('UTF-8').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '').replaceAll(/ -s \S*interpolated-settings\.xml| "-Dmaven\.repo\.local=[^"]*"/, '') }
    println "$command\n    exit ${process.waitFor()}"
    [exit: process.exitValue(), said: said]
}
def commands = { lines -> lines.collect { (it - '[INFO] ' - '[ERROR] ').trim() }.findAll { it.startsWith('mvn ') } }
def one = { lines ->
    def found = commands(lines)
    assert found.size() == 1: lines.join('\n')
    found[0]
}

def inspected = new File(basedir, 'build.log').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '').replaceAll(/ -s \S*interpolated-settings\.xml| "-Dmaven\.repo\.local=[^"]*"/, '') }
// The invoker types the settings and the repository, which the command repeats; from here on .mvn/maven.config gives them.
assert new File(basedir, 'build.log').text.contains(""" eku:plan "-Dmaven.repo.local=$localRepositoryPath" """.stripTrailing())
def plan = one(inspected.drop(inspected.findLastIndexOf { it.contains(':inspect (') }).takeWhile { !it.contains(':capture (') })
assert plan == 'mvn eku:plan "-Deku.hosts=memory:fe01.json"'

def planned = run(plan)
assert planned.exit == 0: planned.said.join('\n')
def applied = run(one(planned.said))
assert applied.exit == 0: applied.said.join('\n')
assert applied.said.any { it.contains('Compliant: FE01 is exempt') }

// Planned again, there is nothing to do but to prove it.
def nothing = run(plan)
def verify = one(nothing.said)
assert verify.startsWith('mvn eku:verify ')
assert run(verify).exit == 0

def rolledBack = run(one(applied.said))
assert rolledBack.exit == 0: rolledBack.said.join('\n')
assert rolledBack.said.any { it.contains('is rolled back.') }

// Not exempt any more: the failure says what to do about it, and that runs as well.
def refused = run(verify)
assert refused.exit != 0
def mended = run(one(refused.said))
assert mended.exit == 0: mended.said.join('\n')

// Maven's invoker fills in the version in pom.xml only.
def sites = new File(basedir, 'sites.xml')
sites.text = sites.text.replace('@project.version@', (new File(basedir, 'pom.xml').text =~ '<version>([^<]+)</version>\\s+</plugin>')[0][1])

// The undo of a fleet that a profile and a property of the command line select is for the same fleet.
assert run('mvn -f sites.xml eku:apply').exit == 0
def ofSite = run('mvn -f sites.xml -Pof-a-site -Dsite=tokyo eku:apply')
assert ofSite.exit == 0: ofSite.said.join('\n')
def undo = one(ofSite.said)
assert undo == 'mvn -Pof-a-site -f sites.xml eku:rollback "-Dsite=tokyo" "-Deku.inventory=tokyo.txt"'
assert run(undo).exit == 0
assert run('mvn -f sites.xml eku:verify').exit == 0
assert run('mvn -f sites.xml eku:verify -Pof-a-site -Dsite=tokyo').exit != 0
true
