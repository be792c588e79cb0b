package dev.sheaf.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.UInt8Array;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.DatasetValidator;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.dataset.ValidationReport;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that others have written, through a generated loader.
class RealFilesTest {
  private static final Path DATA = Path.of(System.getProperty("sheaf.testdata"));

  private static Path folder(String format) {
    return DATA.resolve("conformance/formats/tfds/data/%s/all_features/1.0.0".formatted(format));
  }

  /// The values of this record are those of the case `record` in `cases.jsonl`.
  @ParameterizedTest
  @ValueSource(strings = {"tfrecord", "array_record", "parquet"})
  void aFolderOfTensorFlowDatasetsIsTheSameInEachOfItsFileFormats(String format) {
    DatasetOptions train = DatasetOptions.DEFAULT.with("split", "train");
    try (Dataset<Sample> samples = SampleLoader.open(folder(format), train)) {
      assertEquals(17, samples.size());
      Sample sample = samples.get(1);
      assertEquals(16, sample.idx());
      assertEquals(Shape.of(3, 3, 3), sample.image().shape());
      assertEquals(0x41, sample.image().get(0, 0, 0));
      assertEquals(0, sample.kind());
      assertEquals(Shape.of(2, 3), sample.matrix().shape());
      assertEquals(List.of("a", "ü16"), sample.strings());
      assertEquals("plain", sample.text());
      assertEquals(new Sample.Nested(16, new Sample.Inner("c16", 1)), sample.nested());
      assertEquals(17, rows(samples));
    }
  }

  private static long rows(Dataset<Sample> samples) {
    long rows = 0;
    try (DataLoader<SampleBatch> loader =
        Pipeline.over(samples).shuffle(7).batch(4, SampleBatch.collator()).open()) {
      for (SampleBatch batch : loader) {
        rows += batch.text().size();
      }
    }
    return rows;
  }

  @Test
  void aSliceOfASplitIsADataset() {
    DatasetOptions some = DatasetOptions.DEFAULT.with("split", "train[-2:]+test[:1]");
    try (Dataset<Sample> samples = SampleLoader.open(folder("array_record"), some)) {
      assertEquals(3, samples.size());
    }
    IllegalArgumentException several =
        assertThrows(IllegalArgumentException.class, () -> SampleLoader.open(folder("array_record")));
    assertTrue(String.valueOf(several.getMessage()).contains("test"), several::getMessage);
  }

  @Test
  void aWholeSplitIsValidatedAgainstTheRecord() {
    ScanOptions train = ScanOptions.DEFAULT.withReading(DatasetOptions.DEFAULT.with("split", "train"));
    DatasetSource source = DatasetSource.of(DATA, folder("tfrecord").toString());
    ValidationReport report = DatasetValidator.validate(SampleLoader.schema(), source, train);
    assertEquals(List.of(), report.findings());
    assertEquals(17, report.records());
  }

  @Test
  void theShardsOfTheArrayRecordProjectAreOneDataset() {
    RecordSchema digit =
        new RecordSchema("Digit", "", true, List.of(new FieldSchema("text", "", new BytesType(List.of()))));
    String pattern = DATA + "/array_record/digits.array_record-*";
    try (Dataset<Object[]> digits =
        Datasets.open(pattern, SchemaCodec.of(digit), DatasetOptions.DEFAULT.withEncoding(new WholeRecord()))) {
      assertEquals(10, digits.size());
      for (int i = 0; i < 10; i++) {
        assertEquals('0' + i, ((byte[]) digits.get(i)[0])[0]);
      }
    }
  }

  @Test
  void aPictureIsNeverMoreThanItsBytesSay() {
    try (Dataset<Sample> samples =
        SampleLoader.open(folder("tfrecord"), DatasetOptions.DEFAULT.with("split", "test"))) {
      UInt8Array image = samples.get(0).image();
      assertEquals(image.shape().size(), image.segment().byteSize());
    }
  }
}
