package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.schema.Field;
import dev.sheaf.schema.FieldSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DatasetValidatorTest {
  @TempDir Path temporary;
  private MeshFiles meshes;
  private Path output;

  @BeforeEach
  void writeTwoMeshes() {
    meshes = new MeshFiles(temporary.resolve("data"));
    meshes.write("a.json", 3, 1).writeReference("b.json", "points.bin", 2);
    output = temporary.resolve("out");
  }

  @Test
  void passesWhatIsAsTheSchemaSays() {
    ValidationReport report = validate();
    assertTrue(report.passed());
    assertEquals(2, report.records());
    assertEquals(2, report.files());
    assertEquals("[float32 (1..3, 3)]", report.fields().toString());
    assertFalse(report.upToDate());
  }

  @Test
  void tellsWhatWasSeenOfAField() {
    FieldSchema schema = MeshFiles.MESH.row().fields().getFirst();
    Field<Object, Object> data = new Field<>(schema, Function.identity());
    assertEquals("(1..3, 3)", validate().seenOf(data).seen());
    Field<Object, Object> inner = new Field<>("data.x", schema, Function.identity());
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> validate().seenOf(inner));
    assertEquals("expected one of the fields [data], found data.x", refused.getMessage());
  }

  @Test
  void takesTheSamplesOfTesseract() {
    Path samples = Path.of(System.getProperty("sheaf.testdata"), "tesseract");
    ValidationReport report =
        DatasetValidator.validate(MeshFiles.MESH, DatasetSource.of(samples, "*.json"), ScanOptions.DEFAULT);
    assertEquals(List.of(), report.findings());
    assertEquals(10, report.records());
    assertEquals("[float32 (3..4, 3)]", report.fields().toString());
  }

  @Test
  void sortsFindingsByFileWhateverTheThreads() {
    for (int i = 0; i < 40; i++) {
      meshes.writeText("bad-%02d.json".formatted(i), "{}");
    }
    List<String> expected = IntStream.range(0, 40).mapToObj("bad-%02d.json"::formatted).toList();
    for (int threads : new int[] {1, 4}) {
      ValidationReport report =
          DatasetValidator.validate(MeshFiles.MESH, meshes.source(), ScanOptions.DEFAULT.withThreads(threads));
      assertEquals(expected, report.findings().stream().map(Finding::file).toList());
      assertEquals(40, report.errorCount());
    }
  }

  @Test
  void keepsTheFirstFindingsAndCountsTheOthers() {
    for (int i = 0; i < 40; i++) {
      meshes.writeText("bad-%02d.json".formatted(i), "{}");
    }
    ValidationReport report =
        DatasetValidator.validate(MeshFiles.MESH, meshes.source(), ScanOptions.DEFAULT.withFindingsKept(3));
    assertEquals(
        List.of("bad-00.json", "bad-01.json", "bad-02.json"), report.findings().stream().map(Finding::file).toList());
    assertEquals(40, report.errorCount());
  }

  @Test
  void namesFileFieldPlaceAndRule() {
    meshes.writeText(
        "c.json",
        """
        {"object_type": "array", "shape": [2, 2], "dtype": "float32",
         "data": {"buffer": [[1, 2], [3, 4]], "encoding": "json"}}""");
    Finding finding = validate().findings().getFirst();
    assertEquals("c.json", finding.file());
    assertEquals("shape", finding.rule());
    assertTrue(finding.toString().startsWith("c.json, byte "), finding.toString());
    assertTrue(finding.toString().endsWith(" [shape]"), finding.toString());
  }

  @Test
  void aFileThatCannotBeReadIsAFinding() throws IOException {
    Files.delete(meshes.path("points.bin"));
    ValidationReport report = validate();
    assertEquals(1, report.errorCount());
    assertEquals("file", report.findings().getFirst().rule());
    meshes.writeReference("b.json", "points.bin", 2);
    assertTrue(validate().passed());
  }

  @Test
  void saysWhereAFileIsReferredToThatIsNotThere() throws IOException {
    Files.delete(meshes.path("points.bin"));
    Finding finding = validate().findings().getFirst();
    assertTrue(finding.toString().startsWith("b.json, byte "), finding.toString());
    assertEquals("data", finding.field());
    assertEquals("the file \"%s\"".formatted(meshes.path("points.bin")), finding.expected());
  }

  @Test
  @Timeout(20)
  void aPipeAndAFolderAreFindings() throws Exception {
    Files.createDirectory(meshes.path("folder"));
    assertEquals(0, new ProcessBuilder("mkfifo", meshes.path("pipe.json").toString()).start().waitFor());
    ValidationReport report =
        DatasetValidator.validate(
            MeshFiles.MESH,
            DatasetSource.of(meshes.path(""), "*.json", "folder"),
            output,
            ScanOptions.DEFAULT);
    assertEquals(
        List.of("folder", "pipe.json"), report.findings().stream().map(Finding::file).toList());
  }

  @Test
  void readsNothingWhenNothingHasChangedSinceItPassed() {
    validate();
    ValidationReport again = validate();
    assertTrue(again.upToDate());
    assertEquals(2, again.records());
    assertEquals("[float32 (1..3, 3)]", again.fields().toString());
    meshes.touch("points.bin");
    assertFalse(validate().upToDate());
  }

  @Test
  void runsAgainAfterItFailed() throws IOException {
    meshes.writeText("c.json", "{}");
    assertFalse(validate().passed());
    String kept = Files.readString(output.resolve("validation.json"));
    assertTrue(kept.contains("\"passed\" : false") && kept.contains("\"file\" : \"c.json\""), kept);
    ValidationReport again = validate();
    assertFalse(again.passed());
    assertFalse(again.upToDate());
  }

  @Test
  void readsAgainWhenForced() {
    validate();
    assertFalse(
        DatasetValidator.validate(MeshFiles.MESH, meshes.source(), output, ScanOptions.DEFAULT.withForce(true))
            .upToDate());
  }

  @Test
  void sharesItsTablesWithTheIndex() throws IOException {
    validate();
    DatasetIndexer.index(MeshFiles.MESH, meshes.source(), output, ScanOptions.DEFAULT);
    assertTrue(validate().upToDate());
    try (var files = Files.list(output)) {
      assertEquals(10, files.filter(file -> file.toString().endsWith(".npy")).count());
    }
  }

  private ValidationReport validate() {
    return DatasetValidator.validate(MeshFiles.MESH, meshes.source(), output, ScanOptions.DEFAULT);
  }
}
