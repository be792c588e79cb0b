package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.format.npy.NpyFile;
import dev.sheaf.io.InputFile;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetIndexerTest {
  @TempDir Path temporary;
  private MeshFiles meshes;
  private Path output;

  @BeforeEach
  void writeThreeMeshes() {
    meshes = new MeshFiles(temporary.resolve("data"));
    meshes.write("a.json", 3, 1).write("b.json", 4, 2).writeReference("c.json", "points.bin", 3);
    output = temporary.resolve("target/index");
  }

  @Test
  void listsSourcesAndTheFilesThatTheyReferTo() throws IOException {
    IndexReport report = index(ScanOptions.DEFAULT);
    assertEquals(3, report.records());
    assertEquals(4, report.files());
    assertEquals(
        Files.size(meshes.path("a.json"))
            + Files.size(meshes.path("b.json"))
            + Files.size(meshes.path("c.json"))
            + Files.size(meshes.path("points.bin")),
        report.bytes());
    assertEquals("[float32 (1..4, 3)]", report.fields().toString());
    byte[] names = table("names").data().toArray(ValueLayout.JAVA_BYTE);
    assertEquals("a.jsonb.jsonc.jsonpoints.bin", new String(names, StandardCharsets.UTF_8));
  }

  @Test
  void doesNothingWhenNothingHasChanged() throws IOException {
    assertFalse(index(ScanOptions.DEFAULT).upToDate());
    Map<String, Object> before = times();
    IndexReport again = index(ScanOptions.DEFAULT);
    assertTrue(again.upToDate());
    assertEquals(3, again.records());
    assertEquals(before, times());
  }

  @Test
  void theSameFilesGiveTheSameBytes() throws IOException {
    index(ScanOptions.DEFAULT.withThreads(1));
    Map<String, String> first = contents();
    index(ScanOptions.DEFAULT.withThreads(7).withForce(true));
    assertEquals(first, contents());
    output = temporary.resolve("target/another");
    index(ScanOptions.DEFAULT);
    assertEquals(first, contents());
  }

  @Test
  void noticesAFileThatHasGrown() {
    index(ScanOptions.DEFAULT);
    meshes.write("b.json", 5, 2);
    IndexReport report = index(ScanOptions.DEFAULT);
    assertFalse(report.upToDate());
    assertEquals("[float32 (1..5, 3)]", report.fields().toString());
  }

  @Test
  void noticesAFileThatWasWrittenAgain() {
    index(ScanOptions.DEFAULT);
    meshes.touch("a.json");
    assertFalse(index(ScanOptions.DEFAULT).upToDate());
    assertTrue(index(ScanOptions.DEFAULT).upToDate());
  }

  @Test
  void noticesAChangedFileThatASourceRefersTo() {
    index(ScanOptions.DEFAULT);
    meshes.touch("points.bin");
    assertFalse(index(ScanOptions.DEFAULT).upToDate());
  }

  @Test
  void noticesFilesThatComeAndGo() throws IOException {
    index(ScanOptions.DEFAULT);
    meshes.write("d.json", 1, 4);
    assertEquals(4, index(ScanOptions.DEFAULT).records());
    Files.delete(meshes.path("a.json"));
    assertEquals(3, index(ScanOptions.DEFAULT).records());
    Files.move(meshes.path("b.json"), meshes.path("e.json"));
    assertFalse(index(ScanOptions.DEFAULT).upToDate());
  }

  @Test
  void noticesAnotherSchemaAndOtherOptions() {
    index(ScanOptions.DEFAULT);
    assertFalse(
        DatasetIndexer.index(MeshFiles.mesh("?, ?"), meshes.source(), output, ScanOptions.DEFAULT).upToDate());
    ScanOptions outside = ScanOptions.DEFAULT.withDecoding(ScanOptions.DEFAULT.decoding().allowingOutside());
    assertFalse(index(outside).upToDate());
    assertTrue(index(outside).upToDate());
    assertFalse(index(ScanOptions.DEFAULT).upToDate());
  }

  @Test
  void findsAChangeThatKeptSizeAndTimeWhenAskedToVerify() {
    index(ScanOptions.DEFAULT);
    meshes.write("a.json", 3, 9);
    assertTrue(index(ScanOptions.DEFAULT).upToDate(), "as far as size and time tell");
    assertFalse(index(ScanOptions.DEFAULT.withVerify(true)).upToDate());
    assertTrue(index(ScanOptions.DEFAULT.withVerify(true)).upToDate());
  }

  @Test
  void writesNoIndexOfWrongDataAndLeavesTheOldOneAlone() throws IOException {
    index(ScanOptions.DEFAULT);
    Map<String, String> before = contents();
    meshes.writeText("b.json", "{}");
    IndexReport report = index(ScanOptions.DEFAULT);
    assertFalse(report.passed());
    assertEquals("b.json", report.findings().getFirst().file());
    assertEquals(before, contents());
  }

  @Test
  void removesTablesThatNobodyNamesAndNothingElse() throws IOException {
    index(ScanOptions.DEFAULT);
    DatasetValidator.validate(MeshFiles.MESH, meshes.source(), output, ScanOptions.DEFAULT);
    Files.writeString(output.resolve("notes-of-mine.npy"), "kept");
    Files.writeString(output.resolve("notes-0123456789abcdef.npy"), "kept");
    Files.writeString(output.resolve("sizes-0123456789abcdef.npy.1234.part"), "left by one that was killed");
    meshes.write("a.json", 9, 1);
    index(ScanOptions.DEFAULT);
    DatasetValidator.validate(MeshFiles.MESH, meshes.source(), output, ScanOptions.DEFAULT);
    try (Stream<Path> files = Files.list(output)) {
      assertEquals(
          "checksums name_offsets names notes reference_offsets references rows sizes statistics statistics_offsets"
              + " times index.json notes-of-mine.npy validation.json write.lock",
          String.join(
              " ",
              files
                  .map(file -> file.getFileName().toString().replaceFirst("-[0-9a-f]{16}\\.npy$", ""))
                  .sorted(Comparator.comparing((String name) -> name.contains(".")).thenComparing(name -> name))
                  .toList()));
    }
  }

  @Test
  void writesADamagedIndexAnew() throws IOException {
    index(ScanOptions.DEFAULT);
    Map<String, String> whole = contents();
    for (String name : whole.keySet()) {
      if (!name.equals("write.lock")) {
        Files.writeString(output.resolve(name), "damaged");
        assertFalse(index(ScanOptions.DEFAULT).upToDate(), name);
        assertEquals(whole, contents(), name);
      }
    }
  }

  @Test
  void writesAnIndexWithNothingsInItAnew() throws IOException {
    index(ScanOptions.DEFAULT);
    Path description = output.resolve("index.json");
    String whole = Files.readString(description);
    Files.writeString(description, whole.replaceFirst("(?s)\"fields\" : \\[.*?\\]", "\"fields\" : [ null ]"));
    assertFalse(index(ScanOptions.DEFAULT).upToDate());
    assertEquals(whole, Files.readString(description));
  }

  @Test
  void refusesMoreThreadsThanAnyMachineHasCores() {
    assertThrows(IllegalArgumentException.class, () -> ScanOptions.DEFAULT.withThreads(1025));
  }

  @Test
  void aSourceWithoutFilesIsAnErrorWithAdvice() {
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                DatasetIndexer.index(
                    MeshFiles.MESH,
                    DatasetSource.of(temporary, "data/*.jsn"),
                    output,
                    ScanOptions.DEFAULT));
    assertEquals(
        "no file matches \"data/*.jsn\" in \"%s\"; check the source's spelling, or the folder it starts from"
            .formatted(temporary.toAbsolutePath()),
        fault.getMessage());
  }

  @Test
  void aFileNamedOutrightThatIsNotThereIsOneToo() {
    DatasetSource source = DatasetSource.of(temporary, "data/a.json", "data/no.json");
    assertThrows(IllegalArgumentException.class, source::files);
  }

  @Test
  void listsAFileOnceThatTwoPatternsName() {
    DatasetSource source = DatasetSource.of(temporary, "data/b.json", "data/*.json");
    assertEquals(3, DatasetIndexer.index(MeshFiles.MESH, source, output, ScanOptions.DEFAULT).records());
  }

  @Test
  void takesNamesWithSpacesAndOtherLetters() {
    meshes.write("mit Leerzeichen.json", 1, 1).write("größe-猫.json", 2, 1).write("𝄞.json", 2, 1);
    assertEquals(6, index(ScanOptions.DEFAULT).records());
    assertTrue(index(ScanOptions.DEFAULT).upToDate());
  }

  @Test
  void aFileThatChangesWhileItIsReadIsAFinding() {
    RowReader real = RowReader.of(MeshFiles.MESH.row(), ScanOptions.DEFAULT.decoding());
    IndexReport report =
        DatasetIndexer.index(
            MeshFiles.MESH,
            meshes.source(),
            output,
            ScanOptions.DEFAULT,
            (file, input, place, references) -> {
              if (file.endsWith("b.json")) {
                meshes.touch("b.json");
              }
              return real.read(file, input, place, references);
            });
    assertTrue(
        report.findings().stream()
            .anyMatch(finding -> finding.file().equals("b.json") && finding.rule().equals("changed")),
        () -> report.findings().toString());
    assertFalse(Files.exists(output.resolve("index.json")));
  }

  @Test
  void tellsHowFarItHasGot() {
    long bytes = Stream.of("a.json", "b.json", "c.json").mapToLong(name -> meshes.path(name).toFile().length()).sum();
    AtomicLong calls = new AtomicLong();
    AtomicLong furthest = new AtomicLong();
    index(
        ScanOptions.DEFAULT.withProgress(
            (done, total) -> {
              assertEquals(bytes, total);
              furthest.accumulateAndGet(done, Math::max);
              calls.incrementAndGet();
            }));
    assertEquals(3, calls.get());
    assertEquals(bytes, furthest.get());
  }

  @Test
  void refusesTwoWritersInOneProcess() {
    try (TableFolder _ = TableFolder.lock(output)) {
      IllegalStateException fault = assertThrows(IllegalStateException.class, () -> index(ScanOptions.DEFAULT));
      assertTrue(
          String.valueOf(fault.getMessage()).endsWith("give each dataset an output folder of its own"),
          fault.getMessage());
    }
    assertTrue(index(ScanOptions.DEFAULT).passed());
  }

  private IndexReport index(ScanOptions options) {
    return DatasetIndexer.index(MeshFiles.MESH, meshes.source(), output, options);
  }

  private NpyFile table(String name) throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      Path file = files.filter(path -> path.getFileName().toString().startsWith(name + "-")).findFirst().orElseThrow();
      return NpyFile.read(InputFile.openPositional(file));
    }
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(output)) {
      for (Path file : files.toList()) {
        contents.put(
            file.getFileName().toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  private Map<String, Object> times() throws IOException {
    Map<String, Object> times = new TreeMap<>();
    try (Stream<Path> files = Files.list(output)) {
      for (Path file : files.toList()) {
        times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
      }
    }
    return times;
  }
}
