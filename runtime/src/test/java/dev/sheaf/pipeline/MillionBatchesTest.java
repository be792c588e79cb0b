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
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.StageOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One loader gives a million batches in native memory, of rows of which one in fifty fails; what the process holds is
/// looked at ten times and printed as a table. `-Dsheaf.batches` says how many batches.
@Tag("soak")
class MillionBatchesTest {
  private static final long BATCHES = Long.getLong("sheaf.batches", 1_000_000);
  private static final int ROWS = 10_000;
  private static final int SAMPLES = 10;

  private static final RecordSchema POINTS =
      new RecordSchema(
          "com.acme.Points",
          "",
          true,
          List.of(new FieldSchema("points", "", new ArrayType(DType.FLOAT32, ShapePattern.parse("16"), false))));

  @TempDir Path folder;

  @Test
  void whatIsHeldStaysAsItIsOverAMillionBatches() {
    assumeTrue(HeldByProcess.isKnown(), "this platform does not say what is open");
    Path packed = folder.resolve("packed");
    List<NdArray[]> rows =
        IntStream.range(0, ROWS).mapToObj(i -> new NdArray[] {Float32Array.of(Shape.of(16), numbers(i))}).toList();
    DatasetPacker.pack(Dataset.of(rows, POINTS), packed);
    try (PackedDataset<Object[]> points = PackedDataset.open(packed);
        DataLoader<Columns> loader = pipeline(points).open()) {
      run(loader);
    }
    assertEquals(0, HeldByProcess.now(folder).mappings());
    assertTrue(PipelineProperties.noThreadIsLeft());
  }

  private static float[] numbers(int row) {
    float[] numbers = new float[16];
    numbers[0] = row;
    return numbers;
  }

  private static Pipeline<Columns> pipeline(Dataset<Object[]> points) {
    Function<Object[], Object[]> faulty =
        row -> {
          if ((long) ((Float32Array) row[0]).getFlat(0) % 50 == 7) {
            throw new IllegalStateException("injected");
          }
          return row;
        };
    var collator = new ColumnCollator<Object[], Columns>(POINTS, List.of(row -> row[0]), columns -> columns);
    return Pipeline.over(points)
        .shuffle(42)
        .map(faulty, StageOptions.named("injected").onError(OnError.skip()))
        .items()
        .batch(16, collator, Remainder.DROP)
        .threads(2);
  }

  private void run(DataLoader<Columns> loader) {
    System.out.println("| Batches | s | left out | heap, KiB | native, KiB | handles | mappings | threads |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    long begun = System.nanoTime();
    long batches = 0;
    @Nullable HeldByProcess first = null;
    while (batches < BATCHES) {
      for (Columns batch : loader) {
        assertEquals(16, batch.size());
        batches++;
        if (batches % (BATCHES / SAMPLES) == 0) {
          HeldByProcess held = sample(loader, batches, System.nanoTime() - begun, first);
          first = first == null ? held : first;
          assertTrue(held.isNoMoreThan(first), first + " became " + held);
        }
        if (batches == BATCHES) {
          break;
        }
      }
    }
  }

  private HeldByProcess sample(DataLoader<Columns> loader, long batches, long nanos, @Nullable HeldByProcess first) {
    HeldByProcess held = first == null ? HeldByProcess.now(folder) : HeldByProcess.settled(folder, first);
    System.out.printf(
        "| %,d | %,d | %,d | %,d | %,d | %d | %d | %d |%n",
        batches,
        Duration.ofNanos(nanos).toSeconds(),
        loader.ledger().skipped(),
        held.heapBytes() >> 10,
        held.nativeBytes() >> 10,
        held.handles(),
        held.mappings(),
        held.threads());
    return held;
  }
}
