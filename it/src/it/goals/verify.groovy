def (good, again, form, nothing) = new File(basedir, 'build.log').text.split('Scanning for projects').tail()

assert good.contains('BUILD SUCCESS')
['target/schemas/Mesh.schema.json', 'target/schemas/Mesh.md', 'target/reports/dataset/Mesh.html', 'target/packed/Mesh/dataset.json',
 'target/bench/Mesh.json', 'target/inferred/com/acme/Proposed.java', 'target/junit/TEST-dataset.Mesh.xml'].each {
  assert new File(basedir, it).length() > 0: it
}

assert again.contains('BUILD SUCCESS')
assert again =~ /pack: up to date/

assert form.contains("In the configuration of dataset 'Mesh': ")
assert nothing.contains('expected a <source> (dataset.source), found none')
for (log in [form, nothing]) {
  assert log.contains('All parameters: mvn dataset:help -Ddetail -Dgoal=')
}
