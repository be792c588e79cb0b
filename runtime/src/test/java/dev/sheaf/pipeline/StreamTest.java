package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.stage.FinitudeException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StreamTest {
  private static List<Long> range(long from, long end) {
    return LongStream.range(from, end).boxed().toList();
  }

  @Test
  void eachStreamIsAnEpoch() {
    try (DataLoader<Long> loader = Pipeline.over(Numbers.to(5)).open()) {
      assertEquals(range(0, 5), loader.stream().toList());
      assertEquals(range(0, 5), loader.stream().toList());
      assertEquals(2, loader.checkpoint().epoch());
    }
  }

  @Test
  void aStreamOfNoItemsIsEmpty() {
    try (DataLoader<Long> loader = Pipeline.over(Numbers.to(0)).open()) {
      assertEquals(0, loader.stream().count());
    }
  }

  @Test
  void whatAStreamLeavesIsGivenByTheNext() {
    try (DataLoader<Long> loader = Pipeline.over(Numbers.to(7)).open()) {
      assertEquals(range(0, 3), loader.stream().limit(3).toList());
      assertEquals(3, loader.checkpoint().position());
      assertEquals(3L, loader.iterator().next());
      assertEquals(range(4, 7), loader.stream().toList());
    }
  }

  @Test
  void goesOnWhereACheckpointWasTaken() {
    var pipeline = Pipeline.over(Numbers.to(7)).filter(n -> n % 2 == 0).bucket(2, Remainder.KEEP);
    try (DataLoader<List<Long>> loader = pipeline.open()) {
      assertEquals(List.of(List.of(0L, 2L)), loader.stream().limit(1).toList());
      try (DataLoader<List<Long>> resumed = pipeline.resume(loader.checkpoint())) {
        assertEquals(List.of(List.of(4L, 6L)), resumed.stream().toList());
      }
    }
  }

  @Test
  void countingReceivesTheItems() {
    try (DataLoader<Long> loader = Pipeline.over(Numbers.to(7)).open()) {
      assertEquals(7, loader.stream().count());
      assertEquals(1, loader.checkpoint().epoch());
    }
  }

  @Test
  void isSequentialAlsoIfToldOtherwise() {
    try (DataLoader<Long> loader = Pipeline.over(Numbers.to(2000)).open()) {
      assertFalse(loader.stream().isParallel());
      Thread mine = Thread.currentThread();
      assertEquals(
          range(0, 2000),
          loader.stream().parallel().peek(_ -> assertEquals(mine, Thread.currentThread())).toList());
    }
  }

  @Test
  void hasNoEndWhereThePipelineHasNone() {
    try (DataLoader<Long> loader = Pipeline.over(Numbers.to(3)).repeat(Passes.SAME_ORDER).open()) {
      assertEquals(List.of(0L, 1L, 2L, 0L, 1L), loader.stream().limit(5).toList());
    }
  }

  @Test
  void anItemThatCannotBeMadeIsThrownByTheTerminalOperation() {
    var pipeline = Pipeline.over(Numbers.to(4)).map(n -> 6 / (n - 2));
    try (DataLoader<Long> loader = pipeline.open()) {
      Stream<Long> stream = loader.stream();
      var failure = assertThrows(PipelineException.class, () -> stream.forEach(_ -> {}));
      assertEquals("map", failure.stage());
    }
  }

  @Test
  void anotherStreamHasTheRestBehindAFaultThatOneMayGoOnFrom() {
    var nested =
        Pipeline.over(Numbers.to(3)).items().yieldFrom(n -> n == 1 ? Pipeline.count(0, 1) : Pipeline.of(List.of(n)));
    try (DataLoader<Long> loader = nested.open()) {
      var failure = assertThrows(PipelineException.class, () -> loader.stream().forEach(n -> assertEquals(0L, n)));
      assertTrue(failure.isRecoverable());
      assertEquals(FinitudeException.class, Objects.requireNonNull(failure.getCause()).getClass());
      assertEquals(List.of(2L), loader.stream().toList());
    }
  }

  @Test
  void closingAStreamLeavesTheLoaderOpen() {
    try (DataLoader<Long> loader = Pipeline.over(Numbers.to(4)).open()) {
      try (Stream<Long> stream = loader.stream()) {
        assertEquals("0, 1", stream.limit(2).map(String::valueOf).collect(Collectors.joining(", ")));
      }
      assertEquals(range(2, 4), loader.stream().toList());
    }
  }

  @Test
  void aClosedLoaderHasNoStream() {
    DataLoader<Long> loader = Pipeline.over(Numbers.to(4)).open();
    Stream<Long> stream = loader.stream();
    loader.close();
    assertThrows(IllegalStateException.class, stream::toList);
    assertThrows(IllegalStateException.class, loader::stream);
  }
}
