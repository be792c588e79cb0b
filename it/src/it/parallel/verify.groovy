def (first, again) = new File(basedir, 'build.log').text.split('Scanning for projects').tail()

// Whichever of the two was first has done the work for both, or has been overtaken.
assert first.count('Mesh: 3 records in 3 files are valid') + first.count('Mesh: up to date, 3 records in 3 files are valid') == 3
['out', 'three/target/sheaf'].each { assert new File(basedir, it + '/train/index.json').isFile() }
assert !new File(basedir, 'one/target/sheaf').exists()

assert again.count('Mesh: up to date, 3 records in 3 files are valid') == 3
assert again.count('index: up to date, 3 records, 3 files') == 3

// No leftovers of the workers.
assert new File(basedir, 'out').list() == ['train']
