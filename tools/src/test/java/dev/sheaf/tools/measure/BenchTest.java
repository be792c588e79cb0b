package dev.sheaf.tools.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.format.npy.NpyWriter;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  private static final RecordSchema ROW =
      new RecordSchema(
          "com.acme.Row",
          "",
          false,
          List.of(new FieldSchema("v", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("2"), false))));

  @TempDir Path folder;

  /// A clock on which each look takes a millisecond.
  private final AtomicLong nanos = new AtomicLong();

  private BenchReport run(BenchOptions options, int rows) {
    Path file = folder.resolve("v.npy");
    NpyWriter.write(file, DType.FLOAT32, Shape.of(rows, 2), MemorySegment.ofArray(new float[2 * rows]));
    try (Dataset<Object[]> dataset = Datasets.open(file, SchemaCodec.of(ROW), DatasetOptions.DEFAULT)) {
      return new Bench(options, () -> nanos.addAndGet(1_000_000)).run(dataset, List.of(file));
    }
  }

  private static BenchOptions options() {
    return BenchOptions.DEFAULT.withBatch(4).withThreads(2).withSeconds(1);
  }

  @Test
  void measuresEachPart() {
    BenchReport report = run(options(), 10);

    assertEquals(10, report.rows());
    assertEquals(128 + 80, report.bytes());
    assertEquals(List.of(2, 2, 1, 2), speeds(report).stream().map(Speed::threads).toList());
    for (Speed speed : speeds(report)) {
      assertTrue(speed.rows() > 0, report::toString);
      assertTrue(speed.nanos() > 0, report::toString);
      // A row has 20.8 bytes of the file, of which parts are rounded down.
      assertTrue(speed.bytes() >= 20 * speed.rows() && speed.bytes() <= 21 * speed.rows() + 208, report::toString);
    }
  }

  private static List<Speed> speeds(BenchReport report) {
    return List.of(report.storage(), report.decode(), report.oneThread(), report.pipeline());
  }

  @Test
  void givesEachPartItsShareOfTheTime() {
    BenchReport report = run(options().withThreads(1), 10);

    // Of a second, but for the fifth of each that warms up.
    assertEquals(80, report.storage().nanos() / 1e6, 2);
    assertEquals(160, report.decode().nanos() / 1e6, 2);
    assertEquals(160, report.oneThread().nanos() / 1e6, 2);
    assertEquals(240, report.pipeline().nanos() / 1e6, 2);
  }

  @Test
  void readsEpochAfterEpochAlsoShuffled() {
    BenchReport report = run(options().withShuffle(42), 10);

    assertTrue(report.pipeline().rows() > 10, report::toString);
    assertTrue(report.toString().contains("batches of 4, shuffled"), report::toString);
  }

  @Test
  void saysWhatBoundsALoaderAndByWhichNumbers() {
    BenchReport report = run(options(), 10);

    assertTrue(report.toString().contains("what bounds it: " + report.bound()), report::toString);
    assertTrue(report.toString().contains("page cache"), report::toString);
    assertTrue(report.toJson().contains("\"bound\""), report::toJson);
    assertTrue(report.toJson().contains("\"pipelineOnOneThread\""), report::toJson);
  }

  @Test
  void refusesADatasetWithoutRows() {
    assertThrows(IllegalArgumentException.class, () -> run(options(), 0));
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> options().withBatch(0));
    assertThrows(IllegalArgumentException.class, () -> options().withThreads(0));
    assertThrows(IllegalArgumentException.class, () -> options().withSeconds(0));
    assertThrows(IllegalArgumentException.class, () -> options().withSeconds(Double.NaN));
  }

  @Test
  void namesTheFirstPartThatIsNotMuchFasterThanTheWhole() {
    assertEquals(Bound.STORAGE, Bound.of(100, 1000, 90, 0.9));
    assertEquals(Bound.DECODE, Bound.of(1000, 100, 90, 0.9));
    assertEquals(Bound.COLLATE, Bound.of(1000, 1000, 90, 0.9));
    // Columns that are copied as they lie come sooner than rows one by one.
    assertEquals(Bound.COLLATE, Bound.of(10_000, 100, 1000, 0.9));
    assertEquals(Bound.CONSUMER, Bound.of(100, 100, 100, 0.01));
  }
}
