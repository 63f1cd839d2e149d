def log = new File(basedir, 'build.log').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '') }
def errors = log.findAll { it.startsWith('[ERROR]') }
def said = { first, next ->
    assert errors.any { it.endsWith(first) }: first
    assert errors.any { it.endsWith('Next: ' + next) }: next
}

said('INVALID_PARAMETER: unknown parameter eku.dryRun: a goal that changes hosts does so whenever it runs',
        'run eku:plan, which shows what eku:apply would do and changes nothing')
said('unknown parameter eku.inventoryFile',
        'the nearest is eku.inventory; a property that is not meant for eku is accepted where the POM refers to it, as ${eku.inventoryFile}')
said('INVALID_PARAMETER: eku.forget is a parameter of eku:rollback, and this build runs no such goal', 'remove eku.forget')
said("INVALID_PARAMETER: eku.stop: 'drain' is given, but <stop> in the <configuration> of the POM says 'stop'",
        'remove one of them; a default that the command line may overrule is <eku.stop>stop</eku.stop> in the <properties> of the POM')
said('INVALID_PARAMETER: unknown parameter <reasn>', 'did you mean <reason>?')
said('INVALID_PARAMETER: unknown parameter eku.restrat, which the POM, settings.xml or MAVEN_OPTS sets', 'did you mean eku.restart?')
assert errors.any { it.contains('FILE_FAILURE') && it.contains('below') }
said("INVALID_PARAMETER: eku.serverId: the server 'of-a-variable' of the settings refers to \${env.EKU_IT_IS_NOT_SET}, which is not set",
        'set the environment variable; on Windows its name is in upper case for Maven')
said('INVALID_PARAMETER: eku.restart is given beside eku.planFile, whose plan has already decided it',
        'remove eku.restart, or give it to eku:plan and then apply the plan that it saves')
said('INVALID_PARAMETER: <restart> refers to ${env.EKU_IT_IS_NOT_SET}, which is not set',
        'set the environment variable, or write the value itself; on Windows its name is in upper case for Maven')
said('INVALID_PARAMETER: eku.restart (in the POM, settings.xml or MAVEN_OPTS) refers to ${my.restart}, which is not set',
        'set the property, or write the value itself')
said('<stop> has the attribute dryRun, which Maven drops', 'remove it; each parameter is an element of its own')
said('<id> stands twice in one <applications><application>', 'remove one of them')
said("<configuration> holds the text 'restart=never' outside of its elements, where Maven drops it",
        'put it into the element it is meant for, or remove it')
assert errors.count { it.contains('eku.forget is a parameter of eku:rollback') } >= 2

// The host: no run of eku has reached it, so there was nothing to undo for the last build, whose rollback only had to forget.
assert !new File(basedir, 'fe01.json').text.contains('RequireCertificateEKUs')
assert log.any { it.contains("eku's own records are deleted from memory:fe01.json") }
