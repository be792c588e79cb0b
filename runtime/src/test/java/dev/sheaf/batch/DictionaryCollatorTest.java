package dev.sheaf.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.batch.CollateException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DictionaryCollatorTest {
  private static final DictionaryCollator STACKING = DictionaryCollator.stacking();

  @Test
  void mapsBecomeAMapOfColumnsInTheOrderOfTheFirstRow() {
    Map<String, Object> first = row("b", 1L, "a", "x");
    Map<String, Object> second = row("a", "y", "b", 2L);
    Map<String, Object> batch = STACKING.collateMaps(List.of(first, second));
    assertEquals(List.of("b", "a"), List.copyOf(batch.keySet()));
    assertEquals(row("b", List.of(1L, 2L), "a", List.of("x", "y")), batch);
    assertThrows(UnsupportedOperationException.class, () -> batch.put("c", 1));
  }

  @Test
  void listsBecomeAListOfColumns() {
    assertEquals(
        List.of(List.of(1L, 3L), row("x", List.of("a", "b"))),
        STACKING.collate(List.of(List.of(1L, row("x", "a")), List.of(3L, row("x", "b")))));
    assertEquals(List.of(), STACKING.collate(List.of(List.of(), List.of())));
  }

  @Test
  void arraysAreStackedInNativeMemory() {
    NdArray batch = (NdArray) STACKING.collate(List.of(longs(1, 2), longs(3, 4)));
    assertEquals(Int64Array.of(Shape.of(2, 2), 1, 2, 3, 4), batch);
    assertTrue(batch.segment().isNative());
    assertEquals(Int64Array.of(Shape.of(1), 5), STACKING.collate(List.of(Int64Array.of(Shape.of(), 5))));
  }

  @Test
  void allColumnsOfArraysAreAligned() {
    DictionaryCollator collator = DictionaryCollator.padding(Padding.with(0).masked()).withNumbersAsArrays();
    Map<String, Object> batch =
        collator.collateMaps(List.of(row("a", longs(1), "b", 5), row("a", longs(1, 2), "b", 6)));
    Padded<?> padded = assertInstanceOf(Padded.class, batch.get("a"));
    for (NdArray part :
        List.of(padded.values(), padded.lengths(), padded.mask().orElseThrow(), array(batch, "b"))) {
      assertEquals(0, part.segment().address() % 64);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stacksAndPadsEveryDtype(DType dtype) {
    NdArray one = longs(1).convertExactly(dtype);
    NdArray none = one.slice(0, 0);
    assertEquals(
        Int64Array.of(Shape.of(2, 1), 1, 1).convertExactly(dtype), STACKING.collate(List.of(one, one)));
    Padded<?> padded = (Padded<?>) DictionaryCollator.padding(Padding.with(1)).collate(List.of(one, none));
    assertEquals(Int64Array.of(Shape.of(2, 1), 1, 1).convertExactly(dtype), padded.values());
    assertEquals(longs(1, 0), padded.lengths());
  }

  @Test
  void padsAlongTheFirstAxis() {
    Padded<?> padded =
        (Padded<?>)
            DictionaryCollator.padding(Padding.with(-1).toMultipleOf(2).at(Padding.Side.START))
                .collate(List.of(Int64Array.of(Shape.of(1, 2), 1, 2), Int64Array.of(Shape.of(0, 2))));
    assertEquals(Int64Array.of(Shape.of(2, 2, 2), -1, -1, 1, 2, -1, -1, -1, -1), padded.values());
    assertEquals(longs(1, 0), padded.lengths());
  }

  @Test
  void padsSomePlacesOtherwise() {
    DictionaryCollator collator =
        DictionaryCollator.padding(Padding.with(0))
            .padding(at("a[0]"), Padding.with(7))
            .padding(at("a[0]"), Padding.with(8))
            .stacking(at("b"));
    Map<String, Object> batch =
        collator.collateMaps(
            List.of(
                row("a", List.of(longs(1), longs(1)), "b", longs(5)),
                row("a", List.of(longs(1, 2), longs(1, 2)), "b", longs(6))));
    List<?> inner = assertInstanceOf(List.class, batch.get("a"));
    assertEquals(Int64Array.of(Shape.of(2, 2), 1, 7, 1, 2), ((Padded<?>) inner.get(0)).values());
    assertEquals(Int64Array.of(Shape.of(2, 2), 1, 0, 1, 2), ((Padded<?>) inner.get(1)).values());
    assertEquals(Int64Array.of(Shape.of(2, 1), 5, 6), batch.get("b"));
  }

  @Test
  void placesAreKeysAndIndices() {
    List<ColumnPath> asked = new ArrayList<>();
    STACKING
        .stacking(path -> !asked.add(path))
        .collate(List.of(row("x.y", List.of(row("z", longs(1)), longs(2)))));
    assertEquals(
        List.of(new ColumnPath(List.of("x.y", 0L, "z")), new ColumnPath(List.of("x.y", 1L))), asked);
    assertThrows(IllegalArgumentException.class, () -> new ColumnPath(List.of(1)));
  }

  @Test
  void numbersBecomeArraysWhereThatIsAskedFor() {
    DictionaryCollator collator = STACKING.withNumbersAsArrays();
    assertEquals(longs(1, Long.MAX_VALUE), collator.collate(List.of(1L, Long.MAX_VALUE)));
    assertEquals(Int32Array.of(Shape.of(2), 1, 2), collator.collate(List.of(1, 2)));
    assertEquals(Float64Array.of(Shape.of(1), Double.NaN), collator.collate(List.of(Double.NaN)));
    assertEquals(Float32Array.of(Shape.of(1), 0.5f), collator.collate(List.of(0.5f)));
    assertEquals(BoolArray.of(Shape.of(2), true, false), collator.collate(List.of(true, false)));
    assertEquals(DType.INT16, ((NdArray) collator.collate(List.of((short) 1))).dtype());
    assertEquals(DType.INT8, ((NdArray) collator.collate(List.of((byte) 1))).dtype());
    assertEquals(List.of("a"), collator.collate(List.of("a")));
  }

  @Test
  void fillsABatchUpToANumberOfRows() {
    DictionaryCollator collator = STACKING.filledTo(4, 9);
    assertEquals(List.of(1L, 2L, 9L, 9L), collator.collate(List.of(1L, 2L)));
    assertEquals(List.of(0.5, 9.0, 9.0, 9.0), collator.collate(List.of(0.5)));
    assertEquals(List.of(1, 2, 3, 4), collator.collate(List.of(1, 2, 3, 4)));
    assertEquals(Int64Array.of(Shape.of(4, 1), 5, 9, 9, 9), collator.collate(List.of(longs(5))));
    assertEquals(longs(1, 9, 9, 9), collator.withNumbersAsArrays().collate(List.of(1L)));
    assertEquals(List.of(List.of(1L, 9L, 9L, 9L)), collator.collate(List.of(List.of(1L))));
    assertEquals(List.of(1.0, 0.5), STACKING.filledTo(2, 0.5).collate(List.of(1.0)));
  }

  @Test
  void rowsThatAreFilledUpHaveNoElementsWherePaddingStands() {
    Padded<?> padded =
        (Padded<?>)
            DictionaryCollator.padding(Padding.with(7).masked()).filledTo(2, 0).collate(List.of(longs(1, 2)));
    assertEquals(Int64Array.of(Shape.of(2, 2), 1, 2, 7, 7), padded.values());
    assertEquals(longs(2, 0), padded.lengths());
    assertEquals(BoolArray.of(Shape.of(2, 2), true, true, false, false), padded.mask().orElseThrow());
  }

  @Test
  void refusesToFillUpWithWhatTheRowsAreNot() {
    PaddingException whole =
        assertThrows(PaddingException.class, () -> STACKING.filledTo(2, 1.5).collate(List.of(row("a", 3L))));
    assertEquals("\"a\": expected a pad value that int64 has, found 1.5", whole.getMessage());
    assertRefused(
        Rule.KIND,
        "",
        "row 0 of the batch: expected a number, as the batch is filled up with numbers, found a text, \"a\"",
        STACKING.filledTo(2, 0),
        "a");
    assertEquals(
        "expected at most 2 rows, to which a batch is filled up, found 3",
        assertThrows(
                IllegalArgumentException.class, () -> STACKING.filledTo(2, 0).collate(List.of(1L, 2L, 3L)))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> STACKING.filledTo(0, 0));
  }

  @Test
  void refusesABatchOfNothing() {
    assertRefused(Rule.EMPTY, "", "row 0 of the batch: expected at least one row, found none", STACKING);
  }

  @Test
  void refusesValuesOfTwoKinds() {
    assertRefused(
        Rule.KIND, "", "row 1 of the batch: expected a Long, 1, as in row 0, found a text, \"a\"", STACKING, 1L, "a");
    assertRefused(
        Rule.KIND, "", "row 1 of the batch: expected a Double, 1.5, as in row 0, found a Long, 2", STACKING, 1.5, 2L);
    assertRefused(
        Rule.KIND, "", "row 2 of the batch: expected a Long, 1, as in row 0, found a Boolean, true", STACKING, 1L, 2L,
        true);
    assertRefused(
        Rule.KIND, "", "row 1 of the batch: expected a Long, 1, as in row 0, found an Integer, 1", STACKING, 1L, 1);
    assertRefused(
        Rule.KIND, "a[1]", "\"a[1]\" of row 1 of the batch: expected a text, \"x\", as in row 0, found a Long, 2",
        STACKING, row("a", List.of(1L, "x")), row("a", List.of(1L, 2L)));
    assertRefused(
        Rule.KIND, "", "row 1 of the batch: expected a list, as in row 0, found a map of [a]", STACKING, List.of(1L),
        row("a", 1L));
    assertRefused(
        Rule.KIND, "", "row 1 of the batch: expected a map, as in row 0, found a list of 1", STACKING, row("a", 1L),
        List.of(1L));
    assertRefused(
        Rule.KIND, "", "row 1 of the batch: expected an array, as in row 0, found a list of 1", STACKING, longs(1),
        List.of(1L));
  }

  @Test
  void refusesNull() {
    assertRefused(Rule.KIND, "", "row 1 of the batch: expected a Long, 1, as in row 0, found null", STACKING, 1L, null);
    Map<String, @Nullable Object> none = new LinkedHashMap<>();
    none.put("a", null);
    assertRefused(Rule.KIND, "a", "\"a\" of row 0 of the batch: expected a value, found null", STACKING, none);
  }

  @Test
  void takesObjectsThatItDoesNotKnowAsTheyAre() {
    Path path = Path.of("a");
    Thread thread = Thread.currentThread();
    assertEquals(List.of(path, thread), STACKING.collate(List.of(path, thread)));
    byte[] bytes = {1};
    assertArrayEquals(bytes, (byte[]) assertInstanceOf(List.class, STACKING.collate(List.of(bytes))).getFirst());
  }

  @Test
  void refusesListsAndMapsOfSeveralSizes() {
    assertRefused(
        Rule.SIZE, "", "row 1 of the batch: expected a list of 2, as in row 0, found a list of 1", STACKING,
        List.of(1L, 2L), List.of(3L));
    assertRefused(
        Rule.SIZE, "a", "\"a\" of row 1 of the batch: expected the keys of row 0, [x], found the keys [x, y]", STACKING,
        row("a", row("x", 1L)), row("a", row("x", 1L, "y", 2L)));
  }

  @Test
  void refusesAKeyThatIsMissing() {
    assertRefused(
        Rule.MISSING, "a.x", "\"a.x\" of row 1 of the batch: expected the keys of row 0, [x], found the keys [y]",
        STACKING, row("a", row("x", 1L)), row("a", row("y", 2L)));
  }

  @Test
  void refusesArraysOfSeveralDtypesOrShapes() {
    Float32Array real = Float32Array.of(Shape.of(1), 1.5f);
    assertRefused(
        Rule.DTYPE, "", "row 1 of the batch: expected an array of int64, as in row 0, found an array, float32 (1,)",
        STACKING, longs(1), real);
    assertRefused(
        Rule.SHAPE, "", "row 1 of the batch: expected an array of shape (2,), as in row 0, found an array, int64 (1,)",
        STACKING, longs(1, 2), longs(1));
    DictionaryCollator padding = DictionaryCollator.padding(Padding.with(0));
    assertRefused(
        Rule.SHAPE, "",
        "row 1 of the batch: expected an array that is longer or shorter than int64 (1, 2) in row 0, found an array,"
            + " int64 (1, 3)",
        padding, Int64Array.of(Shape.of(1, 2), 1, 2), Int64Array.of(Shape.of(1, 3), 1, 2, 3));
    assertRefused(
        Rule.SHAPE, "", "row 0 of the batch: expected an array with an axis to pad, found an array, int64 ()", padding,
        Int64Array.of(Shape.of(), 1));
  }

  @Test
  void refusesAPadValueThatTheArraysDoNotHave() {
    PaddingException refusal =
        assertThrows(
            PaddingException.class,
            () -> DictionaryCollator.padding(Padding.with(1.5)).collate(List.of(row("a", longs(1)))));
    assertEquals("\"a\": expected a pad value that int64 has, found 1.5", refusal.getMessage());
    assertEquals("a", refusal.column());
  }

  private static void assertRefused(
      Rule rule, String path, String message, DictionaryCollator collator, @Nullable Object... rows) {
    CollateException refusal =
        assertThrows(CollateException.class, () -> collator.collate(Arrays.asList(rows)));
    assertEquals(message, refusal.getMessage());
    assertEquals(rule, refusal.rule());
    assertEquals(path, refusal.path());
    assertTrue(message.contains("row " + refusal.row() + " of the batch"));
    assertEquals("batch", refusal.file());
    assertEquals(-1, refusal.offset());
  }

  private static NdArray array(Map<String, Object> batch, String key) {
    return assertInstanceOf(NdArray.class, batch.get(key));
  }

  private static Predicate<ColumnPath> at(String text) {
    return path -> path.toString().equals(text);
  }

  private static Map<String, Object> row(Object... entries) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      row.put((String) entries[i], entries[i + 1]);
    }
    return row;
  }

  private static Int64Array longs(long... values) {
    return Int64Array.of(Shape.of(values.length), values);
  }
}
