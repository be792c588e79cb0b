// Each launch of Maven begins so.
def (direct, bound) = new File(basedir, 'build.log').text.split('Scanning for projects').tail()

// Directly: the aggregator and the module without data have one line each.
assert direct.count('Nothing to do: a project of packaging pom has no records.') == 1
assert direct.count('Nothing to do: no datasets are configured. Name them in the plugin') == 1
assert direct.count('Mesh: 3 records in 3 files are valid') == 1

// Bound: the goals run once, and so does the compiler.
assert bound.count('validate (default) @ app') == 1
assert bound.count('index (default) @ app') == 1
assert bound.count('compile (default-compile) @ app') == 1
assert bound.count('Mesh: up to date, 3 records in 3 files are valid') == 1
assert bound =~ /index: 3 records, 3 files, .* -> .*sheaf.train/

assert new File(basedir, 'app/target/sheaf/train/index.json').isFile()
// Maven 4 has a folder of its own there.
assert !(new File(basedir, 'target').list() ?: []).any { it.startsWith('sheaf') }
assert !new File(basedir, 'shapes/target/sheaf').exists()
