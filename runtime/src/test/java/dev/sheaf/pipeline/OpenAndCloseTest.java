package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Columns;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetPacker;
import dev.sheaf.dataset.PackedDataset;
import dev.sheaf.pipeline.Choices.Answers;
import dev.sheaf.pipeline.Choices.Mood;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Loaders of random pipelines are opened, read for a while and closed; so are datasets, whose batches lie in native
/// memory. Handles, mappings, threads, native memory and heap are as many and as much in the end as at first.
class OpenAndCloseTest {
  private static final RecordSchema POINTS =
      new RecordSchema(
          "com.acme.Points",
          "",
          true,
          List.of(new FieldSchema("points", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("1, 3"), false))));

  private static final ColumnCollator<Object[], Columns> COLLATOR =
      new ColumnCollator<>(POINTS, List.of(row -> row[0]), columns -> columns);

  private final long seed = Long.getLong("sheaf.seed", System.nanoTime());

  @TempDir Path folder;
  private Path packed;

  @BeforeEach
  void makeFiles() throws IOException {
    assumeTrue(HeldByProcess.isKnown(), "this platform does not say what is open");
    System.out.println("OpenAndCloseTest: -Dsheaf.seed=" + seed);
    SourceOperators.makeFiles(folder);
    packed = folder.resolve("packed");
    List<NdArray[]> rows =
        IntStream.range(0, 1000)
            .mapToObj(i -> new NdArray[] {Float32Array.of(Shape.of(1, 3), i, 2, 3)})
            .toList();
    DatasetPacker.pack(Dataset.of(rows, POINTS), packed);
  }

  @Test
  void aThousandLoadersLeaveNothing() {
    openAndClose(1_000);
  }

  @Tag("soak")
  @Test
  void tenThousandLoadersLeaveNothing() {
    openAndClose(10_000);
  }

  private void openAndClose(int pairs) {
    // What is loaded and made once is not counted.
    int first = pairs / 5;
    openAndClose(0, first);
    assertTrue(PipelineProperties.noThreadIsLeft());
    HeldByProcess before = HeldByProcess.now(folder);
    openAndClose(first, pairs);
    assertTrue(PipelineProperties.noThreadIsLeft());
    HeldByProcess after = HeldByProcess.settled(folder, before);
    assertTrue(after.isNoMoreThan(before), () -> "seed %d: expected %s, found %s".formatted(seed, before, after));
  }

  private void openAndClose(int from, int to) {
    for (int pair = from; pair < to; pair++) {
      Random random = new Random(seed + pair);
      Mood mood = random.nextBoolean() ? Mood.SOUND : Mood.FAILING;
      Choices choices = new Choices(seed + pair, random, mood, Answers.DRAWN, folder);
      try (DataLoader<Long> loader = Operators.draw(choices).pipeline().open()) {
        read(loader, random.nextInt(60));
      }
      if (pair % 5 == 0) {
        readBatches(random);
      }
    }
  }

  private static void read(DataLoader<Long> loader, int count) {
    try {
      PipelineTest.take(loader, count);
    } catch (PipelineException _) {
      // A loader that has failed is closed like others.
    }
  }

  private void readBatches(Random random) {
    try (PackedDataset<Object[]> rows = PackedDataset.open(packed);
        DataLoader<Columns> loader =
            Pipeline.over(rows).shuffle(1).batch(64, COLLATOR).threads(random.nextInt(1, 4)).open()) {
      List<Columns> batches = PipelineTest.take(loader, 1 + random.nextInt(8));
      assertEquals(64, batches.getFirst().size());
    }
  }
}
