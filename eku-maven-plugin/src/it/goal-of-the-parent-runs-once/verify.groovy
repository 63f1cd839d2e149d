def log = new File(basedir, 'build.log').readLines().collect { it.replaceAll(/\u001b\[[0-9;]*m/, '') }
/** The log of each Maven, by the lines with which it begins. */
def builds = log.join('\n').split(/(?m)^\[INFO\] Scanning for projects\.\.\.$/).drop(1).toList()*.readLines()
assert builds.size() == 5
def done = { build, module -> build.count { it == "[INFO] eku:apply (main-job) is already done in this build, by module $module" } }
def planned = { build -> build.count { it.contains('Plan for FE01: ') } }

// With -T4: the parent first, its children find it done; the module with a configuration of its own looks at the host again.
assert planned(builds[1]) == 2
assert done(builds[1], 'parent') == 2
assert builds[1].count { it.contains('1 service to restart') } == 1

// Only some modules: the first of them.
assert planned(builds[2]) == 1
assert done(builds[2], 'a') == 1

// A first run that fails is neither told as done nor tried again.
def failed = builds[3]
assert failed.count { it.contains('has already failed in this build, in module ') } >= 1
assert failed.any { it.contains('FILE_FAILURE: the file nowhere.json') }
assert failed.count { it.contains('is already done') } == 0
assert ['a', 'b'].count {
    def report = new File(basedir, "$it/target/eku/apply.json")
    report.file && report.text.contains('nowhere.json')
} == 1

// A module alone.
assert planned(builds[4]) == 1
assert builds[4].count { it.contains('is already done') } == 0
