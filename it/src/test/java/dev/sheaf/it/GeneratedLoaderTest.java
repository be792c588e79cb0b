package dev.sheaf.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.batch.Padded;
import dev.sheaf.batch.Padding;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.DatasetValidator;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.dataset.ValidationReport;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the processor writes for [Mesh], on the real files of `testdata/tesseract`.
class GeneratedLoaderTest {
  private static final Path FILES = Path.of(System.getProperty("sheaf.testdata")).resolve("tesseract");

  @Test
  void loadsAPayloadThatRefersToFiles() throws IOException {
    Mesh mesh = parse("{\"inputs\": {\"data\": \"@sample_*.json\"}}");
    assertEquals(files(), mesh.data().size());
    for (Float32Array array : mesh.data()) {
      assertEquals(3, array.shape().dim(1));
    }
  }

  @Test
  void loadsAPayloadWithTheDataInside() {
    Mesh mesh =
        parse(
            """
            {"inputs": {"data": [{"object_type": "array", "shape": [2, 3], "dtype": "float32",
              "data": {"buffer": [[1, 2, 3], [4, 5, 6]], "encoding": "json"}}]}}
            """);
    assertEquals(1, mesh.data().size());
    assertEquals(Float32Array.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6), mesh.data().get(0));
  }

  @Test
  void refusesAFieldThatTheRecordDoesNotHave() {
    DecodeException refused = assertThrows(DecodeException.class, () -> parse("{\"inputs\": {\"points\": []}}"));
    assertEquals(DecodeException.Rule.EXTRA, refused.rule());
  }

  @Test
  void opensTheFilesOfAPatternAsRows() throws IOException {
    try (Dataset<MeshRow> rows = MeshLoader.open(FILES + "/sample_*.json")) {
      assertEquals(files(), rows.size());
      assertEquals(MeshLoader.schema().row(), rows.schema());
      Float32Array first = rows.get(0).data();
      assertEquals(first, MeshFields.data().apply(rows.get(0)));
      assertEquals(first, parse("{\"inputs\": {\"data\": \"@sample_*.json\"}}").data().get(0));
    }
  }

  @Test
  void selectorsOfFieldsServeStreamsStatisticsAndErrors() throws IOException {
    try (Dataset<MeshRow> rows = MeshLoader.open(FILES + "/sample_*.json")) {
      Stream<Float32Array> data = LongStream.range(0, rows.size()).mapToObj(rows::get).map(MeshFields.data());
      assertEquals(rows.get(0).data(), data.findFirst().orElseThrow());
    }
    ValidationReport report =
        DatasetValidator.validate(MeshLoader.schema(), DatasetSource.of(FILES, "sample_*.json"), ScanOptions.DEFAULT);
    assertEquals("float32 (3..4, 3)", report.seenOf(MeshFields.data()).toString());
    DecodeException refused = assertThrows(DecodeException.class, () -> parse("{\"inputs\": {\"data\": [[[1, 2]]]}}"));
    assertTrue(refused.isIn(MeshFields.data()), refused::getMessage);
  }

  @Test
  void putsRowsSideBySide() throws IOException {
    try (Dataset<MeshRow> dataset = MeshLoader.open(FILES + "/sample_*.json")) {
      List<MeshRow> rows = LongStream.range(0, dataset.size()).mapToObj(dataset::get).toList();
      MeshBatch batch = MeshBatch.collator().collate(rows);
      assertEquals(rows.size(), batch.size());
      for (int row = 0; row < rows.size(); row++) {
        assertArrayEquals(rows.get(row).data().toArray(), batch.data().get(row).toArray());
      }
    }
  }

  @Test
  void padsAColumnByItsField() throws IOException {
    try (Dataset<MeshRow> dataset = MeshLoader.open(FILES + "/sample_*.json")) {
      List<MeshRow> rows = LongStream.range(0, dataset.size()).mapToObj(dataset::get).toList();
      MeshBatch batch = MeshBatch.collator().padded(MeshFields.data(), Padding.with(0).toMultipleOf(8)).collate(rows);
      Padded<Float32Array> data = batch.data().padded();
      assertEquals(Shape.of(rows.size(), 8, 3), data.values().shape());
      for (int row = 0; row < rows.size(); row++) {
        assertEquals(rows.get(row).data().shape().dim(0), data.lengths().getFlat(row));
        assertEquals(rows.get(row).data(), batch.data().get(row));
      }
    }
  }

  @Test
  void theDescriptorDescribesTheSchemaOfTheLoader() throws IOException {
    String path = "/" + RecordSchema.descriptorPath(Mesh.class.getName());
    try (InputStream in = Mesh.class.getResourceAsStream(path)) {
      assertEquals(MeshLoader.schema(), RecordSchema.fromJson(new String(in.readAllBytes(), UTF_8)));
    }
  }

  private static Mesh parse(String json) {
    return MeshLoader.parse(json.getBytes(UTF_8), FILES, DecodeOptions.DEFAULT);
  }

  private static long files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.filter(file -> file.getFileName().toString().matches("sample_.*\\.json")).count();
    }
  }
}
