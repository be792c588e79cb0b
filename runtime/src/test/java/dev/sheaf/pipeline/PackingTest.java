package dev.sheaf.pipeline;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.Int32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import dev.sheaf.stage.BinPacking;
import dev.sheaf.stage.BinPacking.Fit;
import dev.sheaf.stage.LengthOutOfRangeException;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.PackedFeature;
import dev.sheaf.stage.PackedTokens;
import dev.sheaf.stage.SplitPacking;
import dev.sheaf.stage.StageOptions;
import dev.sheaf.stage.TokenPacking;
import dev.sheaf.stage.UnfitItemException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Items in rows of fixed length. Sequence number `k` holds `100 (k + 1)` and what follows.
class PackingTest {
  private static Pipeline<Map<String, NdArray>> sequences(int... lengths) {
    return Pipeline.over(Numbers.to(lengths.length)).items().map(k -> Map.of("x", sequence(k, lengths)));
  }

  private static Int64Array sequence(long k, int... lengths) {
    int length = lengths[Math.toIntExact(k)];
    long first = 100 * (k + 1);
    return Int64Array.of(Shape.of(length), LongStream.range(first, first + length).toArray());
  }

  private static <T> List<T> firstEpoch(Pipeline<T> pipeline) {
    try (DataLoader<T> loader = pipeline.open()) {
      return PipelineTest.rest(loader);
    }
  }

  private static <T> void checkResumes(Pipeline<T> pipeline) {
    List<List<T>> epochs;
    try (DataLoader<T> loader = pipeline.open()) {
      epochs = List.of(PipelineTest.rest(loader), PipelineTest.rest(loader));
    }
    PipelineContract.check(pipeline, epochs, 5);
  }

  private static List<List<Long>> rows(Pipeline<Map<String, NdArray>> pipeline) {
    return firstEpoch(pipeline).stream().map(row -> list(x(row))).toList();
  }

  private static NdArray x(Map<String, NdArray> row) {
    return requireNonNull(row.get("x"));
  }

  private static int[] ints(Map<String, NdArray> row, String name) {
    return ((Int32Array) requireNonNull(row.get(name))).toArray();
  }

  private static List<Long> list(NdArray array) {
    return LongStream.of(array.convertExactly(Int64Array.class).toArray()).boxed().toList();
  }

  private static BinPacking bins(Fit fit, int length, int bins) {
    return BinPacking.of(fit, bins, PackedFeature.of("x", length));
  }

  @Test
  void theFirstRowWithRoomTakesAnItem() {
    assertEquals(
        List.of(
            List.of(100L, 101L, 102L, 103L, 300L, 301L, 0L, 0L, 0L, 0L),
            List.of(200L, 201L, 202L, 203L, 204L, 205L, 206L, 207L, 0L, 0L)),
        rows(sequences(4, 8, 2).pack(bins(Fit.FIRST, 10, 2), row -> row)));
  }

  @Test
  void theFullestRowWithRoomTakesAnItem() {
    assertEquals(
        List.of(
            List.of(100L, 101L, 102L, 103L, 0L, 0L, 0L, 0L, 0L, 0L),
            List.of(200L, 201L, 202L, 203L, 204L, 205L, 206L, 207L, 300L, 301L)),
        rows(sequences(4, 8, 2).pack(bins(Fit.BEST, 10, 2), row -> row)));
  }

  @Test
  void aRowIsAsFullAsWhereItsNextSegmentWouldBegin() {
    PackedFeature aligned = PackedFeature.of("x", 10).aligned(3);
    assertEquals(
        List.of(
            List.of(100L, 101L, 102L, 103L, 0L, 0L, 300L, 0L, 0L, 0L),
            List.of(200L, 201L, 202L, 203L, 204L, 0L, 0L, 0L, 0L, 0L)),
        rows(sequences(4, 5, 1).pack(BinPacking.of(Fit.BEST, 2, aligned), row -> row)));
  }

