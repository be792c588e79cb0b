def (bound, direct) = new File(basedir, 'build.log').text.split('Scanning for projects').tail()

assert bound.contains('Mesh: 3 records in 3 files are valid')
assert bound =~ /index: 3 records, 3 files, .* -> .*sheaf.Mesh/
assert new File(basedir, 'target/sheaf/Mesh/index.json').isFile()

assert direct.contains('Mesh: up to date, 3 records in 3 files are valid')
