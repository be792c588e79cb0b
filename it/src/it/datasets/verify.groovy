def (chosen, other, broken, misspelt, id, memory) = new File(basedir, 'build.log').text.split('Scanning for projects').tail()

// The two files that are left; one dataset, so that nothing needs to be said about which.
assert chosen.contains('Mesh: 2 records in 2 files are valid')
assert chosen =~ /index: 2 records, 2 files, .* -> .*sheaf.listed/
assert !new File(basedir, 'target/sheaf/later').exists()

assert other.contains('Mesh: 1 record in 1 file is valid')

assert broken.contains("The data of 'broken' does not agree with com.acme.Mesh:")
assert !broken.contains('expected shape')
assert broken.contains('To go on, correct the data or the record; to repeat it without Maven, in ' + basedir)

assert misspelt.contains("In the configuration of dataset 'misspelt': ")
assert misspelt.contains('com.acme.Mesh')
assert id.contains('expected ids of datasets in dataset.ids, found [listd]: there are [listed, broken, later, misspelt]')
assert memory.contains("expected an amount of memory as 512m, 2g or 512MiB in <memory> (dataset.memory), found 'plenty'")
for (log in [misspelt, id, memory]) {
  assert log.contains('All parameters: mvn dataset:help -Ddetail -Dgoal=')
}
