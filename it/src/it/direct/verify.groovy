// Each launch of Maven begins so.
def (direct, again, skipped) = new File(basedir, 'build.log').text.split('Scanning for projects').tail()

// help: all goals, each with its first sentence.
assert direct.contains('This plugin has 10 goals:')
['bench', 'diff', 'help', 'index', 'infer', 'inspect', 'pack', 'report', 'schema', 'validate'].each { assert direct.contains('dataset:' + it) }

// Compiled once, before the first goal, and not again before the second.
assert direct.count('Compiling 1 source file') == 1
assert direct.count('compile (default-compile)') == 1
assert new File(basedir, 'target/classes/META-INF/sheaf/com.acme.Mesh.schema').isFile()

// Both datasets are read, then indexed.
assert direct.contains('Mesh: 3 records in 3 files are valid')
assert direct.contains('Mesh: 2 records in 2 files are valid')
assert direct =~ /index: 3 records, 3 files, .* -> .*sheaf.Mesh/
assert direct =~ /index: 2 records, 2 files, .* -> .*sheaf.two-of-them/

// The second time there is nothing to do, which takes one line for each dataset and leaves the files alone.
def (mesh, two) = again.readLines().findAll { it.contains('[INFO] index: ') }
assert mesh.contains('index: up to date, 3 records, 3 files')
assert two.contains('index: up to date, 2 records, 2 files')
def finished = java.time.OffsetDateTime.parse((direct =~ /Finished at: (\S+)/)[0][1]).toInstant()
def index = new File(basedir, 'target/sheaf/Mesh/index.json')
assert index.lastModified() < finished.plusSeconds(1).toEpochMilli()

// Nothing at all where it is skipped, not even compiling.
assert skipped.count('Skipped, as skip (dataset.skip) says.') == 2
assert !skipped.contains('maven-compiler-plugin')

// No leftovers of the workers.
assert new File(basedir, 'target/sheaf').listFiles().every { it.isDirectory() }
