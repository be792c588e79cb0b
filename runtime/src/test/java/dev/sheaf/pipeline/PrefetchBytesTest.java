package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.batch.Padded;
import dev.sheaf.batch.Ragged;
import dev.sheaf.schema.Shape;
import dev.sheaf.stage.OnError;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PrefetchBytesTest {
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private static List<Long> range(long end) {
    return LongStream.range(0, end).boxed().toList();
  }

  private static <T> void checkResumes(Pipeline<T> pipeline) {
    List<List<T>> epochs;
    try (DataLoader<T> loader = pipeline.open()) {
      epochs = List.of(PipelineTest.rest(loader), PipelineTest.rest(loader));
    }
    PipelineContract.check(pipeline, epochs, 7);
  }

  /// What was drawn when so much was, and the feeder waits.
  private static long settled(AtomicLong drawn, long expected) {
    long begun = System.nanoTime();
    while (drawn.get() < expected || !feederWaits()) {
      assertTrue(System.nanoTime() - begun < PATIENCE_NANOS, "drawn: " + drawn.get());
      Thread.onSpinWait();
    }
    return drawn.get();
  }

  private static boolean feederWaits() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("sheaf-feeder") && thread.getState() == Thread.State.WAITING);
  }

  @Test
  void givesTheSameItemsInTheSameOrder() {
    var numbers = Pipeline.over(Numbers.to(100)).items();
    assertEquals(range(100), PipelineTest.epoch(numbers.prefetchBytes(1)));
    assertEquals(range(100), PipelineTest.epoch(numbers.prefetchBytes(64)));
    assertEquals(range(100), PipelineTest.epoch(numbers.prefetchBytes(Long.MAX_VALUE)));
    assertEquals(range(100), PipelineTest.epoch(Pipeline.over(Numbers.to(100)).prefetchBytes(100)));
    assertEquals(100, numbers.prefetchBytes(9).size());
  }

  @Test
  void asManyItemsWaitAsHaveTheBytesAndAtMostOneMore() {
    AtomicLong drawn = new AtomicLong();
    var pipeline =
        Pipeline.count(0, 1)
            .peek(_ -> drawn.incrementAndGet())
            .prefetchBytes(1000, n -> n < 10 ? 300 : 7);
    try (DataLoader<Long> loader = pipeline.open()) {
      // 900 are fewer than 1000: a fourth is drawn, and no fifth.
      assertEquals(4, settled(drawn, 4));
      Iterator<Long> items = loader.iterator();
      assertEquals(0L, items.next());
      assertEquals(5, settled(drawn, 5));
      for (long n = 1; n < 10; n++) {
        assertEquals(n, items.next());
      }
      // 142 times 7 are 994.
      assertEquals(10 + 143, settled(drawn, 10 + 143));
      assertEquals(10L, items.next());
      assertEquals(10 + 144, settled(drawn, 10 + 144));
    }
  }

  @Test
  void anItemLargerThanTheBudgetWaitsAlone() {
    AtomicLong drawn = new AtomicLong();
    var pipeline = Pipeline.count(0, 1).peek(_ -> drawn.incrementAndGet()).prefetchBytes(10, _ -> 1_000_000);
    try (DataLoader<Long> loader = pipeline.open()) {
      assertEquals(1, settled(drawn, 1));
      assertEquals(0L, loader.iterator().next());
      assertEquals(2, settled(drawn, 2));
    }
  }

  @Test
  void itemsWithoutBytesCountAsOneEach() {
    AtomicLong drawn = new AtomicLong();
    try (var loader = Pipeline.count(0, 1).peek(_ -> drawn.incrementAndGet()).prefetchBytes(50, _ -> 0).open()) {
      assertEquals(50, settled(drawn, 50));
      assertEquals(0L, loader.iterator().next());
    }
  }

  @Test
  void whatIsLeftOutIsBoundedToo() {
    AtomicLong drawn = new AtomicLong();
    Pipeline<Long> pipeline =
        Pipeline.count(0, 1)
            .peek(_ -> drawn.incrementAndGet())
            .<Long>map(
                n -> {
                  throw new IllegalArgumentException("no " + n);
                })
            .onError(OnError.skip())
            .prefetchBytes(10_240, _ -> 1);
    DataLoader<Long> loader = pipeline.open();
    assertEquals(11, settled(drawn, 11));
    loader.close();
  }

  @Test
  void resumesAtEveryBoundary() {
    var numbers = Pipeline.over(Numbers.to(12)).shuffle(3);
    checkResumes(numbers.prefetchBytes(20));
    checkResumes(numbers.items().filter(n -> n % 3 > 0).prefetchBytes(20, n -> n));
    checkResumes(numbers.items().prefetchBytes(30).bucket(5, Remainder.KEEP).prefetchBytes(200));
    checkResumes(numbers.windowShuffle(4, 1).prefetchBytes(1).map(n -> n + 1));
  }

  @Test
  void knowsTheBytesOfArraysTextsBuffersAndWhatIsMadeOfThem() {
    Float32Array array = Float32Array.wrap(FloatBuffer.wrap(new float[6]), Shape.of(2, 3));
    Int64Array offsets = Int64Array.wrap(LongBuffer.wrap(new long[] {0, 1, 2}), Shape.of(3));
    assertEquals(24, ItemBytes.of(array));
    assertEquals(24 + 24, ItemBytes.of(Ragged.of(array, offsets)));
    assertEquals(24 + 24, ItemBytes.of(new Padded<>(array, offsets, Optional.empty())));
    assertEquals(5, ItemBytes.of(new byte[5]));
    assertEquals(40, ItemBytes.of(new double[5]));
    assertEquals(7, ItemBytes.of(ByteBuffer.allocate(7)));
    assertEquals(9, ItemBytes.of(MemorySegment.ofArray(new byte[9])));
    assertEquals(10, ItemBytes.of("sheaf"));
    assertEquals(8, ItemBytes.of(42L));
    assertEquals(5 + 24, ItemBytes.of(List.of(new byte[5], array)));
    assertEquals(2 + 24, ItemBytes.of(Map.of("a", array)));
    assertEquals(24, ItemBytes.of(Optional.of(array)));
    assertEquals(13, ItemBytes.of(new Object[] {new byte[5], 1}));
  }

  @Test
  void anItemOfUnknownBytesIsAFaultThatSaysWhatToDo() {
    try (var loader = Pipeline.of(List.of(new Object())).prefetchBytes(10).open()) {
      var failure = assertThrows(PipelineException.class, () -> loader.iterator().next());
      assertEquals("prefetchBytes", failure.stage());
      assertEquals(
          "expected an item whose bytes are known, found java.lang.Object; say prefetchBytes(bytes, measure)",
          Objects.requireNonNull(failure.getCause()).getMessage());
      assertFalse(failure.isRecoverable());
    }
  }

  @Test
  void aMeasureBelowZeroOrThatFailsEndsTheEpochBehindTheItemsBefore() {
    var pipeline = Pipeline.over(Numbers.to(9)).prefetchBytes(100, n -> 20 / (4 - n));
    List<Long> received = new ArrayList<>();
    try (DataLoader<Long> loader = pipeline.open()) {
      Iterator<Long> items = loader.iterator();
      var failure = assertThrows(PipelineException.class, () -> items.forEachRemaining(received::add));
      assertEquals(range(4), received);
      assertEquals("prefetchBytes", failure.stage());
      assertEquals(4, failure.row());
    }
    try (DataLoader<Long> loader = Pipeline.over(Numbers.to(9)).prefetchBytes(100, _ -> -1).open()) {
      var failure = assertThrows(PipelineException.class, () -> loader.iterator().next());
      assertEquals("expected a measure of 0 or more, found -1", Objects.requireNonNull(failure.getCause()).getMessage());
    }
  }

  @Test
  void refusesABudgetOfNothing() {
    var numbers = Pipeline.over(Numbers.to(9));
    var refused = assertThrows(IllegalArgumentException.class, () -> numbers.prefetchBytes(0));
    assertEquals("expected a prefetch of 1 byte or more, found 0", refused.getMessage());
  }
}
