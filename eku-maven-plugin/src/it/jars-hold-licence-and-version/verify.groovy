import groovy.json.JsonSlurper
import java.util.jar.JarFile

def pom = new File(basedir, 'pom.xml').text
def version = (pom =~ /<eku.version>([^<]+)</)[0][1]
// Maven fills that in with the profile only; without it, files of an earlier build with it may lie about.
def release = !pom.contains('<eku.released>@')
// basedir is eku-maven-plugin/target/it/x.
def top = basedir.canonicalFile.parentFile.parentFile.parentFile.parentFile
def licence = new File(top, 'LICENSE').text
def shipped = ['eku-core', 'eku-remote', 'eku-maven-plugin']
def kinds = release ? ['', '-tests', '-sources', '-javadoc'] : ['', '-tests']

// By module and kind; the main jar's kind is empty.
def opened = [:]
shipped.each { name ->
    kinds.each { kind ->
        def file = new File(top, "$name/target/$name-$version${kind}.jar")
        if (!file.exists()) {
            return
        }
        opened << [("$name$kind".toString()): file]
        new JarFile(file).withCloseable { jar ->
            def entry = jar.getEntry('META-INF/LICENSE')
            assert entry != null: "no licence in $file.name"
            assert jar.getInputStream(entry).text == licence: "another licence in $file.name"
            def manifest = jar.manifest.mainAttributes
            assert manifest.getValue('Implementation-Version') == version: "no version in $file.name"
            assert manifest.getValue('Implementation-Title'): "no title in $file.name"
            def entries = jar.entries().toList()*.name
            switch (kind) {
                case '-sources': assert entries.any { it.endsWith('.java') }; break
                case '-javadoc': assert entries.contains('index.html'); break
                default: assert entries.any { it.endsWith('.class') }
            }
        }
    }
}
def expected = shipped.collectMany { release ? [it, "$it-sources", "$it-javadoc"] : [it] } + 'eku-core-tests'
assert opened.keySet() == expected*.toString() as Set

if (release) {
    def rows = (new File(top, 'docs/dependencies.md').text =~ /(?m)^\| ([a-z0-9.]+:[a-z0-9-]+) \| ([^|]+) \|/).collect { "${it[1]}:${it[2]}".toString() }
    def parts = shipped.collectEntries { name ->
        def file = new File(top, "$name/target/bom.json")
        assert file.exists(): "no list of parts of $name; CycloneDX writes none where Maven runs with -o"
        def list = new JsonSlurper().parse(file)
        assert list.metadata.component.name == name && list.metadata.component.version == version
        list.components.each { assert it.licenses && it.hashes: "no licence or no hash of $it.name" }
        [name, list.components.collect { "$it.group:$it.name:$it.version".toString() } as Set]
    }
    // The page names exactly what the plugin brings along; eku's own parts come on top.
    assert parts['eku-maven-plugin'] == rows + ["dev.eku:eku-core:$version", "dev.eku:eku-remote:$version"]*.toString() as Set
    assert parts['eku-maven-plugin'].containsAll(parts['eku-remote'])
    assert parts['eku-remote'].containsAll(parts['eku-core'])
    assert parts['eku-core'].every { !(it =~ /junit|assertj|archunit|smbj/) } && parts['eku-core'].size() >= 5
    // Examples are read, not shipped.
    assert !new File(top, 'eku-examples/quickstart/target/bom.json').exists()
}
