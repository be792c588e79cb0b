package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ArrayDecodingTest {
  private static final RecordSchema PAIR =
      Rows.of(Rows.field("image", DType.FLOAT32, "N, 3"), Rows.field("label", DType.INT64, "N"));

  /// All forms, and all kinds of elements, in a text small enough to try every place of it.
  private static final String PAYLOAD =
      """
      { "image": {"object_type":"array","data":{"encoding":"base64","buffer":"AACAPwAAAEAAAEBAAACAQAAAoEAAAMBA"},
          "shape":[2,3],"dtype":"float32"},
        "l\\u0061bel" : {"shape":[2] , "dtype":"uint64",
          "data":{"buffer":[ 9223372036854775807 ,12.0e1 ],"encoding":"json"}} }
      """;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsBothFieldsInAnyEncoding() {
    NdArray[] row = Rows.read(bytes(PAYLOAD), PAIR, JsonReader.CHUNK_BYTES);
    assertEquals(Float32Array.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6), row[0]);
    assertEquals(Int64Array.of(Shape.of(2), Long.MAX_VALUE, 120), row[1]);
  }

  @Test
  void givesTheSameForChunksOfAnySize() {
    NdArray[] whole = Rows.read(bytes(PAYLOAD), PAIR, JsonReader.CHUNK_BYTES);
    for (int chunkBytes = 1; chunkBytes < PAYLOAD.length() + 2; chunkBytes++) {
      assertArrayEquals(whole, Rows.read(bytes(PAYLOAD), PAIR, chunkBytes), "chunks of " + chunkBytes);
    }
  }

  @Test
  void givesTheSameForChunksOfAnySizeOnNestedLists() {
    String json = "[[1.25, -0.0,1e-3],[123456789.123456789,NaN,-Infinity ]\n, [ 7,8.5E+2,9]]";
    NdArray whole = Rows.float32(json);
    for (int chunkBytes = 1; chunkBytes < json.length() + 2; chunkBytes++) {
      assertEquals(
          whole, Rows.read(bytes(json), Rows.bare(DType.FLOAT32, "..."), chunkBytes)[0], "chunks of " + chunkBytes);
    }
  }

  @Test
  void readsNumbersOfAnyLengthAlikeWhereverAChunkEnds() {
    List<String> numbers = new ArrayList<>(List.of("-0", "0e99999", "1e-99999", "1.5e-7", "4.9e-324", "1.7976931348623157e308"));
    for (int length : new int[] {1, 7, 8, 9, 15, 16, 17, 18, 19, 20, 24, 100, 800}) {
      numbers.add("0." + "0123456789".repeat(80).substring(0, length));
      numbers.add("-0." + "0".repeat(length) + "1");
      numbers.add("9".repeat(Math.min(length, 300)) + ".50");
    }
    String json = "[[" + String.join(",", numbers) + "],[" + String.join(" ,\n ", numbers) + "]]";
    double[] expected =
        Stream.concat(numbers.stream(), numbers.stream()).mapToDouble(Double::parseDouble).toArray();
    Float64Array whole = Float64Array.of(Shape.of(2, numbers.size()), expected);
    for (int chunkBytes = 1; chunkBytes < json.length() + 2; chunkBytes++) {
      assertEquals(
          whole, Rows.read(bytes(json), Rows.bare(DType.FLOAT64, "..."), chunkBytes)[0], "chunks of " + chunkBytes);
    }
  }

  @Test
  void readsIntegersAlikeWhereverAChunkEnds() {
    String json = "[[0,-1,12345678],[123456789012345678,9223372036854775807,-9223372036854775808],[-0 , 7 ,\n99]]";
    Int64Array whole =
        Int64Array.of(Shape.of(3, 3), 0, -1, 12345678, 123456789012345678L, Long.MAX_VALUE, Long.MIN_VALUE, 0, 7, 99);
    for (int chunkBytes = 1; chunkBytes < json.length() + 2; chunkBytes++) {
      assertEquals(
          whole, Rows.read(bytes(json), Rows.bare(DType.INT64, "..."), chunkBytes)[0], "chunks of " + chunkBytes);
    }
  }

  @Test
  void refusesListsOfUnequalLengthInTheMiddle() {
    RecordSchema schema = Rows.bare(DType.FLOAT32, "...");
    for (String last : List.of("[5]", "[5,6,7]", "[]", "5", "[[5,6]]")) {
      assertRule(Rule.SHAPE, "[[1,2],[3,4]," + last + ",[8,9]]", schema, DecodeOptions.DEFAULT);
    }
    assertRule(Rule.SHAPE, "[[[1,2],[3,4]],[[5,6]],[[7,8],[9,10]]]", schema, DecodeOptions.DEFAULT);
    assertRule(Rule.SHAPE, "[[[1,2],[3,4]],[[5,6],[7,8],[9,10]]]", schema, DecodeOptions.DEFAULT);
  }

  @Test
  void refusesAPayloadThatIsCutOffAnywhere() {
    byte[] whole = bytes(PAYLOAD.strip());
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      for (int chunkBytes : new int[] {7, JsonReader.CHUNK_BYTES}) {
        DecodeException refusal =
            assertThrows(DecodeException.class, () -> Rows.read(cut, PAIR, chunkBytes), "cut at byte " + length);
        assertEquals(Rule.JSON, refusal.rule(), "cut at byte " + length + ": " + refusal.getMessage());
      }
    }
  }

  @Test
  void readsOrRefusesAPayloadWithAnyByteChanged() {
    byte[] whole = bytes(PAYLOAD);
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("seed of the mutations: " + seed);
    Random random = new Random(seed);
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          for (int at = 0; at < whole.length; at++) {
            for (int round = 0; round < 24; round++) {
              byte[] mutated = whole.clone();
              mutated[at] = round < 8 ? (byte) (whole[at] ^ 1 << round) : (byte) random.nextInt(256);
              readOrRefuse(mutated);
            }
          }
        });
  }

  private static void readOrRefuse(byte[] json) {
    try {
      assertEquals(2, Rows.read(json, PAIR, JsonReader.CHUNK_BYTES).length);
    } catch (DecodeException e) {
      assertTrue(e.offset() >= 0 && e.offset() <= json.length, e.getMessage());
    }
  }

  @Test
  void repeatsAnAxisOfOneAsDeclaredUnlessAnElementVanishes() {
    RecordSchema rows = Rows.bare(DType.FLOAT32, "2, 3");
    assertEquals(
        Float32Array.of(Shape.of(2, 3), 1, 2, 3, 1, 2, 3),
        Rows.read(bytes("[[1, 2, 3]]"), rows, JsonReader.CHUNK_BYTES)[0]);

    RecordSchema none = Rows.bare(DType.FLOAT32, "0, ?");
    assertEquals(Float32Array.of(Shape.of(0, 0)), Rows.read(bytes("[[]]"), none, JsonReader.CHUNK_BYTES)[0]);
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> Rows.read(bytes("[[1]]"), none, JsonReader.CHUNK_BYTES));
    assertEquals(Rule.SHAPE, refusal.rule());
  }

  @Test
  void roundsDecimalsToDoubleBeforeFloat() {
    // Just above the middle of 1 and the next float; as a double it is that middle, which goes to the even 1.
    Float32Array array = (Float32Array) Rows.float32("[1.00000005960464477539062500001]");
    assertEquals(1f, array.getFlat(0));
  }

  @Test
  void repeatsAnAxisOfOneWhereMoreIsDeclared() {
    NdArray array = Rows.read(bytes("[[1,2]]"), Rows.bare(DType.FLOAT32, "3, ?"), 64)[0];
    assertEquals(Float32Array.of(Shape.of(3, 2), 1, 2, 1, 2, 1, 2), array);
  }

  @Test
  void checksDimensionVariablesAcrossFields() {
    DecodeException refusal =
        assertThrows(
            DecodeException.class,
            () -> Rows.read(bytes("{\"image\":[[1,2,3],[4,5,6]],\"label\":[1,2,3]}"), PAIR, 64));
    assertEquals(
        "row.json, byte 35, field label: expected N = 2, as in field image, found N = 3 [shape]", refusal.getMessage());
  }

  @Test
  void stopsAtTheArrayLimitBeforeMoreIsAllocated() {
    DecodeOptions small = DecodeOptions.DEFAULT.withLimits(DecodeLimits.DEFAULT.withMaxArrayBytes(40));
    RecordSchema schema = Rows.bare(DType.FLOAT32, "...");
    assertEquals(10, Rows.read(bytes("[1,2,3,4,5,6,7,8,9,10]"), schema, 64, small)[0].size());
    assertRule(Rule.LIMIT, "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]", schema, small);
    assertRule(Rule.LIMIT, encoded("[12]", "\"" + "AAAA".repeat(16) + "\"", "base64"), schema, small);
  }

  @Test
  void stopsAtTheDepthAndTextLimits() {
    DecodeOptions small = DecodeOptions.DEFAULT.withLimits(DecodeLimits.DEFAULT.withMaxDepth(3).withMaxNameBytes(8));
    RecordSchema schema = Rows.bare(DType.FLOAT32, "...");
    assertEquals(1, Rows.read(bytes("[[[1]]]"), schema, 64, small)[0].size());
    assertRule(Rule.LIMIT, "[[[[1]]]]", schema, small);
    assertRule(Rule.LIMIT, "{\"123456789\":1}", schema, small);
    assertRule(Rule.LIMIT, "[0.12345678]", schema, small);
  }

  @Test
  void allocatesNothingForACountThatTheDataCannotHold() {
    RecordSchema schema = Rows.bare(DType.FLOAT32, "?");
    assertRule(Rule.JSON_COUNT, encoded("[1000000000000000]", "[1]", "json"), schema, DecodeOptions.DEFAULT);
    assertRule(Rule.BASE64_LENGTH, encoded("[1000000000000000]", "\"AAAA\"", "base64"), schema, DecodeOptions.DEFAULT);
  }

  @Test
  @Timeout(20)
  void repeatsNothingOfAnArrayWithoutElements() {
    String json = encoded("[1000000000000000000,1,0]", "\"\"", "base64");
    assertEquals(
        Shape.of(1_000_000_000_000_000_000L, 5, 0),
        Rows.read(bytes(json), Rows.bare(DType.FLOAT32, "?, 5, ?"), 64)[0].shape());
  }

  @Test
  void repeatsAnAxisInTheMiddle() {
    NdArray array = Rows.read(bytes("[[[1,2]],[[3,4]]]"), Rows.bare(DType.FLOAT32, "?, 2, 2"), 64)[0];
    assertEquals(Float32Array.of(Shape.of(2, 2, 2), 1, 2, 1, 2, 3, 4, 3, 4), array);
  }

  @Test
  @Timeout(20)
  void aNumberInALongTextNeedsNeitherMuchTimeNorMuchStack() {
    RecordSchema schema = Rows.bare(DType.FLOAT32, "?");
    DecodeOptions options = DecodeOptions.DEFAULT;
    assertRule(Rule.VALUE, encoded("[1]", "[\"" + "1".repeat(65_000) + "x\"]", "json"), schema, options);
    assertRule(Rule.VALUE, encoded("[1]", "[\"" + "1_".repeat(32_000) + "\"]", "json"), schema, options);
    assertRule(Rule.RANGE, encoded("[1]", "[\"" + "1_".repeat(32_000) + "1\"]", "json"), schema, options);
    assertEquals(
        Float32Array.of(Shape.of(4), 1, .5f, 100, 12.5f),
        Rows.read(bytes(encoded("[4]", "[\"1.\",\".5\",\"1_0e0_1\",\"+1_2.5_0\"]", "json")), schema, 64)[0]);
    for (String text : new String[] {"", ".", "1__0", "_1", "1_", "1._5", "e1", "1e", "1.e_1"}) {
      assertRule(Rule.VALUE, encoded("[1]", "[\"" + text + "\"]", "json"), schema, options);
    }
  }

  @Test
  void countsTheBytesOfTheDeclaredTypeAgainstTheLimit() {
    DecodeOptions small = DecodeOptions.DEFAULT.withLimits(DecodeLimits.DEFAULT.withMaxArrayBytes(40));
    String json = encoded("[9]", "\"AAAAAAAAAAAA\"", "base64").replace("float32", "uint8");
    assertEquals(9, Rows.read(bytes(json), Rows.bare(DType.FLOAT32, "?"), 64, small)[0].size());
    assertRule(Rule.LIMIT, json, Rows.bare(DType.FLOAT64, "?"), small);
  }

  private static String encoded(String shape, String buffer, String encoding) {
    return """
        {"shape":%s,"dtype":"float32","data":{"buffer":%s,"encoding":"%s"}}""".formatted(shape, buffer, encoding);
  }

  private static void assertRule(Rule rule, String json, RecordSchema schema, DecodeOptions options) {
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> Rows.read(bytes(json), schema, 64, options), json);
    assertEquals(rule, refusal.rule(), refusal.getMessage());
  }
}
