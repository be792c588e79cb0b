package dev.sheaf.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.array.Float32Array;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sixteen threads read one dataset at random; each row is compared, and handles and mapped files are counted before and
/// afterwards. Reads are counted, not timed: a few seconds here, a minute and more under the profile `soak`.
final class ManyThreadsTest {
  private static final int THREADS = 16;
  private static final int ROWS = 5_000;
  private static final RecordSchema SCHEMA =
      new RecordSchema(
          "Row",
          "",
          false,
          List.of(
              new FieldSchema("number", "", new ScalarType(Scalar.LONG, List.of())),
              new FieldSchema("values", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("8"), false))));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rows.array_record", "rows.tfrecord", "rows.parquet", "rows.npz", "rows.jsonl"})
  void readTheSameRowsAtOnce(String name) throws IOException, InterruptedException {
    read(name, 5_000);
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(strings = {"rows.array_record", "rows.tfrecord", "rows.parquet", "rows.npz", "rows.jsonl"})
  void readTheSameRowsForAMinute(String name) throws IOException, InterruptedException {
    read(name, 500_000);
  }

  private void read(String name, int reads) throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    Datasets.save(
        file, IntStream.range(0, ROWS).mapToObj(ManyThreadsTest::row).toList(), SchemaCodec.of(SCHEMA), DatasetOptions.DEFAULT);
    long handles = handlesOn(file);
    long maps = mapsOf(file);
    try (Dataset<Object[]> rows = Datasets.open(file, SchemaCodec.of(SCHEMA), DatasetOptions.DEFAULT)) {
      AtomicReference<Throwable> failure = new AtomicReference<>();
      CountDownLatch ready = new CountDownLatch(THREADS);
      List<Thread> threads =
          IntStream.range(0, THREADS)
              .mapToObj(seed -> Thread.ofPlatform().start(() -> read(rows, seed, reads, ready, failure)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      if (failure.get() != null) {
        throw new AssertionError("a thread failed", failure.get());
      }
    }
    assertEquals(handles, handlesOn(file), "handles");
    assertEquals(maps, mapsOf(file), "mappings");
  }

  private static void read(
      Dataset<Object[]> rows, int seed, int reads, CountDownLatch ready, AtomicReference<Throwable> failure) {
    try {
      ready.countDown();
      ready.await();
      long position = seed;
      for (int i = 0; i < reads && failure.get() == null; i++) {
        position = Math.floorMod(position * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L, (long) ROWS);
        Object[] found = rows.get(position);
        Object[] expected = row((int) position);
        assertEquals(expected[0], found[0]);
        assertEquals(expected[1], found[1]);
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private static Object[] row(int i) {
    float[] values = new float[8];
    Arrays.fill(values, i);
    return new Object[] {(long) i, Float32Array.of(Shape.of(8), values)};
  }

  private static long handlesOn(Path file) throws IOException {
    Path open = Path.of("/proc/self/fd");
    if (!Files.isDirectory(open)) {
      return 0;
    }
    try (Stream<Path> handles = Files.list(open)) {
      return handles.filter(handle -> isOn(handle, file)).count();
    }
  }

  private static boolean isOn(Path handle, Path file) {
    try {
      return Files.readSymbolicLink(handle).equals(file);
    } catch (IOException _) {
      // It was closed meanwhile.
      return false;
    }
  }

  private static long mapsOf(Path file) throws IOException {
    Path maps = Path.of("/proc/self/maps");
    if (!Files.isReadable(maps)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(maps)) {
      return lines.filter(line -> line.endsWith(file.toString())).count();
    }
  }
}
