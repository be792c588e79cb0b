package dev.sheaf.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSlotTest {
  private static final OneColumn PAIRS = new OneColumn(DType.INT64, "2");
  private static final OneColumn TOKENS = new OneColumn(DType.INT64, "?");

  @Test
  void holdsOneBatchAfterTheOther() {
    ColumnCollator<NdArray[], Columns> collator = PAIRS.collator();
    try (BatchSlot<Columns> slot = collator.slot(2)) {
      Columns first = collator.collate(OneColumn.rows(pair(1), pair(3)), slot);
      assertSame(first, slot.batch());
      assertEquals(Int64Array.of(Shape.of(2, 2), 1, 2, 3, 4), first.fixed(0));
      slot.release();
      Columns second = collator.collate(OneColumn.rows(pair(5), pair(7)), slot);
      assertSame(first, second);
      assertEquals(Int64Array.of(Shape.of(2, 2), 5, 6, 7, 8), second.fixed(0));
    }
  }

  @Test
  void aSmallerBatchIsAViewOfTheSameMemory() {
    ColumnCollator<NdArray[], Columns> collator = PAIRS.collator();
    try (BatchSlot<Columns> slot = collator.slot(3)) {
      Columns full = collator.collate(OneColumn.rows(pair(1), pair(3), pair(5)), slot);
      MemorySegment memory = full.fixed(0).segment();
      slot.release();
      Columns last = collator.collate(OneColumn.rows(pair(7)), slot);
      assertEquals(1, last.size());
      assertEquals(Int64Array.of(Shape.of(1, 2), 7, 8), last.fixed(0));
      assertEquals(memory.address(), last.fixed(0).segment().address());
      slot.release();
      assertSame(full, collator.collate(OneColumn.rows(pair(1), pair(3), pair(5)), slot));
    }
  }

  @Test
  void fillsBatchesThatGrow() {
    ColumnCollator<NdArray[], Columns> collator = PAIRS.collator();
    try (BatchSlot<Columns> slot = collator.slot(100)) {
      for (int rows : new int[] {1, 1, 3, 100, 3, 1, 50, 100}) {
        NdArray[] arrays = IntStream.range(0, rows).mapToObj(BatchSlotTest::pair).toArray(NdArray[]::new);
        Columns batch = collator.collate(OneColumn.rows(arrays), slot);
        assertEquals(collator.collate(OneColumn.rows(arrays)).fixed(0), batch.fixed(0));
        slot.release();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesEveryDtypeInEveryLayout(DType dtype) {
    Random random = new Random(dtype.byteSize());
    for (String dims : List.of("", "2, 3", "?, 2", "2, ?", "...")) {
      OneColumn column = new OneColumn(dtype, dims);
      assertSameAsHandedOver(column, column.collator(), random);
      if (dims.contains("?") || dims.contains(".")) {
        assertSameAsHandedOver(column, column.padded(Padding.with(1).masked()), random);
      }
    }
  }

  private static void assertSameAsHandedOver(
      OneColumn column, ColumnCollator<NdArray[], Columns> collator, Random random) {
    try (BatchSlot<Columns> slot = collator.slot(5)) {
      for (int round = 0; round < 20; round++) {
        NdArray[] rows =
            IntStream.range(0, 1 + random.nextInt(5))
                .mapToObj(_ -> column.random(random, 2))
                .toArray(NdArray[]::new);
        Columns expected = collator.collate(OneColumn.rows(rows));
        assertSameColumn(expected, collator.collate(OneColumn.rows(rows), slot));
        slot.release();
        Rows source = column.source(rows);
        assertSameColumn(expected, collator.collate(source, OneColumn.allOf(source), rows.length, slot));
        slot.release();
      }
    }
  }

  private static void assertSameColumn(Columns expected, Columns batch) {
    assertEquals(expected.size(), batch.size());
    NdArray values = memory(batch);
    assertEquals(memory(expected), values);
    assertTrue(values.segment().isNative());
    assertEquals(0, values.segment().address() % 64);
    if (((BatchColumns) expected).columns().getFirst() instanceof BatchColumn.Uneven) {
      assertEquals(expected.ragged(0), batch.ragged(0));
    }
  }

  private static NdArray memory(Columns columns) {
    return switch (((BatchColumns) columns).columns().getFirst()) {
      case BatchColumn.Stacked _ -> columns.fixed(0);
      case BatchColumn.PaddedStack padded -> padded.padded().values();
      case BatchColumn.Uneven _, BatchColumn.Listed _ -> columns.ragged(0).values();
    };
  }

  @Test
  void mixesColumnsOfAllKinds() {
    record Row(String name, long id, Int64Array tokens) {}
    RecordSchema schema =
        new RecordSchema(
            "Row",
            "",
            false,
            List.of(
                new FieldSchema("name", "", new TextType(List.of())),
                new FieldSchema("id", "", new ScalarType(Scalar.LONG, List.of())),
                TOKENS.field().schema()));
    List<Function<? super Row, ?>> accessors = List.of(Row::name, ColumnAccessor.ofLong(Row::id), Row::tokens);
    var collator = new ColumnCollator<Row, Columns>(schema, accessors, Function.identity());
    try (BatchSlot<Columns> slot = collator.slot(2)) {
      for (int round = 0; round < 3; round++) {
        Columns batch =
            collator.collate(List.of(new Row("a", round, tokens(1)), new Row("b", 2, tokens(round, 3))), slot);
        assertEquals(List.of("a", "b"), batch.values(0));
        assertEquals(Int64Array.of(Shape.of(2), round, 2), batch.fixed(1));
        assertEquals(tokens(round, 3), batch.ragged(2).get(1));
        slot.release();
      }
    }
  }

  @Test
  void refusesToHandOutABatchThatWasReleased() {
    ColumnCollator<NdArray[], Columns> collator = PAIRS.collator();
    BatchSlot<Columns> slot = collator.slot(1);
    assertRefused("expected a slot that holds a batch, found one that was given back", slot::batch);
    collator.collate(OneColumn.rows(pair(1)), slot);
    slot.release();
    assertRefused("expected a slot that holds a batch, found one that was given back", slot::batch);
    assertRefused("expected a slot in use, found one that was given back", slot::release);
    slot.close();
    slot.close();
    assertRefused("expected a slot that holds a batch, found one that is closed", slot::batch);
    assertRefused(
        "expected a slot that can be filled, found one that is closed",
        () -> collator.collate(OneColumn.rows(pair(1)), slot));
  }

  @Test
  void refusesToFillASlotThatHoldsABatch() {
    ColumnCollator<NdArray[], Columns> collator = PAIRS.collator();
    try (BatchSlot<Columns> slot = collator.slot(1)) {
      Columns batch = collator.collate(OneColumn.rows(pair(1)), slot);
      assertRefused(
          "expected a slot that can be filled, found one that holds a batch: release it first",
          () -> collator.collate(OneColumn.rows(pair(3)), slot));
      assertEquals(Int64Array.of(Shape.of(1, 2), 1, 2), batch.fixed(0));
      slot.release();
    }
  }

  @Test
  void refusesBatchesThatItIsNotFor() {
    ColumnCollator<NdArray[], Columns> collator = PAIRS.collator();
    try (BatchSlot<Columns> slot = collator.slot(1);
        BatchSlot<Columns> other = PAIRS.collator().slot(1)) {
      assertEquals(1, slot.rows());
      assertEquals(
          "expected at most 1 rows for this slot, found 2",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> collator.collate(OneColumn.rows(pair(1), pair(1)), slot))
              .getMessage());
      assertEquals(
          "expected a slot of this collator, found one of another",
          assertThrows(
                  IllegalArgumentException.class, () -> collator.collate(OneColumn.rows(pair(1)), other))
              .getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> collator.slot(0));
  }

  @Test
  void isEmptyAfterABatchThatFailed() {
    ColumnCollator<NdArray[], Columns> collator = PAIRS.collator();
    Rows source = PAIRS.source(pair(1));
    try (BatchSlot<Columns> slot = collator.slot(1)) {
      for (int round = 0; round < 2; round++) {
        assertThrows(
            IndexOutOfBoundsException.class, () -> collator.collate(source, new long[] {5}, 1, slot));
        assertRefused("expected a slot that holds a batch, found one that is empty", slot::batch);
        collator.collate(source, new long[] {0}, 1, slot);
        assertEquals(Int64Array.of(Shape.of(1, 2), 1, 2), slot.batch().fixed(0));
        slot.release();
      }
    }
  }

  @Test
  void freesItsMemoryWhenTheBatchInItIsReleased() {
    ColumnCollator<NdArray[], Columns> collator = PAIRS.collator();
    BatchSlot<Columns> slot = collator.slot(1);
    NdArray array = collator.collate(OneColumn.rows(pair(1)), slot).fixed(0);
    slot.close();
    assertEquals(Int64Array.of(Shape.of(1, 2), 1, 2), array);
    slot.release();
    assertThrows(IllegalStateException.class, () -> array.segment().get(ValueLayout.JAVA_LONG, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "?"})
  void aGuardedSlotTellsWhoeverStillReadsABatch(String dims) {
    OneColumn column = new OneColumn(DType.INT64, dims);
    ColumnCollator<NdArray[], Columns> collator = column.collator();
    try (BatchSlot<Columns> slot = collator.guardedSlot(1)) {
      Columns first = collator.collate(OneColumn.rows(pair(1)), slot);
      NdArray old = memory(first);
      assertEquals(1, old.segment().get(ValueLayout.JAVA_LONG, 0));
      slot.release();
      assertThrows(IllegalStateException.class, () -> old.segment().get(ValueLayout.JAVA_LONG, 0));
      Columns second = collator.collate(OneColumn.rows(pair(3)), slot);
      assertNotSame(first, second);
      assertThrows(IllegalStateException.class, () -> old.segment().get(ValueLayout.JAVA_LONG, 0));
      assertEquals(3, memory(second).segment().get(ValueLayout.JAVA_LONG, 0));
      slot.release();
    }
  }

  @Test
  void makesNoGarbageWhereAllShapesAreFixed() {
    ColumnCollator<NdArray[], Columns> collator = PAIRS.collator();
    Rows source = PAIRS.source(IntStream.range(0, 100).mapToObj(BatchSlotTest::pair).toArray(NdArray[]::new));
    long[] positions = OneColumn.allOf(source);
    try (BatchSlot<Columns> slot = collator.slot(64)) {
      ColumnSource quiet = new QuietSource(source.schema());
      long garbage = Long.MAX_VALUE;
      // Once compiled, nothing is left; how soon that is, is the machine's affair.
      for (int round = 0; round < 50 && garbage > 0; round++) {
        long before = allocated();
        for (int batch = 0; batch < 1000; batch++) {
          collator.collate(quiet, positions, batch % 10 == 9 ? 36 : 64, slot);
          slot.release();
        }
        garbage = allocated() - before - allocatedByAsking();
      }
      assertEquals(0, garbage, "bytes in 1000 batches");
    }
  }

  @Test
  void memoryStaysThatOfTheLargestBatch() {
    ColumnCollator<NdArray[], Columns> collator = TOKENS.padded(Padding.with(0));
    Random random = new Random(3);
    try (BatchSlot<Columns> slot = collator.slot(8)) {
      long address = 0;
      int moved = 0;
      for (int batch = 0; batch < 2000; batch++) {
        NdArray[] rows =
            IntStream.range(0, 8).mapToObj(_ -> tokens(new long[random.nextInt(100)])).toArray(NdArray[]::new);
        long now = collator.collate(OneColumn.rows(rows), slot).ragged(0).padded().values().segment().address();
        moved += now == address ? 0 : 1;
        address = now;
        slot.release();
      }
      assertTrue(moved < 10, "memory is allocated a few times, not for each batch");
      assertNotEquals(0, address);
    }
  }

  /// Gathers without making anything.
  private record QuietSource(RecordSchema schema) implements ColumnSource {
    @Override
    public int rank(int column, long position) {
      return 1;
    }

    @Override
    public void extents(int column, long[] positions, int count, long[] extents) {
      throw new AssertionError("nobody asks for shapes that the schema fixes");
    }

    @Override
    public void gather(int column, long[] positions, int count, MemorySegment target) {
      for (int i = 0; i < 2 * count; i++) {
        target.setAtIndex(ValueLayout.JAVA_LONG, i, positions[i / 2]);
      }
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static long allocatedByAsking() {
    long before = allocated();
    return allocated() - before;
  }

  private static Int64Array pair(int first) {
    return tokens(first, first + 1);
  }

  private static Int64Array tokens(long... values) {
    return Int64Array.of(Shape.of(values.length), values);
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalStateException.class, call).getMessage());
  }
}
