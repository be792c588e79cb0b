package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.checkpoint.State;
import dev.sheaf.stage.BucketDivision.Divided;
import dev.sheaf.stage.BucketSize;
import dev.sheaf.stage.Cursor;
import dev.sheaf.stage.DynamicBuckets;
import dev.sheaf.stage.LengthBuckets;
import dev.sheaf.stage.LengthOutOfRangeException;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The operators of the item plane that hold items back.
class HoldingTest {
  private static List<Long> range(long end) {
    return LongStream.range(0, end).boxed().toList();
  }

  private static <T> List<List<T>> twoEpochs(Pipeline<T> pipeline) {
    try (DataLoader<T> loader = pipeline.open()) {
      return List.of(PipelineTest.rest(loader), PipelineTest.rest(loader));
    }
  }

  private static <T> void checkResumes(Pipeline<T> pipeline) {
    PipelineContract.check(pipeline, twoEpochs(pipeline), 7);
  }

  @Test
  void aWindowShuffleHasGrainsOrder() {
    assertEquals(
        List.of(3L, 2L, 1L, 0L, 5L, 7L, 4L, 6L, 9L, 8L),
        twoEpochs(Pipeline.over(Numbers.to(10)).items().windowShuffle(4, 42)).getFirst());
  }

  @Test
  void aWindowShuffleKeepsItemsInTheirWindowAndDiffersBetweenEpochs() {
    List<List<Long>> epochs = twoEpochs(Pipeline.over(Numbers.to(100)).items().windowShuffle(16, 1));
    assertNotEquals(epochs.getFirst(), epochs.getLast());
    for (List<Long> epoch : epochs) {
      for (int from = 0; from < 100; from += 16) {
        int to = Math.min(100, from + 16);
        assertEquals(range(100).subList(from, to), epoch.subList(from, to).stream().sorted().toList());
      }
    }
  }

  @Test
  void aShuffleOfItemsIsThatOfTheIndexPlane() {
    var numbers = Pipeline.over(Numbers.to(50));
    assertEquals(twoEpochs(numbers.shuffle(3)), twoEpochs(numbers.items().shuffle(3)));
  }

  @Test
  void shufflesResumeAnywhere() {
    checkResumes(Pipeline.over(Numbers.to(30)).filter(n -> n % 3 > 0).windowShuffle(8, 5));
    checkResumes(Pipeline.over(Numbers.to(12)).items().shuffle(9));
  }

  /// Items whose order is not said to be determined, as behind functions that run in any order.
  private static final class Undetermined<T> extends Stage<T> {
    private final Stage<T> upstream;

    Undetermined(Stage<T> upstream) {
      this.upstream = upstream;
    }

    @Override
    public Cursor<T> open(Run run, long epoch, @Nullable State from) {
      return upstream.open(run, epoch, from);
    }

    @Override
    public long size() {
      return upstream.size();
    }

    @Override
    public List<Stage<?>> upstream() {
      return List.of(upstream);
    }

    @Override
    public boolean isDeterministic() {
      return false;
    }

    @Override
    public String toString() {
      return then(upstream, "undetermined()");
    }
  }

  @Test
  void aWindowOfUndeterminedItemsResumesWithTheItemsThatWereInIt() {
    var numbers = Pipeline.over(Numbers.to(30)).filter(n -> n % 3 > 0);
    var undetermined = numbers.then(new Undetermined<>(numbers.stage()));
    assertEquals(twoEpochs(numbers.windowShuffle(8, 5)), twoEpochs(undetermined.windowShuffle(8, 5)));
    checkResumes(undetermined.windowShuffle(8, 5));
    checkResumes(undetermined.shuffle(5));
    assertThrows(IllegalArgumentException.class, () -> undetermined.cache(100));
  }

  @Test
  void bucketsByLengthAreGivenWhenFullAndToppedUpFromTheBack() {
    // Lengths 1, 1, 1, 2, 2, 2, 4.
    long[] lengths = {1, 1, 1, 2, 2, 2, 4};
    var buckets = LengthBuckets.of(List.of(new BucketSize(9, 1), new BucketSize(9, 2), new BucketSize(5, 4)));
    var pipeline =
        Pipeline.over(Numbers.to(7)).bucketByLength(buckets, n -> lengths[Math.toIntExact(n)]);
    assertEquals(List.of(List.of(6L, 5L, 4L, 3L, 2L), List.of(0L, 1L)), twoEpochs(pipeline).getFirst());
    checkResumes(pipeline);
  }

