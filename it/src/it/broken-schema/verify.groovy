def log = new File(basedir, 'build.log').text
def source = new File(basedir, 'src/main/java/com/acme/Mesh.java')

// javac fails at the text of the annotation, and says which rule it breaks.
def lines = source.readLines()
def line = lines.findIndexOf { it.contains('three point') }
def column = lines[line].indexOf('"?, three point"')
assert log.contains("${source}:[${line + 1},${column + 1}] component data, axis 1 of \"?, three point\": expected ")
assert log.contains('[SHEAF-002 dims-malformed]')
assert !log.contains('dataset-maven-plugin:validate')
