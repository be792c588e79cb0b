def log = new File(basedir, 'build.log').text

assert log.contains('Mesh: 1 record in 1 file is valid')
assert log =~ /index: 1 record, 1 file, .* -> .*sheaf.Mesh/
assert new File(basedir, 'target/sheaf/Mesh/index.json').isFile()
