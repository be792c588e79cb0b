package dev.sheaf.tfds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.TableReader;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.tfrecord.example.ExampleWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the features of a record become.
final class TfdsValuesTest {
  @TempDir Path folder;

  private MadeUp of(String feature, ExampleWriter... records) {
    return MadeUp.of(folder, feature, records);
  }

  private void refuses(String feature, ExampleWriter record, String expected) {
    MadeUp made = of(feature, record);
    CorruptDataException error = assertThrows(CorruptDataException.class, made::value);
    assertTrue(String.valueOf(error.getMessage()).contains(expected), error::getMessage);
    assertTrue(error.file().endsWith("d-train.tfrecord-00000-of-00001 (record 0)"), error.file());
  }

  private static ExampleWriter integers(long... values) {
    return new ExampleWriter().integers("x", values);
  }

  @Test
  void givesNumbersThatJavaHasAsThem() {
    assertEquals(7L, of(MadeUp.tensor("int64", ""), integers(7)).value());
    assertEquals((byte) -7, of(MadeUp.tensor("int8", ""), integers(-7)).value());
    assertEquals(true, of(MadeUp.tensor("bool", ""), integers(1)).value());
    assertEquals(0.5f, of(MadeUp.tensor("float32", ""), new ExampleWriter().floats("x", 0.5f)).value());
    assertEquals(
        NdArray.wrap(DType.UINT64, MemorySegment.ofArray(new long[] {-1}), Shape.of()),
        of(MadeUp.tensor("uint64", ""), integers(-1)).value());
  }

  @Test
  void refusesNumbersThatTheTypeDoesNotHave() {
    refuses(MadeUp.tensor("int8", ""), integers(128), "int8");
    refuses(MadeUp.tensor("bool", ""), integers(2), "bool");
    refuses(MadeUp.tensor("float16", ""), new ExampleWriter().floats("x", 1e6f), "float16");
    refuses(MadeUp.tensor("int64", ""), new ExampleWriter().floats("x", 1), "INT64");
    refuses(MadeUp.tensor("float32", ""), integers(1), "FLOAT");
    refuses(MadeUp.tensor("string", ""), integers(1), "BYTES");
  }

  @Test
  void infersOneUnknownExtent() {
    assertEquals(
        Int32Array.of(Shape.of(2, 2), 1, 2, 3, 4),
        of(MadeUp.tensor("int32", "\"2\", \"-1\""), integers(1, 2, 3, 4)).value());
    assertEquals(Int32Array.of(Shape.of(0, 3)), of(MadeUp.tensor("int32", "\"-1\", \"3\""), integers()).value());
    assertEquals(Int32Array.of(Shape.of(0, 0)), of(MadeUp.tensor("int32", "\"0\", \"-1\""), integers()).value());
    refuses(MadeUp.tensor("int32", "\"2\", \"-1\""), integers(1, 2, 3), "[2, -1]");
    refuses(MadeUp.tensor("int32", "\"2\""), integers(1, 2, 3), "[2]");
    refuses(MadeUp.tensor("int32", ""), integers(1, 2), "[]");
  }

  @Test
  void isEmptyWhereAKeyIsMissingThatMayBe() {
    ExampleWriter nothing = new ExampleWriter().integers("other", 1);
    assertEquals(Int32Array.of(Shape.of(0, 3)), of(MadeUp.tensor("int32", "\"-1\", \"3\""), nothing).value());
    assertEquals(Int32Array.of(Shape.of(0)), of(MadeUp.sequence(MadeUp.tensor("int32", "")), nothing).value());
    assertEquals(List.of(), of(MadeUp.sequence(MadeUp.text()), nothing).value());
    assertEquals(List.of(), of(MadeUp.sequence(MadeUp.sequence(MadeUp.text())), nothing).value());
    refuses(MadeUp.tensor("int32", "\"3\", \"-1\""), nothing, "\"x\"");
    refuses(MadeUp.tensor("int32", ""), nothing, "\"x\"");
    refuses(MadeUp.text(), nothing, "\"x\"");
    refuses(MadeUp.text(), new ExampleWriter().nothing("x"), "without a list");
    refuses(MadeUp.sequence(MadeUp.tensor("int32", ""), 2), nothing, "\"x\"");
  }

