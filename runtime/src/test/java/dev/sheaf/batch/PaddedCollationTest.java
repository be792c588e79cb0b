package dev.sheaf.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaddedCollationTest {
  private static final OneColumn TOKENS = new OneColumn(DType.INT64, "?");
  private static final List<DType> DTYPES = List.of(DType.values());
  private static final List<String> LAYOUTS =
      List.of("?", "N, 2", "N, 0", "3, ?", "?, ?", "N, N", "2, ?, 3", "?, 2, ?, 3", "...");

  @Test
  void padsBehindTheElementsToTheLongest() {
    Padded<?> padded = collate(Padding.with(9), tokens(1, 2), tokens(3), tokens());
    assertEquals(Int64Array.of(Shape.of(3, 2), 1, 2, 3, 9, 9, 9), padded.values());
    assertEquals(Int64Array.of(Shape.of(3), 2, 1, 0), padded.lengths());
    assertEquals(Optional.empty(), padded.mask());
    assertEquals(3, padded.size());
  }

  @Test
  void padsBeforeTheElementsWhereThatIsAskedFor() {
    Padded<?> padded = collate(Padding.with(9).at(Padding.Side.START).masked(), tokens(1, 2), tokens(3), tokens());
    assertEquals(Int64Array.of(Shape.of(3, 2), 1, 2, 9, 3, 9, 9), padded.values());
    assertEquals(BoolArray.of(Shape.of(3, 2), true, true, false, true, false, false), padded.mask().orElseThrow());
  }

  @Test
  void padsToAMultiple() {
    Padded<?> padded = collate(Padding.with(0).toMultipleOf(4).masked(), tokens(1, 2, 3, 4, 5), tokens(6));
    assertEquals(Shape.of(2, 8), padded.values().shape());
    assertEquals(Int64Array.of(Shape.of(2), 5, 1), padded.lengths());
    assertArrayEquals(
        new boolean[] {true, true, true, true, true, false, false, false},
        padded.mask().orElseThrow().at(0).toArray());
    assertEquals(Shape.of(1, 4), collate(Padding.with(0).toMultipleOf(4), tokens(1, 2, 3, 4)).values().shape());
    assertEquals(Shape.of(2, 0), collate(Padding.with(0).toMultipleOf(4), tokens(), tokens()).values().shape());
  }

  @Test
  void keepsAxesThatDoNotVary() {
    Padded<?> padded =
        collate(
            new OneColumn(DType.FLOAT32, "N, 2"),
            Padding.with(-1),
            Float32Array.of(Shape.of(1, 2), 1, 2),
            Float32Array.of(Shape.of(2, 2), 3, 4, 5, 6));
    assertEquals(Float32Array.of(Shape.of(2, 2, 2), 1, 2, -1, -1, 3, 4, 5, 6), padded.values());
    assertEquals(Int64Array.of(Shape.of(2), 1, 2), padded.lengths());
  }

  @Test
  void padsEveryAxisThatVaries() {
    Padded<?> padded =
        collate(
            new OneColumn(DType.FLOAT32, "H, W"),
            Padding.with(0).masked(),
            Float32Array.of(Shape.of(1, 3), 1, 2, 3),
            Float32Array.of(Shape.of(2, 1), 4, 5));
    assertEquals(
        Float32Array.of(Shape.of(2, 2, 3), 1, 2, 3, 0, 0, 0, 4, 0, 0, 5, 0, 0), padded.values());
    assertEquals(Int64Array.of(Shape.of(2, 2), 1, 3, 2, 1), padded.lengths());
    boolean x = true;
    boolean o = false;
    assertEquals(
        BoolArray.of(Shape.of(2, 2, 3), x, x, x, o, o, o, x, o, o, x, o, o), padded.mask().orElseThrow());
  }

  @Test
  void theMaskLeavesOutAxesThatDoNotVary() {
    OneColumn pictures = new OneColumn(DType.UINT8, "3, H, W");
    Padded<?> padded =
        collate(
            pictures,
            Padding.with(0).toMultipleOf(4).masked(),
            pictures.bytes(1, 3, 5, 2),
            pictures.bytes(1, 3, 1, 3));
    assertEquals(Shape.of(2, 3, 8, 4), padded.values().shape());
    assertEquals(Shape.of(2, 8, 4), padded.mask().orElseThrow().shape());
    assertEquals(Int64Array.of(Shape.of(2, 2), 5, 2, 1, 3), padded.lengths());
  }

  @ParameterizedTest
  @EnumSource
  void padsEveryDtype(DType dtype) {
    OneColumn column = new OneColumn(dtype, "?");
    NdArray one = Int64Array.of(Shape.of(1), 1).convertExactly(dtype);
    Padded<?> padded = collate(column, Padding.with(1), one, one.slice(0, 0));
    assertEquals(Int64Array.of(Shape.of(2, 1), 1, 1).convertExactly(dtype), padded.values());
  }

  @Test
  void everyPartIsAlignedNativeMemoryInNativeOrder() {
    Padded<?> padded = collate(Padding.with(9).masked(), tokens(1, 2), tokens(3));
    for (NdArray part : List.of(padded.values(), padded.lengths(), padded.mask().orElseThrow())) {
      assertTrue(part.segment().isNative());
      assertEquals(0, part.segment().address() % 64);
      assertEquals(ByteOrder.nativeOrder(), part.buffer().order());
    }
    assertEquals(9, padded.values().buffer().getLong(24));
  }

  @Test
  void refusesToPadArraysOfSeveralRanks() {
    OneColumn any = new OneColumn(DType.INT64, "...");
    assertEquals(
        "field \"a\": row 1 of the batch: expected as many axes as row 0 has, 1, to pad it, found 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> collate(any, Padding.with(0), tokens(1), Int64Array.of(Shape.of(1, 1), 1)))
            .getMessage());
  }

  @Test
  void arraysThatAreEndToEndHaveNoPadding() {
    Ragged<?> ragged = TOKENS.collator().collate(OneColumn.rows(tokens(1), tokens(2, 3))).ragged(0);
    assertEquals(
        "expected arrays that are padded, found int64 (3,) end to end; collate with .padded(field, Padding.with(...))",
        assertThrows(IllegalStateException.class, ragged::padded).getMessage());
  }

  @Test
  void otherColumnsLieAsTheyDid() {
    Ragged<?> ragged = TOKENS.padded(Padding.with(0)).collate(OneColumn.rows(tokens(1), tokens(2, 3))).ragged(0);
    assertEquals("Ragged[2 of int64 (2, 2), padded]", ragged.toString());
    assertThrows(
        IllegalArgumentException.class,
        () -> TOKENS.padded(Padding.with(0)).collate(OneColumn.rows(tokens(1))).fixed(0));
  }

  @Test
  void isWhatALoopPutsTogether() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("PaddedCollationTest: -Dsheaf.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 600; round++) {
      OneColumn column =
          new OneColumn(
              DTYPES.get(random.nextInt(DTYPES.size())), LAYOUTS.get(random.nextInt(LAYOUTS.size())));
      Padding padding = Padding.with(random.nextInt(2)).toMultipleOf(1 + random.nextInt(3));
      padding = random.nextBoolean() ? padding : padding.at(Padding.Side.START);
      padding = random.nextBoolean() ? padding : padding.masked();
      int rank = random.nextInt(4);
      NdArray[] rows =
          IntStream.range(0, 1 + random.nextInt(6))
              .mapToObj(_ -> column.random(random, rank))
              .toArray(NdArray[]::new);
      String message = "seed %d, round %d: %s, %s, %s".formatted(seed, round, column, padding, List.of(rows));
      ColumnCollator<NdArray[], Columns> collator = column.padded(padding);
      Rows source = column.source(rows);
      Ragged<?> fromRows = collator.collate(OneColumn.rows(rows)).ragged(0);
      Ragged<?> fromColumns = collator.collate(source, OneColumn.allOf(source), rows.length).ragged(0);
      assertPadded(column, padding, rows, fromRows.padded(), message);
      assertEquals(fromRows, fromColumns, message);
      assertSameRows(rows, fromRows, message);
      assertEndToEnd(column.collator().collate(OneColumn.rows(rows)).ragged(0), fromRows, message);
    }
  }

  /// Goes through the padded array element by element.
  private static void assertPadded(
      OneColumn column, Padding padding, NdArray[] rows, Padded<?> padded, String message) {
    Shape shape = padded.values().shape();
    ShapePattern pattern = ShapePattern.parse(column.dims());
    int rank = shape.rank() - 1;
    int[] varying =
        IntStream.range(0, rank)
            .filter(axis -> pattern.anyRank() || !(pattern.axes().get(axis) instanceof ShapePattern.Axis.Fixed))
            .toArray();
    for (int axis = 0; axis < rank; axis++) {
      long longest = 0;
      for (NdArray row : rows) {
        longest = Math.max(longest, row.shape().dim(axis));
      }
      int at = axis;
      boolean varies = IntStream.of(varying).anyMatch(each -> each == at);
      long multiple = varies ? padding.multiple() : 1;
      assertEquals((longest + multiple - 1) / multiple * multiple, shape.dim(axis + 1), message);
    }
    NdArray pad = padding.valueOf(column.dtype(), "a");
    long bytes = column.dtype().byteSize();
    long cells = shape.size() / rows.length;
    for (int row = 0; row < rows.length; row++) {
      Shape own = rows[row].shape();
      for (int k = 0; k < varying.length; k++) {
        assertEquals(own.dim(varying[k]), padded.lengths().getFlat((long) row * varying.length + k), message);
      }
      for (long cell = 0; cell < cells; cell++) {
        long[] index = index(cell, shape);
        boolean inside = true;
        long from = 0;
        for (int axis = 0; axis < rank; axis++) {
          long lead = padding.side() == Padding.Side.START ? shape.dim(axis + 1) - own.dim(axis) : 0;
          long i = index[axis] - lead;
          inside &= i >= 0 && i < own.dim(axis);
          from = from * own.dim(axis) + i;
        }
        MemorySegment expected =
            inside ? rows[row].segment().asSlice(from * bytes, bytes) : pad.segment();
        assertEquals(
            -1, expected.mismatch(padded.values().segment().asSlice((row * cells + cell) * bytes, bytes)), message);
        if (padding.isMasked()) {
          assertEquals(inside, padded.mask().orElseThrow().getFlat(maskCell(row, index, varying, shape)), message);
        }
      }
    }
  }

  /// The indices of one cell of a row.
  private static long[] index(long cell, Shape shape) {
    long[] index = new long[shape.rank() - 1];
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = cell % shape.dim(axis + 1);
      cell /= shape.dim(axis + 1);
    }
    return index;
  }

  private static long maskCell(int row, long[] index, int[] varying, Shape shape) {
    long cell = row;
    for (int axis : varying) {
      cell = cell * shape.dim(axis + 1) + index[axis];
    }
    return cell;
  }

  private static void assertSameRows(NdArray[] rows, Ragged<?> ragged, String message) {
    assertEquals(rows.length, ragged.size(), message);
    for (int row = 0; row < rows.length; row++) {
      assertEquals(rows[row].shape(), ragged.shape(row), message);
      assertEquals(rows[row], ragged.get(row), message);
    }
    assertThrows(IndexOutOfBoundsException.class, () -> ragged.get(rows.length));
    assertThrows(IndexOutOfBoundsException.class, () -> ragged.shape(-1));
  }

  private static void assertEndToEnd(Ragged<?> expected, Ragged<?> padded, String message) {
    assertEquals(expected.values(), padded.values(), message);
    assertEquals(expected.offsets(), padded.offsets(), message);
  }

  private static Padded<?> collate(Padding padding, NdArray... rows) {
    return collate(TOKENS, padding, rows);
  }

  private static Padded<?> collate(OneColumn column, Padding padding, NdArray... rows) {
    return column.padded(padding).collate(OneColumn.rows(rows)).ragged(0).padded();
  }

  private static Int64Array tokens(long... values) {
    return Int64Array.of(Shape.of(values.length), values);
  }
}