  @Test
  void aRowSaysWhichSegmentAnElementIsOfAndWhereInIt() {
    PackedFeature aligned = PackedFeature.of("x", 8).aligned(4).padded(-1);
    Map<String, NdArray> row =
        firstEpoch(sequences(3, 2).pack(BinPacking.of(Fit.FIRST, 1, aligned), each -> each)).getFirst();
    assertEquals(List.of(100L, 101L, 102L, -1L, 200L, 201L, -1L, -1L), list(x(row)));
    assertArrayEquals(
        new int[] {1, 1, 1, 0, 2, 2, 0, 0}, ints(row, aligned.segmentIds()));
    assertArrayEquals(new int[] {0, 1, 2, 0, 0, 1, 0, 0}, ints(row, aligned.positions()));
  }

  @Test
  void rowsThatAreOpenTogetherAreGivenInTheOrderOfTheSeed() {
    assertEquals(
        List.of(300L, 100L, 200L, 600L, 500L, 400L),
        rows(sequences(1, 1, 1, 1, 1, 1).pack(bins(Fit.FIRST, 1, 3).shuffled(0), row -> row)).stream()
            .map(List::getFirst)
            .toList());
  }

  @Test
  void rowsAreInTheOrderOfTheMeanOfTheirDistinctValuesOtherThanZero() {
    assertEquals(List.of(List.of(2L, 2L, 2L, 3L), List.of(1L, 1L, 1L, 5L)), grouped(0, row(1, 1, 1, 5), row(2, 2, 2, 3)));
    assertEquals(List.of(List.of(3L, 3L, 3L, 3L), List.of(0L, 0L, 4L, 4L)), grouped(0, row(0, 0, 4, 4), row(3, 3, 3, 3)));
    assertEquals(List.of(List.of(5L, 5L, 1L, 1L), List.of(4L, 4L, 4L, 4L)), grouped(1, row(4, 4, 4, 4), row(5, 5)));
    assertEquals(List.of(List.of(0L, 0L, 0L, 0L), List.of(5L, 0L, 0L, 0L)), grouped(0, row(5), row()));
  }

  private static NdArray row(long... elements) {
    return Int64Array.of(Shape.of(elements.length), elements);
  }

  private static List<List<Long>> grouped(int padding, NdArray... items) {
    BinPacking packing = BinPacking.of(Fit.FIRST, 2, PackedFeature.of("x", 4).padded(padding)).groupedBy("x").atMost(1);
    return rows(Pipeline.from("items", List.of(items)).pack(packing, x -> Map.of("x", x)));
  }

  @Test
  void itemsAreCutWhereARowIsFull() {
    assertEquals(
        List.of(List.of(100L, 101L, 102L, 200L), List.of(201L, 202L, 203L, 204L), List.of(205L, 300L, 301L, 0L)),
        rows(sequences(3, 6, 2).pack(SplitPacking.of(PackedFeature.of("x", 4)), row -> row)));
    assertEquals(
        List.of(List.of(100L, 101L, 102L, 300L), List.of(200L, 201L, 202L, 203L), List.of(301L, 0L, 0L, 0L)),
        rows(sequences(3, 4, 2).pack(SplitPacking.of(PackedFeature.of("x", 4)).keepFull(), row -> row)));
    assertEquals(
        List.of(List.of(7L, 101L, 102L, 7L), List.of(7L, 202L, 0L, 0L)),
        rows(sequences(3, 3).pack(SplitPacking.of(PackedFeature.of("x", 4).beginningWith(7)), row -> row)));
  }

  @Test
  void itemsThatAreRowsComeBehindTheRowThatIsFilledNext() {
    SplitPacking packing = SplitPacking.of(PackedFeature.of("x", 2)).keepFull();
    assertEquals(List.of(List.of(200L, 0L), List.of(100L, 101L)), rows(sequences(2, 1).pack(packing, row -> row)));
    assertEquals(
        List.of(List.of(100L, 101L), List.of(200L, 201L)), rows(sequences(2, 2).pack(packing, row -> row)));
    checkResumes(sequences(2, 2, 1, 2, 3, 2, 2, 2).pack(packing, row -> row));
  }

