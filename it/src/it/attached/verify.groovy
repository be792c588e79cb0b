import java.util.zip.ZipFile

def log = new File(basedir, 'build.log').text

// What is attached: the index, and what its record looks like; in a fixed order, without times.
def zip = new ZipFile(new File(basedir, 'meshes/target/meshes-1-dataset.zip'))
def entries = zip.entries().toList()
assert entries*.name.contains('Mesh/index.json')
assert entries*.name.last() == 'Mesh/com.acme.Mesh.schema'
assert entries.every { it.timeLocal == java.time.LocalDateTime.of(1980, 1, 1, 0, 0) }
assert !entries*.name.any { it.endsWith('write.lock') }
zip.close()

// The other module opens it over data that lies elsewhere, and is told of a file that is another one.
assert log =~ /opened 3 rows, the first of shape \(\d+, 3\)/
assert log =~ /refused: .*moved.mesh_2.json: expected the checksum \p{XDigit}{8}, found \p{XDigit}{8}; take the data that the index was made of/
