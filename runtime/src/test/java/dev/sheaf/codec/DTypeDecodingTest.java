package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.BFloat16Array;
import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Complex;
import dev.sheaf.array.Complex128Array;
import dev.sheaf.array.Complex64Array;
import dev.sheaf.array.Float16Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.Int8Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt64Array;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is special to each dtype, on the wire and as declared.
final class DTypeDecodingTest {
  private static NdArray read(DType declared, String json) {
    return Rows.read(json.getBytes(StandardCharsets.UTF_8), Rows.bare(declared, "..."), JsonReader.CHUNK_BYTES)[0];
  }

  private static String encoded(DType wire, String shape, String buffer, String encoding) {
    return """
        {"shape":[%s],"dtype":"%s","data":{"buffer":%s,"encoding":"%s"}}""".formatted(shape, wire, buffer, encoding);
  }

  private static DecodeException refusal(Rule rule, DType declared, String json) {
    DecodeException refusal = assertThrows(DecodeException.class, () -> read(declared, json), json);
    assertEquals(rule, refusal.rule(), refusal.getMessage());
    return refusal;
  }

  @ParameterizedTest
  @EnumSource
  void readsItsOwnBytesAsTheyAre(DType dtype) {
    byte[] bytes = new byte[2 * dtype.byteSize()];
    bytes[bytes.length - dtype.byteSize()] = 1;
    String text = Base64.getEncoder().encodeToString(bytes);
    NdArray found = read(dtype, encoded(dtype, "2", "\"" + text + "\"", "base64"));
    assertEquals(dtype, found.dtype());
    assertArrayEquals(bytes, found.segment().toArray(ValueLayout.JAVA_BYTE));
  }

  @ParameterizedTest
  @EnumSource
  void readsOneAsEveryWireTypeThatConvertsToIt(DType declared) {
    NdArray expected = Int8Array.of(Shape.of(2), (byte) 1, (byte) 0).convertExactly(declared);
    for (DType wire : DType.values()) {
      String json = encoded(wire, "2", "[1,0]", "json");
      boolean known = wire != DType.BFLOAT16 || declared == DType.BFLOAT16;
      if (known && wire.convertsTo(declared)) {
        assertEquals(expected, read(declared, json), wire + " to " + declared);
      } else {
        refusal(Rule.DTYPE, declared, json);
      }
    }
  }

  @Test
  void aByteThatIsNoBooleanIsTrueAndBecomesOne() {
    NdArray found = read(DType.BOOL, encoded(DType.BOOL, "3", "\"AAL/\"", "base64"));
    assertArrayEquals(new byte[] {0, 1, 1}, found.segment().toArray(ValueLayout.JAVA_BYTE));
    assertEquals(
        Int8Array.of(Shape.of(3), (byte) 0, (byte) 1, (byte) 1),
        read(DType.INT8, encoded(DType.BOOL, "3", "\"AAL/\"", "base64")));
  }

  @Test
  void booleansAreZeroAndOneOnlyAndBareOnesAreWords() {
    BoolArray expected = BoolArray.of(Shape.of(4), true, false, true, false);
    assertEquals(expected, read(DType.BOOL, encoded(DType.BOOL, "4", "[true,0,1.0,-0.0]", "json")));
    assertEquals(expected, read(DType.BOOL, "[true,false,true,false]"));
    for (String other : new String[] {"2", "-1", "0.5", "NaN", "null", "\"true\"", "{}", "1e400"}) {
      refusal(Rule.VALUE, DType.BOOL, encoded(DType.BOOL, "1", "[" + other + "]", "json"));
    }
    DecodeException refusal = refusal(Rule.DTYPE, DType.BOOL, "[true,0]");
    assertEquals("row.json, byte 6, field data: expected booleans, found 0 [dtype]", refusal.getMessage());
  }

  @Test
  void aListWithoutElementsIsNoListOfIntegersOrBooleans() {
    refusal(Rule.DTYPE, DType.BOOL, "[]");
    refusal(Rule.DTYPE, DType.UINT8, "[[],[]]");
    assertEquals(Float16Array.of(Shape.of(2, 0)), read(DType.FLOAT16, "[[],[]]"));
  }