  @Test
  void bucketsByLengthResumeAnywhere() {
    var sizes = BucketSize.plan(24, 12, 1, 1);
    for (var buckets : List.of(LengthBuckets.of(sizes), LengthBuckets.of(sizes).dropRemainder())) {
      checkResumes(
          Pipeline.over(Numbers.to(150))
              .shuffle(1)
              .filter(n -> n % 4 > 0)
              .bucketByLength(buckets, n -> 1 + n * 7 % 12));
    }
  }

  @Test
  void lengthsOutOfRangeAreFaultsThatOneCanGoOnFromUnlessTheyAreSkipped() {
    var buckets = LengthBuckets.of(List.of(new BucketSize(1, 3)));
    var pipeline = Pipeline.over(Numbers.to(6));
    try (var loader = pipeline.bucketByLength(buckets, n -> n).open()) {
      Iterator<List<Long>> items = loader.iterator();
      var tooShort = assertThrows(PipelineException.class, items::next);
      assertEquals(0, assertInstanceOf(LengthOutOfRangeException.class, tooShort.getCause()).length());
      assertEquals(List.of(1L), items.next());
      assertEquals(List.of(2L), items.next());
      assertEquals(List.of(3L), items.next());
      assertThrows(PipelineException.class, items::next);
      assertThrows(PipelineException.class, items::next);
      assertFalse(items.hasNext());
    }
    var skipping = buckets.skipTooShort().skipTooLong();
    assertEquals(
        List.of(List.of(1L), List.of(2L), List.of(3L)), twoEpochs(pipeline.bucketByLength(skipping, n -> n)).getFirst());
  }

  @Test
  void plansBucketsOfTheMostItems() {
    assertEquals(
        List.of(new BucketSize(8, 2), new BucketSize(5, 3), new BucketSize(4, 4), new BucketSize(3, 5), new BucketSize(2, 8)),
        BucketSize.plan(16, 8, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> BucketSize.plan(7, 3, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> LengthBuckets.of(List.of()));
  }

  @Test
  void dynamicBucketsCostEnoughTogether() {
    var numbers = Pipeline.over(Numbers.to(7)).skip(1);
    assertEquals(
        List.of(List.of(1L, 2L, 3L), List.of(4L, 5L), List.of(6L)),
        twoEpochs(numbers.dynamicBucket(DynamicBuckets.of(6, Long::doubleValue))).getFirst());
    checkResumes(numbers.dynamicBucket(DynamicBuckets.<Long>of(6, Long::doubleValue).atLeast(2).dropRemainder()));
  }

  @Test
  void aDivisionGivesSeveralBucketsAndCarriesTheRestOver() {
    var pipeline =
        Pipeline.over(Numbers.to(60))
            .shuffle(4)
            .dynamicBucket(
                DynamicBuckets.<Long>of(90, Long::doubleValue)
                    .dividedBy(
                        gathered -> {
                          // Two halves, and the greatest is carried over.
                          List<Long> sorted = new ArrayList<>(gathered);
                          sorted.sort(Comparator.naturalOrder());
                          int last = sorted.size() - 1;
                          List<List<Long>> halves =
                              Stream.of(sorted.subList(0, last / 2), sorted.subList(last / 2, last))
                                  .filter(half -> !half.isEmpty())
                                  .toList();
                          return new Divided<>(halves, List.of(sorted.getLast()));
                        }));
    List<List<List<Long>>> epochs = twoEpochs(pipeline);
    assertEquals(range(60), epochs.getFirst().stream().flatMap(List::stream).sorted().toList());
    PipelineContract.check(pipeline, epochs, 3);
  }

  @Test
  void aDivisionMustGiveBackItemsThatItWasHanded() {
    var pipeline =
        Pipeline.over(Numbers.to(10))
            .dynamicBucket(
                DynamicBuckets.<Long>of(1, _ -> 1).dividedBy(_ -> new Divided<>(List.of(List.of(1000L)), List.of())));
    try (var loader = pipeline.open()) {
      var failure = assertThrows(PipelineException.class, () -> loader.iterator().next());
      assertEquals("dynamicBucket", failure.stage());
    }
  }
}