  @Test
  void noMoreThanSomeItemsThatAreRowsWaitForARowThatMayNeverBegin() {
    SplitPacking packing = SplitPacking.of(PackedFeature.of("x", 2)).keepFull();
    assertEquals(
        Collections.nCopies(600, List.of(100L, 101L)),
        rows(sequences(2).repeat().pack(packing, row -> row).take(600)));
  }

  @Test
  void anItemWithAMetaFeatureOfTheLengthOfARowIsARow() {
    int[] lengths = {1, 3, 1};
    SplitPacking packing = SplitPacking.of(PackedFeature.of("x", 4), PackedFeature.of("m", 3).meta()).keepFull();
    assertEquals(
        List.of(List.of(100L, 300L, 0L, 0L), List.of(200L, 0L, 0L, 0L)),
        rows(
            Pipeline.over(Numbers.to(3))
                .items()
                .pack(packing, k -> Map.of("x", sequence(k, 1, 1, 1), "m", sequence(k, lengths)))));
  }

  @Test
  void nothingButEmptySequencesIsARowOfPadding() {
    assertEquals(
        List.of(List.of(0L, 0L)), rows(sequences(0, 0).pack(SplitPacking.of(PackedFeature.of("x", 2)), row -> row)));
  }

  @Test
  void tokensThatAreCutBeginTheNextRowWithTheElementBeforeTheCut() {
    Pipeline<PackedTokens> packed =
        sequences(4, 3).pack(TokenPacking.cut(3, 32), PackingTest::x);
    List<PackedTokens> rows = firstEpoch(packed);
    assertEquals(
        List.of(List.of(100L, 101L, 102L), List.of(102L, 103L, 200L), List.of(200L, 201L, 202L)),
        rows.stream().map(row -> list(row.elements())).toList());
    assertEquals(List.of(List.of(3), List.of(2, 1), List.of(3)), rows.stream().map(PackedTokens::lengths).toList());
    assertThrows(IllegalArgumentException.class, () -> TokenPacking.cut(1, 1));
  }

  @Test
  void aSequenceThatIsLongerThanARowIsAFaultThatOneCanGoOnFromWhereItIsNotCut() {
    var packed = sequences(3, 9, 1).pack(TokenPacking.whole(4, 9), PackingTest::x);
    try (var loader = packed.open()) {
      Iterator<PackedTokens> rows = loader.iterator();
      assertEquals(List.of(3), rows.next().lengths());
      var tooLong = assertThrows(PipelineException.class, rows::next);
      assertInstanceOf(LengthOutOfRangeException.class, tooLong.getCause());
      assertEquals(List.of(1), rows.next().lengths());
    }
  }

  @Test
  void aSequenceThatIsLongerThanAnyMayBeIsAFaultWhereItIsNotCut() {
    try (var loader = sequences(2, 3, 1).pack(TokenPacking.whole(8, 2), PackingTest::x).open()) {
      Iterator<PackedTokens> rows = loader.iterator();
      assertEquals(List.of(2), rows.next().lengths());
      var tooLong = assertThrows(PipelineException.class, rows::next);
      assertInstanceOf(LengthOutOfRangeException.class, tooLong.getCause());
      assertEquals(List.of(1), rows.next().lengths());
    }
  }

  @Test
  void aSequenceThatIsReadAgainIsKnownByItsRow() {
    var packed =
        sequences(3, 9, 1)
            .map(row -> row, StageOptions.blocking(1).unordered())
            .pack(TokenPacking.whole(4, 9), PackingTest::x);
    Checkpoint behindTheFirstRow;
    try (var loader = packed.open()) {
      loader.iterator().next();
      behindTheFirstRow = loader.checkpoint();      behindTheFirstRow = loader.checkpoint();
      assertEquals(1, assertThrows(PipelineException.class, loader.iterator()::next).row());
    }
    try (var loader = packed.resume(behindTheFirstRow)) {
      assertEquals(1, assertThrows(PipelineException.class, loader.iterator()::next).row());
    }
  }

