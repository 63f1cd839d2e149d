def log = new File(basedir, 'build.log').readLines().join('\n')
assert log.contains('This plugin has 14 goals:')
['products', 'inspect', 'plan', 'apply', 'verify', 'rollback', 'history', 'unlock', 'diagnose', 'certificates', 'rehearse', 'capture', 'export', 'help'].each {
    assert log.contains("eku:$it\n")
}

// A parameter's help says its meaning, its default, an example, and its property.
def words = log.replaceAll(/\s+/, ' ')
assert words.contains('drainTimeout (Default: 15m) How long a service may drain, in hours, minutes and seconds or in ISO ' +
        '8601 form; at most a day. Default: 15m. Example: 1h30m. User property: eku.drainTimeout')
assert !words.toLowerCase().contains('eku.password')