  @Test
  void knowsWhichClassesThereAre() {
    assertEquals(-1L, of(MadeUp.label(3), integers(-1)).value());
    assertEquals(2L, of(MadeUp.label(3), integers(2)).value());
    refuses(MadeUp.label(3), integers(3), "from -1 to 2");
    refuses(MadeUp.label(3), integers(-2), "from -1 to 2");
    refuses(MadeUp.sequence(MadeUp.label(3)), integers(0, 1, 3), "from -1 to 2");
    // Nothing is said of how many there are.
    assertEquals(99L, of(MadeUp.label(0), integers(99)).value());
  }

  @Test
  void readsTextsAndBytes() {
    assertEquals("ü", of(MadeUp.text(), new ExampleWriter().texts("x", "ü")).value());
    refuses(MadeUp.text(), new ExampleWriter().bytes("x", new byte[] {-1}), "UTF-8");
    refuses(MadeUp.text(), new ExampleWriter().texts("x", "a", "b"), "one value");
    assertArrayEquals(
        new byte[] {-1},
        (byte[]) of(MadeUp.tensor("string", ""), new ExampleWriter().bytes("x", new byte[] {-1})).value());
    List<?> nested =
        assertInstanceOf(
            List.class,
            of(MadeUp.tensor("string", "\"2\", \"-1\""), new ExampleWriter().texts("x", "a", "b", "c", "d")).value());
    assertEquals(2, nested.size());
    assertArrayEquals(new byte[] {'d'}, (byte[]) ((List<?>) nested.get(1)).get(1));
  }

  @Test
  void boundsHowManyListsOfNothingThereAre() {
    MadeUp few = of(MadeUp.tensor("string", "\"3\", \"0\""), new ExampleWriter().texts("x"));
    assertEquals(List.of(List.of(), List.of(), List.of()), few.value());
    MadeUp many = of(MadeUp.tensor("string", "\"1099511627776\", \"0\""), new ExampleWriter().texts("x"));
    assertThrows(UnsupportedFormatException.class, many::value);
  }

