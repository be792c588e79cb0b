package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sheaf.SheafException;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Columns;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetIndexer;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetPacker;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.dataset.PackedDataset;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// No handle, mapping or thread outlives its owner, also where opening and reading fail.
@Timeout(120)
class ResourcesTest {
  private static final int ROUNDS = 2_000;

  private static final RecordSchema POINTS =
      new RecordSchema(
          "com.acme.Points",
          "",
          true,
          List.of(new FieldSchema("points", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), false))));

  @TempDir Path folder;
  private Path index;
  private Path packed;

  /// What the process holds.
  private record Held(long handles, long mappings, long threads) {
    static Held now() throws IOException {
      try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"));
          Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
        return new Held(
            handles.count(),
            mappings.filter(line -> line.contains(".npy")).count(),
            Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("sheaf-")).count());
      }
    }
  }

  @BeforeEach
  void makeDatasets() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "this platform does not say what is open");
    index = folder.resolve("index");
    packed = folder.resolve("packed");
    for (int i = 0; i < 4; i++) {
      Files.writeString(folder.resolve("p%d.json".formatted(i)), "[[%d, 2, 3]]".formatted(i));
    }
    index();
    List<NdArray[]> rows =
        IntStream.range(0, 1000)
            .mapToObj(i -> new NdArray[] {Float32Array.of(Shape.of(1, 3), i, 2, 3)})
            .toList();
    DatasetPacker.pack(Dataset.of(rows, POINTS), packed);
  }

  private void index() {
    DatasetIndexer.index(POINTS, DatasetSource.of(folder, "p*.json"), index, ScanOptions.DEFAULT.withThreads(2));
  }

  private Dataset<Object[]> openIndex() {
    return Datasets.open(index, SchemaCodec.of(POINTS), DatasetOptions.DEFAULT);
  }

  @Test
  void thousandsOfOpenAndClosedDatasetsLeaveNothing() throws IOException {
    round();
    Held before = Held.now();
    for (int i = 0; i < ROUNDS; i++) {
      round();
    }
    assertNothingMore(before);
  }

  private void round() {
    try (Dataset<Object[]> rows = openIndex();
        PackedDataset<Object[]> columns = PackedDataset.open(packed)) {
      assertEquals(rows.get(3)[0], columns.get(3)[0]);
    }
  }

  @Test
  void thousandsOfFailingOpensAndReadsLeaveNothing() throws IOException {
    for (Path damaged : tables()) {
      byte[] bytes = Files.readAllBytes(damaged);
      bytes[6] = 9;
      Files.write(damaged, bytes);
      Held before = Held.now();
      for (int i = 0; i < ROUNDS / 5; i++) {
        assertThrows(SheafException.class, damaged.startsWith(index) ? this::openIndex : this::openPacked);
      }
      assertNothingMore(before);
      bytes[6] = 1;
      Files.write(damaged, bytes);
    }
    Held before = Held.now();
    try (Dataset<Object[]> rows = openIndex()) {
      Files.writeString(folder.resolve("p3.json"), "[[1, 2]]");
      for (int i = 0; i < ROUNDS; i++) {
        assertThrows(SheafException.class, () -> rows.get(3));
      }
    }
    for (int i = 0; i < ROUNDS / 20; i++) {
      index();
    }
    assertNothingMore(before);
  }

  private PackedDataset<Object[]> openPacked() {
    return PackedDataset.open(packed);
  }

  /// Those that are opened; what the next run of the indexer needs is not.
  private List<Path> tables() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".npy"))
          .filter(file -> !file.getFileName().toString().matches("(reference|statistics).*"))
          .toList();
    }
  }

  @Test
  void aDatasetThatIsClosedUnderALoaderIsATypedError() throws IOException {
    var collator = new ColumnCollator<Object[], Columns>(POINTS, List.of(row -> row[0]), columns -> columns);
    Held before = Held.now();
    for (int i = 0; i < 200; i++) {
      PackedDataset<Object[]> columns = openPacked();
      try (DataLoader<Columns> loader = Pipeline.over(columns).shuffle(i).batch(8, collator).threads(3).open()) {
        loader.iterator().next();
        CountDownLatch closing = new CountDownLatch(1);
        Thread closer =
            Thread.ofPlatform()
                .start(
                    () -> {
                      closing.countDown();
                      columns.close();
                    });
        await(closing);
        PipelineException failure =
            assertThrows(
                PipelineException.class,
                () -> {
                  while (true) {
                    loader.iterator().next();
                  }
                });
        assertTrue(failure.getCause() instanceof IllegalStateException, () -> "" + failure);
        join(closer);
      }
    }
    assertNothingMore(before);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// A pool is closed when its threads have left it, which is a moment before they have ended.
  private static void awaitEndOfThreads() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("sheaf-")) {
        try {
          var _ = thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private static void assertNothingMore(Held before) throws IOException {
    awaitEndOfThreads();
    Held now = Held.now();
    assertTrue(
        now.handles() <= before.handles() + 2
            && now.mappings() <= before.mappings()
            && now.threads() <= before.threads(),
        () -> "expected %s, found %s".formatted(before, now));
  }
}