  @Test
  void integersStayExactUpToTheirEnds() {
    assertEquals(UInt8Array.of(Shape.of(2), 0, 255), read(DType.UINT8, "[0,255]"));
    assertEquals(UInt64Array.of(Shape.of(2), 81, -1), read(DType.UINT64, "[81,18446744073709551615]"));
    DecodeException refusal = refusal(Rule.RANGE, DType.UINT8, "[0,256]");
    assertEquals("row.json, byte 3, field data: expected a number that fits uint8, found 256 [range]", refusal.getMessage());
    refusal(Rule.RANGE, DType.UINT8, "[-1]");
    refusal(Rule.RANGE, DType.UINT64, "[18446744073709551616]");
    refusal(Rule.INTEGER, DType.UINT8, encoded(DType.UINT8, "1", "[0.5]", "json"));
  }

  @Test
  void saysWhichOfTwoTypesANumberDoesNotFit() {
    assertMisfit(DType.INT8, encoded(DType.INT64, "2", "[0,300]", "json"), "a number that fits int8", "300");
    assertMisfit(DType.INT8, encoded(DType.INT16, "1", "[40000]", "json"), "a number that fits int16", "40000");
    assertMisfit(DType.FLOAT32, encoded(DType.FLOAT64, "1", "[1e39]", "json"), "a number that fits float32", "1e39");
    assertMisfit(
        DType.INT8,
        encoded(DType.INT16, "2", "\"AACAAA==\"", "base64"),
        "numbers that fit int8",
        "128 at element 1");
  }

  private static void assertMisfit(DType declared, String json, String expected, String found) {
    DecodeException refusal = refusal(Rule.RANGE, declared, json);
    assertEquals(expected, refusal.expected());
    assertEquals(found, refusal.found());
  }

  @ParameterizedTest
  @CsvSource({
    // The last that rounds down, and the first that rounds to infinity.
    "FLOAT16, 65519.99, 65520", "BFLOAT16, 3.39e38, 3.3961775292304601e38", "COMPLEX64, 3.4028235677973362e38, 3.4028236e38"
  })
  void refusesANumberThatWouldBecomeInfinite(DType declared, String last, String first) {
    assertEquals(1, read(declared, "[" + last + "]").size());
    refusal(Rule.RANGE, declared, "[" + first + "]");
    refusal(Rule.RANGE, declared, "[-" + first + "]");
    refusal(Rule.RANGE, declared, encoded(DType.FLOAT64, "1", "[" + first + "]", "json"));
  }

  @Test
  void roundsToTheTypeOfTheWireFirst() {
    // As float32 it is the middle between two of float16; as it stands it lies above.
    String json = "[1.00048828126]";
    assertEquals(Float16Array.of(Shape.of(1), 1), read(DType.FLOAT16, encoded(DType.FLOAT32, "1", json, "json")));
    assertEquals(
        Float16Array.ofBits(Shape.of(1), (short) 0x3C01), read(DType.FLOAT16, encoded(DType.FLOAT64, "1", json, "json")));
    refusal(Rule.RANGE, DType.FLOAT16, encoded(DType.FLOAT32, "1", "[65519.9999]", "json"));
  }

  @Test
  void aBFloat16RoundsADoubleOnce() {
    // A little above a middle, by less than a float shows.
    assertEquals(
        BFloat16Array.ofBits(Shape.of(2), (short) 0x3F81, (short) 0x3F80),
        read(DType.BFLOAT16, "[1.00390625000001, 1.00390625]"));
  }

  @Test
  void onlyADeclaredBFloat16IsKnownToTheWire() {
    String json = encoded(DType.BFLOAT16, "1", "\"gD8=\"", "base64");
    assertEquals(BFloat16Array.of(Shape.of(1), 1), read(DType.BFLOAT16, json));
    refusal(Rule.DTYPE, DType.FLOAT32, json);
  }