  private static byte[] zlib(byte... bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream stream = new DeflaterOutputStream(compressed)) {
      stream.write(bytes);
    } catch (IOException e) {
      throw new AssertionError("memory takes all bytes", e);
    }
    return compressed.toByteArray();
  }

  private static ExampleWriter stored(byte[] value) {
    return new ExampleWriter().bytes("x", value);
  }

  @Test
  void readsArraysThatAreStoredAsBytes() {
    UInt8Array expected = UInt8Array.ofBits(Shape.of(2, 2), (byte) 1, (byte) 2, (byte) 3, (byte) 4);
    byte[] bytes = {1, 2, 3, 4};
    assertEquals(expected, of(MadeUp.tensor("uint8", "\"2\", \"2\"", "bytes"), stored(bytes)).value());
    assertEquals(expected, of(MadeUp.tensor("uint8", "\"2\", \"2\"", "zlib"), stored(zlib(bytes))).value());
    assertEquals(expected, of(MadeUp.tensor("uint8", "\"-1\", \"2\"", "zlib"), stored(zlib(bytes))).value());
    ExampleWriter shaped = new ExampleWriter().integers("x/shape", 2, 2).bytes("x/value", zlib(bytes));
    assertEquals(expected, of(MadeUp.tensor("uint8", "\"-1\", \"-1\"", "zlib"), shaped).value());
    assertEquals(
        UInt8Array.ofBits(Shape.of(2, 2, 1), (byte) 1, (byte) 2, (byte) 3, (byte) 4),
        of(
                MadeUp.sequence(MadeUp.tensor("uint8", "\"2\", \"1\"", "bytes")),
                new ExampleWriter().bytes("x", new byte[] {1, 2}, new byte[] {3, 4}))
            .value());
  }

  @Test
  void refusesBytesThatAreNotTheArray() {
    String four = MadeUp.tensor("uint8", "\"2\", \"2\"", "zlib");
    refuses(MadeUp.tensor("int16", "\"2\"", "bytes"), stored(new byte[3]), "int16");
    refuses(MadeUp.tensor("bool", "\"1\"", "bytes"), stored(new byte[] {2}), "boolean");
    refuses(four, stored(zlib((byte) 1)), "[2, 2]");
    refuses(four, stored(zlib(new byte[5])), "4 bytes");
    refuses(four, stored(new byte[] {1, 2, 3}), "zlib");
    refuses(four, stored(Arrays.copyOf(zlib(new byte[4]), 8)), "zlib");
    refuses(four, stored(Arrays.copyOf(zlib(new byte[4]), 40)), "zlib");
    String shaped = MadeUp.tensor("uint8", "\"-1\", \"-1\", \"2\"", "zlib");
    byte[] value = zlib(new byte[4]);
    for (long[] shape : new long[][] {{}, {1, 2}, {1, 2, 3}, {-1, -2, 2}, {1, 1, 2}, {1L << 31, 1L << 31, 2}}) {
      refuses(shaped, new ExampleWriter().integers("x/shape", shape).bytes("x/value", value), "x");
    }
    refuses(shaped, new ExampleWriter().bytes("x/value", value), "x/shape");
  }

  @Test
  void boundsWhatBytesExpandTo() {
    MadeUp made = of(MadeUp.tensor("uint8", "\"-1\"", "zlib"), stored(zlib(new byte[100_000])));
    assertEquals(100_000, ((NdArray) made.value()).size());
    assertThrows(UnsupportedFormatException.class, () -> made.value(FormatOptions.DEFAULT.withMaxRecordBytes(50_000)));
  }

  @Test
  void takesRaggedSequencesApart() {
    String ragged = MadeUp.sequence(MadeUp.sequence(MadeUp.tensor("int32", "")));
    ExampleWriter record =
        new ExampleWriter().integers("x/ragged_flat_values", 1, 2, 3, 4, 5).integers("x/ragged_row_lengths_0", 3, 0, 2);
    assertEquals(
        List.of(Int32Array.of(Shape.of(3), 1, 2, 3), Int32Array.of(Shape.of(0)), Int32Array.of(Shape.of(2), 4, 5)),
        of(ragged, record).value());
    String deeper = MadeUp.sequence(MadeUp.sequence(MadeUp.sequence(MadeUp.text())));
    ExampleWriter texts =
        new ExampleWriter()
            .texts("x/ragged_flat_values", "a", "b", "c")
            .integers("x/ragged_row_lengths_0", 2, 0)
            .integers("x/ragged_row_lengths_1", 1, 2);
    assertEquals(List.of(List.of(List.of("a"), List.of("b", "c")), List.of()), of(deeper, texts).value());
  }

  @Test
  void refusesRaggedSequencesThatDoNotAddUp() {
    String ragged = MadeUp.sequence(MadeUp.sequence(MadeUp.tensor("int32", "")));
    for (long[] lengths : new long[][] {{}, {2}, {4}, {-1, 4}, {Long.MAX_VALUE, 1}, {3, Long.MAX_VALUE}}) {
      ExampleWriter record =
          new ExampleWriter().integers("x/ragged_flat_values", 1, 2, 3).integers("x/ragged_row_lengths_0", lengths);
      refuses(ragged, record, "x/ragged_row_lengths_0");
    }
    ExampleWriter three =
        new ExampleWriter().integers("x/ragged_flat_values", 1, 2, 3).integers("x/ragged_row_lengths_0", 3);
    refuses(MadeUp.sequence(MadeUp.sequence(MadeUp.tensor("int32", ""), 2)), three, "2 values");
    refuses(MadeUp.sequence(MadeUp.sequence(MadeUp.tensor("int32", "")), 2), three, "2 values");
  }

  @Test
  void readsSequencesOfRecordsByColumns() {
    String steps =
        MadeUp.sequence(MadeUp.dict(Map.of("a", MadeUp.tensor("int64", ""), "b", MadeUp.tensor("float32", "\"2\""))));
    ExampleWriter record = new ExampleWriter().integers("x/a", 1, 2).floats("x/b", 1, 2, 3, 4);
    assertEquals(
        Map.of("a", Int64Array.of(Shape.of(2), 1, 2), "b", Float32Array.of(Shape.of(2, 2), 1, 2, 3, 4)),
        of(steps, record).value());
    refuses(steps, new ExampleWriter().integers("x/a", 1, 2).floats("x/b", 1, 2), "as many values");
    refuses(steps, new ExampleWriter().integers("x/a", 1, 2), "as many values");
    refuses(steps, new ExampleWriter().integers("x/a", 1, 2).floats("x/b", 1, 2, 3), "[2]");
  }

  @Test
  void leavesOutWhatIsOptional() {
    String maybe =
        """
        {"tensor": {"dtype": "float32", "encoding": "none", "shape": {"dimensions": ["2"]}, "optional": true}}
        """;
    assertNull(of(maybe, new ExampleWriter().integers("other", 1)).valueOrNull(FormatOptions.DEFAULT));
    assertEquals(Float32Array.of(Shape.of(2), 1, 2), of(maybe, new ExampleWriter().floats("x", 1, 2)).value());
  }

  @Test
  void saysThatItCannotReadWhatIsStoredWithoutItsShape() {
    MadeUp made = of(MadeUp.sequence(MadeUp.tensor("int32", "\"-1\"")), integers(1, 2));
    assertThrows(UnsupportedFormatException.class, made::value);
  }

  private static final String FOUR =
      "\"n\": %s, \"v\": %s, \"r\": %s, \"t\": %s"
          .formatted(
              MadeUp.tensor("int32", ""),
              MadeUp.tensor("float32", "\"2\""),
              MadeUp.tensor("int64", "\"-1\", \"1\""),
              MadeUp.text());

  private static ExampleWriter row(int i) {
    return new ExampleWriter()
        .integers("n", i)
        .floats("v", i, -i)
        .integers("r", new long[i])
        .texts("t", "text " + i);
  }

  @Test
  void decodesOnlyTheFieldsThatAreAskedFor() {
    // The text of the record is none.
    ExampleWriter damaged = row(1).bytes("t", new byte[] {-1});
    try (TableReader rows = MadeUp.withFeatures(folder, FOUR, damaged).open()) {
      assertEquals(Map.of("n", 1), rows.row(0, Set.of("n", "unknown")));
      assertThrows(CorruptDataException.class, () -> rows.row(0, Set.of("t")));
      assertEquals(0, ((ColumnValues.Stacked) rows.column(0, 0, 1)).values().shape().rank() - 1);
    }
  }

  @Test
  void givesColumnsInTheFormThatTheirTypesAllow() {
    try (TableReader rows = MadeUp.withFeatures(folder, FOUR, row(0), row(1), row(2)).open()) {
      assertEquals(List.of("n", "v", "r", "t"), rows.schema().fields().stream().map(FieldSchema::name).toList());
      assertEquals(
          new ColumnValues.Stacked(Int32Array.of(Shape.of(3), 0, 1, 2)), rows.column(0, 0, 3));
      assertEquals(
          new ColumnValues.Stacked(Float32Array.of(Shape.of(2, 2), 1, -1, 2, -2)), rows.column(1, 1, 3));
      ColumnValues.Ragged ragged = assertInstanceOf(ColumnValues.Ragged.class, rows.column(2, 0, 3));
      assertArrayEquals(new long[] {0, 0, 1, 3}, ragged.offsets());
      assertEquals(Int64Array.of(Shape.of(3, 1), 0, 0, 0), ragged.values());
      assertEquals(new ColumnValues.Listed(List.of("text 0", "text 1")), rows.column(3, 0, 2));
      assertEquals(0, rows.column(0, 2, 2).rows());
      assertThrows(IndexOutOfBoundsException.class, () -> rows.column(0, 0, 4));
      assertThrows(IndexOutOfBoundsException.class, () -> rows.column(4, 0, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> rows.row(3, Set.of()));
    }
  }
}
