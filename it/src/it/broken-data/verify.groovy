def log = new File(basedir, 'build.log').text
def offset = { name, text -> new File(basedir, 'data/' + name).text.indexOf(text) }

// The finding stands in the log, and again in the message that ends the build: file, offset, field, expected, found,
// and the rule.
def shape = "data/mesh_1.json, byte ${offset('mesh_1.json', '[3, 2]')}, field data:" \
    + ' expected shape (?, 3), found (3, 2) [shape]'
assert log.count('[ERROR] ' + shape) == 1
assert log.count('[ERROR]   ' + shape) == 1
assert log.contains("The data of 'Mesh' does not agree with com.acme.Mesh:")
assert log.contains('Mesh: 2 findings in 3 records in 3 files')

// Only what is broken is complained about.
assert log.contains('data/mesh_2.json, byte ')
assert !log.contains('data/mesh_0.json')

// The worker can be run again without Maven, and nothing came after it.
def arguments = new File(basedir, 'target/sheaf/Mesh.validate.args')
assert log.contains('To go on, correct the data or the record; to repeat it without Maven, in ' + basedir)
assert log.contains('"@' + arguments + '"')
assert arguments.isFile()
assert !log.contains('maven-jar-plugin')
