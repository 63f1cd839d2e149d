String log = new File(basedir, 'build.log').text
assert log.contains('This plugin has 1 goal:')
assert log.contains('eku:help')
