package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Int64Array;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Padding;
import dev.sheaf.batch.Ragged;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetPacker;
import dev.sheaf.dataset.PackedDataset;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Field;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.stage.OnError;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ReusedBatchesTest {
  private static final FieldSchema NUMBER = field("number", "");
  private static final FieldSchema TOKENS = field("tokens", "?");
  private static final RecordSchema SCHEMA = new RecordSchema("Text", "", false, List.of(NUMBER, TOKENS));

  @TempDir Path folder;

  private record Text(Int64Array number, Int64Array tokens) {
    /// As many tokens as the number says, modulo 7.
    static Text of(long number) {
      long[] tokens = new long[(int) (number % 7)];
      Arrays.fill(tokens, number);
      return new Text(
          Int64Array.wrap(LongBuffer.wrap(new long[] {number}), Shape.of()),
          Int64Array.wrap(LongBuffer.wrap(tokens), Shape.of(tokens.length)));
    }

    Object[] values() {
      return new Object[] {number, tokens};
    }
  }

  private record Texts(Int64Array number, Ragged<Int64Array> tokens) {
    /// A copy of everything in it.
    List<List<Long>> rows() {
      List<List<Long>> rows = new ArrayList<>();
      for (long row = 0; row < number.size(); row++) {
        List<Long> values = new ArrayList<>(List.of(number.getFlat(row)));
        for (long token : tokens.get(row).toArray()) {
          values.add(token);
        }
        rows.add(values);
      }
      return rows;
    }
  }

  private static FieldSchema field(String name, String shape) {
    return new FieldSchema(name, "", new ArrayType(DType.INT64, ShapePattern.parse(shape), false));
  }

  private static ColumnCollator<Object[], Texts> collator() {
    return new ColumnCollator<>(
        SCHEMA,
        List.of(row -> row[0], row -> row[1]),
        columns -> new Texts((Int64Array) columns.fixed(0), ragged(columns.ragged(1))));
  }

  @SuppressWarnings("unchecked") // The schema says that they are.
  private static Ragged<Int64Array> ragged(Ragged<?> ragged) {
    return (Ragged<Int64Array>) ragged;
  }

  private static Dataset<Object[]> inMemory(int rows) {
    return Dataset.of(LongStream.range(0, rows).mapToObj(n -> Text.of(n).values()).toList(), SCHEMA);
  }

  private PackedDataset<Object[]> packed(int rows) {
    DatasetPacker.pack(inMemory(rows), folder.resolve("packed"));
    return PackedDataset.open(folder.resolve("packed"));
  }

  private static List<List<List<Long>>> copies(DataLoader<Texts> loader) {
    List<List<List<Long>>> batches = new ArrayList<>();
    loader.forEach(batch -> batches.add(batch.rows()));
    return batches;
  }

  @ParameterizedTest(name = "{0} rows, {1} threads, guarded: {2}, padded: {3}")
  @CsvSource({
    "0, 1, false, false",
    "1, 2, false, false",
    "50, 1, false, false",
    "50, 3, false, true",
    "64, 2, true, false",
    "65, 3, true, true",
  })
  void hasTheRowsOfBatchesThatAreHandedOver(int rows, int threads, boolean guarded, boolean padded) {
    var collator = collator();
    if (padded) {
      collator = collator.padded(new Field<>(TOKENS, row -> (Int64Array) row[1]), Padding.with(-1));
    }
    for (Dataset<Object[]> dataset : List.of(inMemory(rows), packed(rows))) {
      var pipeline = Pipeline.over(dataset).shuffle(3).batch(8, collator).threads(threads);
      ReusedBatches<Texts> reused = guarded ? pipeline.reusedBatches().guarded() : pipeline.reusedBatches();
      assertEquals(pipeline.toString(), reused.toString());
      assertEquals(pipeline.size(), reused.size());
      try (DataLoader<Texts> expected = pipeline.open();
          DataLoader<Texts> found = reused.open()) {
        for (int epoch = 0; epoch < 3; epoch++) {
          assertEquals(copies(expected), copies(found));
        }
      }
      dataset.close();
    }
  }

  @Test
  void usesAsMuchMemoryAsBatchesMayWaitAndTwoMore() {
    try (PackedDataset<Object[]> dataset = packed(1000);
        DataLoader<Texts> loader =
            Pipeline.over(dataset).batch(1, collator()).prefetch(3).threads(2).reusedBatches().open()) {
      Set<Long> places = new HashSet<>();
      for (int epoch = 0; epoch < 3; epoch++) {
        loader.forEach(batch -> places.add(batch.number().segment().address()));
      }
      // Memory grows with the longest row, so that a slot may have been at another place before.
      assertTrue(places.size() <= 3 * (3 + 2), "places: " + places.size());
    }
  }

  @Test
  void aBatchStaysUntilTheNextIsAskedFor() {
    try (DataLoader<Texts> loader =
        Pipeline.over(inMemory(40)).batch(4, collator()).threads(3).reusedBatches().guarded().open()) {
      Iterator<Texts> batches = loader.iterator();
      Texts first = batches.next();
      loader.checkpoint();
      assertTrue(batches.hasNext());
      assertEquals(List.of(List.of(0L), List.of(1L, 1L)), first.rows().subList(0, 2));
      batches.next();
      assertThrows(IllegalStateException.class, first::rows);
    }
  }

  @Test
  void theLastBatchStaysUntilTheNextEpochIsAskedFor() {
    try (DataLoader<Texts> loader =
        Pipeline.over(inMemory(3)).batch(4, collator()).reusedBatches().guarded().open()) {
      Iterator<Texts> batches = loader.iterator();
      Texts last = batches.next();
      assertFalse(batches.hasNext());
      assertEquals(3, last.rows().size());
      assertTrue(loader.iterator().hasNext());
      assertThrows(IllegalStateException.class, last::rows);
    }
  }

  @Test
  void aBatchOfAClosedLoaderIsRefused() {
    DataLoader<Texts> loader = Pipeline.over(inMemory(40)).batch(4, collator()).threads(3).reusedBatches().open();
    Texts batch = loader.iterator().next();
    loader.close();
    assertThrows(IllegalStateException.class, () -> batch.number().getFlat(0));
    assertThrows(IllegalStateException.class, () -> batch.number().buffer().get(0));
    loader.close();
  }

  @Test
  void memoryOutlivesTheLastThread() throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    List<Long> sums = new ArrayList<>();
    DataLoader<Long> loader =
        Pipeline.over(inMemory(40))
            .batch(4, collator())
            .map(
                batch -> {
                  reached.countDown();
                  boolean waits = true;
                  while (waits) {
                    try {
                      released.await();
                      waits = false;
                    } catch (InterruptedException _) {
                      // Stubborn: the loader has to wait.
                    }
                  }
                  sums.add(sum(batch));
                  return sum(batch);
                })
            .threads(1)
            .reusedBatches()
            .open();
    reached.await();
    Thread closing = Thread.ofPlatform().start(loader::close);
    while (closing.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    released.countDown();
    closing.join();
    assertEquals(List.of(0L + 1 + 2 + 3), sums);
  }

  private static long sum(Texts batch) {
    return LongStream.of(batch.number().toArray()).sum();
  }

  @Test
  void aFunctionMayMakeSomethingOfABatch() {
    var pipeline = Pipeline.over(inMemory(50)).shuffle(1).batch(4, collator()).map(ReusedBatchesTest::sum).shuffle(2);
    try (DataLoader<Long> loader = pipeline.threads(3).reusedBatches().open()) {
      assertEquals(PipelineTest.epoch(pipeline), PipelineTest.rest(loader));
    }
  }

  @Test
  void resumesAtEveryBoundaryWhatEitherModeHasGiven() {
    var pipeline = Pipeline.over(inMemory(30)).shuffle(5).batch(4, collator()).threads(2);
    var reused = pipeline.reusedBatches();
    List<List<List<Long>>> epoch;
    try (DataLoader<Texts> loader = pipeline.open()) {
      epoch = copies(loader);
    }
    for (int received = 0; received < epoch.size(); received++) {
      Checkpoint checkpoint;
      try (DataLoader<Texts> loader = reused.open()) {
        assertEquals(epoch.subList(0, received), loader.stream().limit(received).map(Texts::rows).toList());
        checkpoint = loader.checkpoint();
      }
      List<List<List<Long>>> rest = epoch.subList(received, epoch.size());
      try (DataLoader<Texts> loader = reused.resume(checkpoint);
          DataLoader<Texts> handedOver = pipeline.resume(checkpoint)) {
        assertEquals(rest, copies(loader));
        assertEquals(rest, copies(handedOver));
        assertEquals(copies(handedOver), copies(loader), "the epoch after");
      }
    }
  }

  @Test
  void rowsThatAreLeftOutLeaveTheOthersInTheBatch() {
    IndexedPipeline<Object[]> rows =
        Pipeline.over(inMemory(40))
            .map(
                row -> {
                  long number = ((Int64Array) row[0]).getFlat(0);
                  if (number >= 8 && number < 25 && number % 10 < 5) {
                    throw new IllegalArgumentException("no " + number);
                  }
                  return row;
                });
    var pipeline = rows.batch(4, collator()).onError(OnError.skip()).threads(2);
    try (DataLoader<Texts> expected = pipeline.open();
        DataLoader<Texts> found = pipeline.reusedBatches().guarded().open()) {
      for (int epoch = 0; epoch < 2; epoch++) {
        assertEquals(copies(expected), copies(found));
      }
      assertEquals(expected.ledger(), found.ledger());
    }
  }

  @Test
  void aBatchThatFailsEndsTheEpochAndLeavesNoMemoryBehind() {
    var pipeline =
        Pipeline.over(inMemory(40))
            .map(
                row -> {
                  if (((Int64Array) row[0]).getFlat(0) == 13) {
                    throw new IllegalArgumentException("unlucky");
                  }
                  return row;
                })
            .batch(4, collator())
            .threads(2);
    DataLoader<Texts> loader = pipeline.reusedBatches().open();
    Iterator<Texts> batches = loader.iterator();
    batches.next();
    batches.next();
    Texts third = batches.next();
    assertThrows(PipelineException.class, batches::next);
    loader.close();
    assertThrows(IllegalStateException.class, third::rows);
  }

  @Test
  void refusesWhatCannotBeMadeInMemoryThatIsUsedAgain() {
    var numbers = Pipeline.over(Numbers.to(10));
    assertRefused("expected batches to reuse the memory of, found shuffle(1)", numbers.shuffle(1));
    assertRefused(
        "expected batches that a ColumnCollator makes, to reuse the memory of, found batch(2) by another collator",
        numbers.batch(2, List::copyOf));
    var batches = Pipeline.over(inMemory(9)).batch(3, collator());
    assertRefused(
        "expected batches that a ColumnCollator makes, to reuse the memory of, found batch(3).batch(2) by another"
            + " collator",
        batches.batch(2, List::copyOf));
    assertRefused(
        "expected batches to reuse the memory of, found (batch(3) | batch(3)).zip()",
        batches.zip(batches, (first, second) -> List.of(first, second)));
  }

  private static void assertRefused(String message, IndexedPipeline<?> pipeline) {
    var refused = assertThrows(IllegalStateException.class, pipeline::reusedBatches);
    assertEquals(message, refused.getMessage());
  }

  @Test
  void closesAtAnyMoment() {
    var reused = Pipeline.over(inMemory(40)).batch(2, collator()).threads(3).reusedBatches();
    for (int received = 0; received <= 20; received++) {
      DataLoader<Texts> loader = reused.open();
      Texts last = null;
      Iterator<Texts> batches = loader.iterator();
      for (int i = 0; i < received; i++) {
        last = batches.next();
      }
      loader.close();
      if (last != null) {
        assertThrows(IllegalStateException.class, last.number()::toArray);
      }
      assertFalse(
          Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().startsWith("sheaf-")));
    }
  }

  private static long nativeBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  @Test
  void noMemoryIsLeftBehindWheneverTheLoaderIsClosed() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    var batches = Pipeline.over(inMemory(40)).batch(2, collator()).map(batch -> batch.number().getFlat(0));
    long before = nativeBytes();
    for (int round = 0; round < 200; round++) {
      var reused = batches.threads(1 + random.nextInt(3)).reusedBatches();
      try (DataLoader<Long> loader = random.nextBoolean() ? reused.open() : reused.guarded().open()) {
        PipelineTest.take(loader, random.nextInt(21));
      }
    }
    assertTrue(nativeBytes() <= before, "seed " + seed + ": " + before + " bytes, then " + nativeBytes());
  }
}