  @Test
  void aRowOfEmptySequencesHasTheirType() {
    var empty = Pipeline.from("items", List.<NdArray>of(UInt8Array.of(Shape.of(0)), UInt8Array.of(Shape.of(0))));
    for (TokenPacking packing : List.of(TokenPacking.whole(2, 2), TokenPacking.cut(2, 2))) {
      PackedTokens row = firstEpoch(empty.pack(packing, x -> x)).getFirst();
      assertEquals(DType.UINT8, row.elements().dtype());
      assertEquals(List.of(), row.lengths());
    }
  }

  @Test
  void emptySequencesAreNoRowBeforeAFault() {
    var packed = sequences(0, 5, 1, 0, 0, 5, 0, 2, 5, 0, 5).pack(TokenPacking.whole(4, 9), PackingTest::x);
    try (var loader = packed.open()) {
      Iterator<PackedTokens> rows = loader.iterator();
      assertThrows(PipelineException.class, rows::next);
      assertEquals(List.of(1), rows.next().lengths());
      assertThrows(PipelineException.class, rows::next);
      assertEquals(List.of(2), rows.next().lengths());
      assertThrows(PipelineException.class, rows::next);
      assertThrows(PipelineException.class, rows::next);
      assertEquals(List.of(), PipelineTest.rest(loader));
    }
    LedgerContract.check(() -> packed.map(PackedTokens::lengths).onError(OnError.skip()), "empty sequences");
  }

  @Test
  void anElementThatTheRowsTypeDoesNotHaveIsRefused() {
    var mixed =
        Pipeline.over(Numbers.to(3))
            .items()
            .map(
                k ->
                    Map.<String, NdArray>of(
                        "x",
                        k == 1
                            ? Int64Array.of(Shape.of(1), 300)
                            : UInt8Array.of(Shape.of(1), (byte) (k + 1))));
    try (var loader = mixed.pack(bins(Fit.FIRST, 4, 1), row -> row).open()) {
      Iterator<Map<String, NdArray>> rows = loader.iterator();
      var refused = assertInstanceOf(UnfitItemException.class, assertThrows(PipelineException.class, rows::next).getCause());
      assertEquals("300", refused.found());
      assertEquals(List.of(1L, 3L, 0L, 0L), list(x(rows.next())));
    }
  }

  @Test
  void anItemWithoutAFeatureOrTooLongIsRefused() {
    try (var loader = sequences(5).pack(bins(Fit.FIRST, 4, 1), row -> row).open()) {
      assertEquals(
          "packBins: expected x of up to 4 elements, found 5",
          requireNonNull(assertThrows(PipelineException.class, () -> loader.iterator().next()).getCause()).getMessage());
    }
    try (var loader = sequences(5).pack(BinPacking.of(Fit.BEST, 1, PackedFeature.of("y", 4)), row -> row).open()) {
      assertEquals(
          "packBins: expected an array y, found [x]",
          requireNonNull(assertThrows(PipelineException.class, () -> loader.iterator().next()).getCause()).getMessage());
    }
  }

  @Test
  void packingResumesAnywhere() {
    int[] lengths = {2, 2, 4, 3, 1, 4, 4, 4, 2, 5, 3, 2, 1, 5, 4, 0, 3, 9, 1};
    for (Fit fit : Fit.values()) {
      checkResumes(sequences(lengths).pack(bins(fit, 12, 3), row -> row));
      checkResumes(sequences(lengths).pack(bins(fit, 9, 2).shuffled(4).atMost(2), row -> row));
    }
    SplitPacking split = SplitPacking.of(PackedFeature.of("x", 4));
    checkResumes(sequences(lengths).pack(split, row -> row));
    checkResumes(sequences(lengths).pack(split.keepFull(), row -> row));
    checkResumes(sequences(lengths).filter(row -> x(row).size() != 3).pack(split.keepFull(), row -> row));
    checkResumes(sequences(lengths).pack(TokenPacking.cut(5, 3), PackingTest::x));
    checkResumes(sequences(lengths).pack(TokenPacking.whole(9, 9).padded(-1), PackingTest::x));
  }
}
