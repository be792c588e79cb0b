package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sheaf.SheafException;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.FieldReader;
import dev.sheaf.codec.FieldWriter;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LooseFilesTest {
  @TempDir Path temporary;
  private MeshFiles meshes;
  private Path index;

  @BeforeEach
  void indexThreeMeshes() {
    meshes = new MeshFiles(temporary.resolve("data"));
    meshes.write("a.json", 1, 1).write("b.json", 2, 2).writeReference("c.json", "points.bin", 3);
    index = temporary.resolve("index");
    DatasetIndexer.index(MeshFiles.MESH, meshes.source(), index, ScanOptions.DEFAULT);
  }

  @Test
  void readsTheRowsOfAnIndexInTheirOrder() {
    try (Dataset<Object[]> rows = open()) {
      assertEquals(3, rows.size());
      assertEquals(Float32Array.of(Shape.of(1, 3), 1, 1, 1), rows.get(0)[0]);
      assertEquals(Float32Array.of(Shape.of(2, 3), 2, 2, 2, 2, 2, 2), rows.get(1)[0]);
      assertEquals(Float32Array.of(Shape.of(1, 3), 3, 3, 3), rows.get(2)[0]);
      assertEquals("com.acme.MeshRow", rows.schema().name());
    }
  }

  @Test
  void refusesPositionsOutside() {
    try (Dataset<Object[]> rows = open()) {
      assertThrows(IndexOutOfBoundsException.class, () -> rows.get(-1));
      assertThrows(IndexOutOfBoundsException.class, () -> rows.get(3));
    }
  }

  @Test
  void refusesToReadAfterClosing() {
    Dataset<Object[]> rows = open();
    rows.close();
    rows.close();
    assertThrows(IllegalStateException.class, () -> rows.get(0));
  }

  @Test
  void readsFilesThatAreElsewhereNow() throws IOException {
    String fingerprint;
    try (Dataset<Object[]> rows = open()) {
      fingerprint = rows.fingerprint();
    }
    Path elsewhere = moveTheData();
    try (Dataset<Object[]> rows = open(DatasetOptions.DEFAULT.withFilesIn(elsewhere))) {
      assertEquals(Float32Array.of(Shape.of(1, 3), 1, 1, 1), rows.get(0)[0]);
      assertEquals(Float32Array.of(Shape.of(1, 3), 3, 3, 3), rows.get(2)[0]);
      assertEquals(fingerprint, rows.fingerprint());
      Files.setLastModifiedTime(elsewhere.resolve("a.json"), FileTime.fromMillis(2));
      assertThrows(StaleDataException.class, () -> rows.get(0));
    }
  }

  @Test
  void refusesOtherFilesInPlaceOfThoseThatWereIndexed() throws IOException {
    Path elsewhere = moveTheData();
    DatasetOptions options = DatasetOptions.DEFAULT.withFilesIn(elsewhere);
    String b = Files.readString(elsewhere.resolve("b.json"));

    Files.writeString(elsewhere.resolve("b.json"), b.replaceFirst("2", "5"));
    StaleDataException changed = assertThrows(StaleDataException.class, () -> open(options));
    assertEquals(elsewhere.resolve("b.json").toString(), changed.file());
    assertTrue(changed.expected().startsWith("the checksum "), changed.expected());
    assertTrue(
        String.valueOf(changed.getMessage()).endsWith("; take the data that the index was made of, or index this"),
        changed.getMessage());

    Files.writeString(elsewhere.resolve("b.json"), b + " ");
    StaleDataException longer = assertThrows(StaleDataException.class, () -> open(options));
    assertEquals(b.length() + " bytes", longer.expected());
    assertEquals(b.length() + 1 + " bytes", longer.found());

    Files.delete(elsewhere.resolve("b.json"));
    assertThrows(StorageException.class, () -> open(options));
  }

  private Path moveTheData() throws IOException {
    Path elsewhere = temporary.resolve("elsewhere");
    Files.move(temporary.resolve("data"), elsewhere);
    try (Stream<Path> files = Files.list(elsewhere)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
      }
    }
    return elsewhere;
  }

  @Test
  void saysOnOpeningWhichFileHasChanged() {
    meshes.write("b.json", 3, 2);
    StaleDataException fault = assertThrows(StaleDataException.class, this::open);
    assertEquals(meshes.path("b.json").toString(), fault.file());
    assertTrue(
        String.valueOf(fault.getMessage()).endsWith("; run `sheaf index` or `mvn dataset:index` again"),
        fault.getMessage());
  }

  @Test
  void noticesOnReadingThatAFileHasChangedSince() {
    try (Dataset<Object[]> rows = open()) {
      meshes.touch("b.json");
      meshes.touch("points.bin");
      rows.get(0);
      assertEquals(
          meshes.path("b.json").toString(), assertThrows(StaleDataException.class, () -> rows.get(1)).file());
      assertEquals(
          meshes.path("points.bin").toString(), assertThrows(StaleDataException.class, () -> rows.get(2)).file());
    }
  }

  @Test
  void saysWhichRecordCannotBeRead() {
    meshes.writeText("b.json", "[[1, 2, 3], [4, 5]]");
    Path pattern = meshes.path("*.json");
    try (Dataset<Object[]> rows =
        Datasets.open(pattern.toString(), SchemaCodec.of(MeshFiles.MESH.row()), DatasetOptions.DEFAULT)) {
      DecodeException fault = assertThrows(DecodeException.class, () -> rows.get(1));
      assertEquals(
          meshes.path("b.json")
              + ", byte 17, record 1, field data: expected a list of 3, as before it, found one of 2 [shape]",
          fault.getMessage());
      assertEquals(1, fault.record());
      assertEquals(3, ((NdArray) rows.get(2)[0]).shape().dim(1), "the others stay readable");
    }
  }

  @Test
  void saysThatAFileIsGone() throws IOException {
    Files.delete(meshes.path("c.json"));
    assertThrows(StorageException.class, this::open);
  }

  @Test
  void refusesAnIndexForAnotherSchema() {
    RecordSchema other = MeshFiles.mesh("?, 2").row();
    StaleDataException fault =
        assertThrows(
            StaleDataException.class,
            () -> LooseFiles.openIndex(index, SchemaCodec.of(other), DatasetOptions.DEFAULT));
    assertEquals("an index for com.acme.MeshRow as it is now", fault.expected());
  }

  @Test
  void refusesAnIndexOfANewerVersion() throws IOException {
    Path description = index.resolve("index.json");
    Files.writeString(description, Files.readString(description).replace("\"version\" : 3", "\"version\" : 4"));
    UnsupportedFormatException fault = assertThrows(UnsupportedFormatException.class, this::open);
    assertEquals("version 4", fault.found());
  }

  @Test
  void refusesAFolderWithoutAnIndex() {
    index = temporary;
    assertThrows(StorageException.class, this::open);
  }

  /// What is there for readers, not for the next run of the indexer.
  private static boolean isRead(Path file) {
    return !file.getFileName().toString().matches("write\\.lock|(reference|statistics).*");
  }

  @Test
  void refusesEveryPrefixOfEveryFileOfAnIndex() throws IOException {
    try (Stream<Path> files = Files.list(index)) {
      for (Path file : files.filter(LooseFilesTest::isRead).toList()) {
        byte[] whole = Files.readAllBytes(file);
        // The last byte of a description is a line feed that nothing depends on.
        for (int length = 0; length < whole.length - 1; length++) {
          Files.write(file, java.util.Arrays.copyOf(whole, length));
          assertThrows(CorruptDataException.class, this::open, file + " cut to " + length);
        }
        Files.write(file, whole);
      }
    }
    open().close();
  }

  @Test
  void aChangedByteInATableIsATypedErrorOrIsNotSeen() throws IOException {
    try (Stream<Path> files = Files.list(index)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".npy")).toList()) {
        byte[] whole = Files.readAllBytes(file);
        for (int position = 0; position < whole.length; position++) {
          byte[] changed = whole.clone();
          changed[position] ^= (byte) 0x81;
          Files.write(file, changed);
          try (Dataset<Object[]> rows = open()) {
            for (long row = 0; row < rows.size(); row++) {
              rows.get(row);
            }
          } catch (SheafException _) {
            // Typed, with its place; anything else fails this test.
          }
        }
        Files.write(file, whole);
      }
    }
  }

  @Test
  void theFingerprintKnowsTheDataAndNotItsPlace() throws IOException {
    String fingerprint = fingerprint();
    Path moved = temporary.resolve("elsewhere");
    Files.createDirectories(moved);
    Files.move(meshes.path(""), moved.resolve("data"));
    Files.move(index, moved.resolve("index"));
    index = moved.resolve("index");
    assertEquals(fingerprint, fingerprint());
    meshes = new MeshFiles(moved.resolve("data"));
    meshes.touch("a.json");
    DatasetIndexer.index(MeshFiles.MESH, meshes.source(), index, ScanOptions.DEFAULT);
    assertEquals(fingerprint, fingerprint(), "times are not data");
    meshes.write("a.json", 1, 7);
    DatasetIndexer.index(MeshFiles.MESH, meshes.source(), index, ScanOptions.DEFAULT.withVerify(true));
    assertNotEquals(fingerprint, fingerprint());
  }

  @Test
  void opensAPatternWithoutAnIndex() {
    String pattern = meshes.path("") + "/*.json";
    String fingerprint;
    try (Dataset<Object[]> rows =
        Datasets.open(pattern, SchemaCodec.of(MeshFiles.MESH.row()), DatasetOptions.DEFAULT)) {
      assertEquals(3, rows.size());
      assertEquals(Float32Array.of(Shape.of(1, 3), 3, 3, 3), rows.get(2)[0]);
      fingerprint = rows.fingerprint();
      meshes.touch("a.json");
      StaleDataException fault = assertThrows(StaleDataException.class, () -> rows.get(0));
      assertTrue(String.valueOf(fault.getMessage()).endsWith("; open the dataset again"), fault.getMessage());
    }
    try (Dataset<Object[]> rows =
        Datasets.open(pattern, SchemaCodec.of(MeshFiles.MESH.row()), DatasetOptions.DEFAULT)) {
      assertNotEquals(fingerprint, rows.fingerprint());
    }
  }

  @Test
  void refusesAPatternThatNamesNoFile() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Datasets.open(
                temporary + "/*.none", SchemaCodec.of(MeshFiles.MESH.row()), DatasetOptions.DEFAULT));
  }

  @Test
  void noticesAFileThatIsReplacedBetweenTheCheckAndTheRead() {
    RecordCodec<Object[]> real = SchemaCodec.of(MeshFiles.MESH.row());
    RecordCodec<Object[]> codec =
        new RecordCodec<>() {
          @Override
          public RecordSchema schema() {
            return real.schema();
          }

          @Override
          public Object[] read(FieldReader fields) {
            Object[] row = real.read(fields);
            meshes.touch(((NdArray) row[0]).shape().dim(0) == 2 ? "b.json" : "points.bin");
            return row;
          }

          @Override
          public void write(Object[] row, FieldWriter fields) {
            real.write(row, fields);
          }
        };
    try (Dataset<Object[]> rows = LooseFiles.openIndex(index, codec, DatasetOptions.DEFAULT)) {
      assertEquals(
          meshes.path("b.json").toString(), assertThrows(StaleDataException.class, () -> rows.get(1)).file());
    }
    meshes.write("b.json", 2, 2);
    try (Dataset<Object[]> rows = LooseFiles.openIndex(index, codec, DatasetOptions.DEFAULT)) {
      assertEquals(
          meshes.path("points.bin").toString(), assertThrows(StaleDataException.class, () -> rows.get(2)).file());
    }
  }

  @Test
  void aNameThatNoFileCanHaveIsATypedError() throws IOException {
    Path names;
    try (Stream<Path> files = Files.list(index)) {
      names = files.filter(file -> file.getFileName().toString().startsWith("names-")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(names);
    bytes[bytes.length - 1] = 0;
    Files.write(names, bytes);
    assertThrows(CorruptDataException.class, () -> open());
  }

  @Test
  void refusesADescriptionThatIsTooLargeForOne() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(index.resolve("index.json").toFile(), "rw")) {
      file.setLength(1L << 32);
    }
    CorruptDataException fault = assertThrows(CorruptDataException.class, this::open);
    assertEquals("4294967296 bytes", fault.found());
    assertFalse(DatasetIndexer.index(MeshFiles.MESH, meshes.source(), index, ScanOptions.DEFAULT).upToDate());
    open().close();
  }

  @Test
  @Timeout(60)
  void opensTheOldIndexOrTheNewOneWhileItIsReplaced() throws Exception {
    DatasetSource two = DatasetSource.of(meshes.path(""), "a.json", "b.json");
    AtomicBoolean done = new AtomicBoolean();
    FutureTask<@Nullable Void> writer =
        new FutureTask<>(
            () -> {
              while (!done.get()) {
                DatasetIndexer.index(MeshFiles.MESH, two, index, ScanOptions.DEFAULT.withThreads(1));
                DatasetIndexer.index(MeshFiles.MESH, meshes.source(), index, ScanOptions.DEFAULT.withThreads(1));
              }
              return null;
            });
    Thread.ofPlatform().start(writer);
    Set<Long> sizes = new TreeSet<>();
    try {
      for (int i = 0; i < 3000 || sizes.size() < 2; i++) {
        try (Dataset<Object[]> rows = open()) {
          sizes.add(rows.size());
          assertEquals(Float32Array.of(Shape.of(2, 3), 2, 2, 2, 2, 2, 2), rows.get(1)[0]);
        }
      }
    } finally {
      done.set(true);
    }
    writer.get();
    assertEquals(Set.of(2L, 3L), sizes);
  }

  @Test
  void refusesAPatternThatFindsNamesWhichAreNoText() throws Exception {
    makeFileNamedWithByte255();
    StorageException fault =
        assertThrows(
            StorageException.class,
            () ->
                Datasets.open(
                    meshes.path("") + "/*.json", SchemaCodec.of(MeshFiles.MESH.row()), DatasetOptions.DEFAULT));
    assertTrue(String.valueOf(fault.getMessage()).endsWith("rename it, or set LC_ALL=C.UTF-8"), fault.getMessage());
  }

  @Test
  void aFileWhoseNameIsNoTextIsAFinding() throws Exception {
    makeFileNamedWithByte255();
    IndexReport report = DatasetIndexer.index(MeshFiles.MESH, meshes.source(), index, ScanOptions.DEFAULT);
    assertEquals(1, report.findingCount());
    assertEquals("a file with a name in text", report.findings().getFirst().expected());
    open().close();
  }

  private void makeFileNamedWithByte255() throws Exception {
    String command = "cp b.json \"$(printf 'x\\377.json')\"";
    Process shell = new ProcessBuilder("sh", "-c", command).directory(meshes.path("").toFile()).start();
    assumeTrue(shell.waitFor() == 0, "this file system takes names in Unicode only");
  }

  private Dataset<Object[]> open() {
    return open(DatasetOptions.DEFAULT);
  }

  private Dataset<Object[]> open(DatasetOptions options) {
    return LooseFiles.openIndex(index, SchemaCodec.of(MeshFiles.MESH.row()), options);
  }

  private String fingerprint() {
    try (Dataset<Object[]> rows = open()) {
      return rows.fingerprint();
    }
  }
}