  @ParameterizedTest
  @CsvSource({
    "1+2j, 1, 2", "1-2J, 1, -2", "(3-4j), 3, -4", "j, 0, 1", "-j, 0, -1", "1+j, 1, 1", "2j, 0, 2", "7, 7, 0",
    "' ( 1e3+2e-3j ) ', 1000, 0.002", "nan+infj, NaN, Infinity", "-inf, -Infinity, 0", "-0-0j, -0.0, -0.0",
    "1_0+.5j, 10, 0.5", "1e5j, 0, 100000", "+1+1.j, 1, 1"
  })
  void readsComplexNumbersAsPythonDoes(String text, double real, double imaginary) {
    String json = encoded(DType.COMPLEX128, "1", "[\"" + text + "\"]", "json");
    assertEquals(new Complex(real, imaginary), ((Complex128Array) read(DType.COMPLEX128, json)).getFlat(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "1+2i", "1 + 2j", "1+2", "2j+1", "(1+2j", "1__0j", "0x1+0j", "()", "((1))", "1+-2j", "--j", "jj", "+",
        "1e", "[1,2]"
      })
  void refusesTextsThatAreNoComplexNumbers(String text) {
    refusal(Rule.VALUE, DType.COMPLEX64, encoded(DType.COMPLEX64, "1", "[\"" + text + "\"]", "json"));
  }

  @Test
  void aComplexNumberIsAlsoARealOneOrNone() {
    assertEquals(
        Complex64Array.of(Shape.of(3), 1, 0, 2.5f, 0, Float.NaN, Float.NaN),
        read(DType.COMPLEX64, encoded(DType.COMPLEX64, "3", "[true,2.5,null]", "json")));
    assertEquals(Complex64Array.of(Shape.of(2), 1, 0, -2.5f, 0), read(DType.COMPLEX64, "[1,-2.5]"));
    refusal(Rule.VALUE, DType.COMPLEX64, "[\"1+2j\"]");
    refusal(Rule.VALUE, DType.COMPLEX64, "[null]");
    refusal(Rule.VALUE, DType.COMPLEX64, encoded(DType.COMPLEX64, "2", "[true,\"1j\"]", "json"));
    refusal(Rule.JSON_COUNT, DType.COMPLEX64, encoded(DType.COMPLEX64, "1", "[[1,2]]", "json"));
    refusal(Rule.RANGE, DType.COMPLEX64, encoded(DType.COMPLEX128, "1", "[\"1+1e39j\"]", "json"));
    refusal(Rule.RANGE, DType.COMPLEX128, encoded(DType.COMPLEX128, "1", "[\"1e400j\"]", "json"));
  }

  // Without a declared dtype.

  private static NdArray inferred(String json) {
    try (InputFile file =
        InputFile.of("row.json", MemorySegment.ofArray(json.getBytes(StandardCharsets.UTF_8)))) {
      JsonReader in = new JsonReader(file, DecodeLimits.DEFAULT, JsonReader.CHUNK_BYTES);
      Elements elements = Elements.inferred(in, new DecodeContext(Path.of(""), DecodeOptions.DEFAULT, _ -> {}));
      long[] dims = new NestedList(in, elements).read();
      MemorySegment values = elements.toSegment();
      return NdArray.wrap(elements.dtype(), values, Shape.of(dims));
    }
  }

  @Test
  void elementsDecideTheirDtypeWhereNobodyElseDoes() {
    assertEquals(BoolArray.of(Shape.of(2), true, false), inferred("[true,false]"));
    assertEquals(Int64Array.of(Shape.of(3), 1, -2, 1), inferred("[1,-2,true]"));
    assertEquals(Int64Array.of(Shape.of(), 7), inferred("7"));
    assertEquals(UInt64Array.of(Shape.of(2), 1, -1), inferred("[1,18446744073709551615]"));
    assertEquals(Float64Array.of(Shape.of(2, 1), 1, 2.5), inferred("[[1],[2.5]]"));
    assertEquals(Float64Array.of(Shape.of(3), 1, Double.NaN, 0), inferred("[true,NaN,false]"));
    assertEquals(Float64Array.of(Shape.of(0)), inferred("[]"));
  }

  @Test
  void integersOnBothSidesOfAll64BitTypesBecomeDoubles() {
    assertEquals(Float64Array.of(Shape.of(3), -1, 0x1p64, 3), inferred("[-1,18446744073709551615,3]"));
    assertEquals(Float64Array.of(Shape.of(3), 0x1p64, -1, 3), inferred("[18446744073709551615,-1,3]"));
    assertEquals(Float64Array.of(Shape.of(2), 0x1p64, 0.5), inferred("[18446744073709551615,0.5]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\"", "[null]", "[1,\"2\"]", "[18446744073709551616]", "[{}]"})
  void refusesUndeclaredElementsThatAreNoNumbers(String json) {
    DecodeException refusal = assertThrows(DecodeException.class, () -> inferred(json));
    assertEquals(Rule.VALUE, refusal.rule(), refusal.getMessage());
  }
}
