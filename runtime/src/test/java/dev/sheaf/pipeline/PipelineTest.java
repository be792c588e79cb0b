package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.batch.Collator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineTest {
  private static final Collator<Long, List<Long>> LISTS = List::copyOf;

  @Test
  void givesTheRowsOfTheDatasetInItsOrder() {
    assertEquals(List.of(0L, 1L, 2L, 3L), epoch(Pipeline.over(Numbers.to(4))));
  }

  @ParameterizedTest(name = "{0} rows in batches of 4: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | []",
        "1 | [[0]]",
        "4 | [[0, 1, 2, 3]]",
        "5 | [[0, 1, 2, 3], [4]]",
        "8 | [[0, 1, 2, 3], [4, 5, 6, 7]]",
      })
  void theLastBatchMayHaveFewerRows(int rows, String batches) {
    var pipeline = Pipeline.over(Numbers.to(rows)).batch(4, LISTS);
    assertEquals(batches, epoch(pipeline).toString());
    assertEquals(epoch(pipeline).size(), pipeline.size());
  }

  @Test
  void theLastBatchIsDroppedIfAsked() {
    assertEquals(
        List.of(List.of(0L, 1L), List.of(2L, 3L)),
        epoch(Pipeline.over(Numbers.to(5)).batch(2, LISTS, Remainder.DROP)));
    assertEquals(List.of(), epoch(Pipeline.over(Numbers.to(1)).batch(2, LISTS, Remainder.DROP)));
  }

  @Test
  void stagesAreCarriedOutInTheWrittenOrder() {
    IndexedPipeline<Long> numbers = Pipeline.over(Numbers.to(10));
    assertEquals(List.of(1L, 4L, 7L), epoch(numbers.shard(1, 3)));
    assertEquals(List.of(3L, 6L), epoch(numbers.skip(2).shard(1, 3).take(2)));
    assertEquals(List.of(4L), epoch(numbers.shard(1, 3).skip(1).take(1)));
    assertEquals(List.of(), epoch(numbers.skip(11)));
    assertEquals(List.of(1L, 9L, 4L, 3L, 0L, 8L, 7L, 6L, 5L, 2L), epoch(numbers.shuffle(629278568)));
    assertEquals(List.of(9L, 3L, 8L, 6L, 2L), epoch(numbers.shuffle(629278568).shard(1, 2)));
  }

  @Test
  void eachEpochOfAShuffleHasTheNextSeed() {
    try (DataLoader<Long> loader = Pipeline.over(Numbers.to(100)).shuffle(0xffff_ffffL).open()) {
      assertEquals(epoch(Pipeline.over(Numbers.to(100)).shuffle(0xffff_ffffL)), rest(loader));
      assertEquals(epoch(Pipeline.over(Numbers.to(100)).shuffle(0)), rest(loader));
      assertEquals(epoch(Pipeline.over(Numbers.to(100)).shuffle(1)), rest(loader));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 3", "2, 3", "7, 3", "9, 3", "100, 7"})
  void shardsDivideTheShuffledRowsAmongThem(int rows, int world) {
    List<Long> all = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int rank = 0; rank < world; rank++) {
      List<Long> shard = epoch(Pipeline.over(Numbers.to(rows)).shuffle(3).shard(rank, world));
      all.addAll(shard);
      assertEquals(rows / world, epoch(Pipeline.over(Numbers.to(rows)).shard(rank, world, Remainder.DROP)).size());
      sizes.add(shard.size());
    }
    assertEquals(LongStream.range(0, rows).boxed().toList(), all.stream().sorted().toList());
    assertTrue(sizes.getFirst() - sizes.getLast() <= 1);
  }

  @Test
  void mapsRowsAndBatches() {
    var pipeline =
        Pipeline.over(Numbers.to(5)).map(n -> n * n).shuffle(1).map(n -> "n" + n).batch(2, List::copyOf).map(List::size);
    assertEquals(List.of(2, 2, 1), epoch(pipeline));
    assertEquals(
        new TreeSet<>(List.of("0", "1", "4", "9")),
        new TreeSet<>(epoch(Pipeline.over(Numbers.to(4)).map(n -> n * n).shuffle(1).map(n -> "" + n))));
  }

  @Test
  void saysItsOrderInWords() {
    IndexedPipeline<Long> numbers = Pipeline.over(Numbers.to(10));
    assertEquals("", numbers.toString());
    assertEquals("shuffle(42).shard(0, 2).batch(4)", numbers.shuffle(42).shard(0, 2).batch(4, LISTS).toString());
    assertEquals(
        "skip(1).take(7).shard(1, 2, DROP).batch(3, DROP)",
        numbers
            .skip(1)
            .take(7)
            .map(n -> n + 1)
            .shard(1, 2, Remainder.DROP)
            .threads(3)
            .batch(3, LISTS, Remainder.DROP)
            .prefetch(9)
            .toString());
  }

  @Test
  void refusesArgumentsAtOnce() {
    IndexedPipeline<Long> numbers = Pipeline.over(Numbers.to(10));
    assertRefused("expected a seed from 0 to 4294967295, found -1", () -> numbers.shuffle(-1));
    assertRefused("expected a world of 1 reader or more, found 0", () -> numbers.shard(0, 0));
    assertRefused("expected a rank from 0 to 1 in a world of 2, found 2", () -> numbers.shard(2, 2));
    assertRefused("expected a rank from 0 to 1 in a world of 2, found -1", () -> numbers.shard(-1, 2));
    assertRefused("expected 0 rows or more, found -1", () -> numbers.skip(-1));
    assertRefused("expected 0 rows or more, found -2", () -> numbers.take(-2));
    assertRefused("expected a batch of 1 row or more, found 0", () -> numbers.batch(0, LISTS));
    assertRefused("expected a prefetch of 1 or more, found 0", () -> numbers.prefetch(0));
    assertRefused("expected 1 to 1024 threads, found 0", () -> numbers.threads(0));
    assertRefused("expected 1 to 1024 threads, found 1025", () -> numbers.threads(1025));
  }

  @Test
  void batchesCanBeOrderedAsRowsCan() {
    IndexedPipeline<List<Long>> batches = Pipeline.over(Numbers.to(10)).batch(4, LISTS);
    assertEquals(List.of(List.of(0L, 1L, 2L, 3L), List.of(8L, 9L)), epoch(batches.shard(0, 2)));
    assertEquals(
        List.of(List.of(List.of(0L, 1L, 2L, 3L), List.of(4L, 5L, 6L, 7L)), List.of(List.of(8L, 9L))),
        epoch(batches.batch(2, List::copyOf)));
    assertEquals("batch(4).shuffle(7)", batches.shuffle(7).toString());
  }

  @Test
  void goesOnItemByItemWhereTheOrderCannotBeArithmetic() {
    Pipeline<List<Long>> even = Pipeline.over(Numbers.to(20)).filter(n -> n % 2 == 0).batch(4, LISTS);
    assertEquals(
        List.of(List.of(0L, 2L, 4L, 6L), List.of(8L, 10L, 12L, 14L), List.of(16L, 18L)), epoch(even));
    PipelineContract.check(even, epoch(even));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  static <T> List<T> epoch(Pipeline<T> pipeline) {
    try (DataLoader<T> loader = pipeline.open()) {
      return rest(loader);
    }
  }

  static <T> List<T> rest(DataLoader<T> loader) {
    List<T> items = new ArrayList<>();
    for (T item : loader) {
      items.add(item);
    }
    return items;
  }

  static <T> List<T> take(DataLoader<T> loader, int count) {
    List<T> items = new ArrayList<>();
    Iterator<T> iterator = loader.iterator();
    while (items.size() < count && iterator.hasNext()) {
      items.add(iterator.next());
    }
    return items;
  }
}
