package dev.sheaf.codec;

import static dev.sheaf.codec.Records.array;
import static dev.sheaf.codec.Records.field;
import static dev.sheaf.codec.Records.list;
import static dev.sheaf.codec.Records.map;
import static dev.sheaf.codec.Records.only;
import static dev.sheaf.codec.Records.read;
import static dev.sheaf.codec.Records.refusal;
import static dev.sheaf.codec.Records.scalar;
import static dev.sheaf.codec.Records.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.Float32Array;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecodeOptionsTest {
  private static final DecodeOptions DEFAULT = DecodeOptions.DEFAULT;
  private static final DecodeOptions LAST = DEFAULT.withLastDuplicate();

  private static final RecordSchema PAIR = Records.of(field("a", scalar(Scalar.INT)), field("b", scalar(Scalar.INT)));

  @Test
  void refusesANameThatIsThereTwiceUnlessTheLastCounts() {
    String json = "{\"a\":1,\"b\":2,\"a\":3}";
    assertEquals(
        "payload, byte 17: expected each field once, found \"a\" again [json]",
        refusal(Rule.JSON, json, PAIR).getMessage());
    assertEquals(3, read(json, PAIR, LAST)[0]);
    assertEquals(3, read("{\"a\":1,\"b\":2,\"\\u0061\":3}", PAIR, LAST)[0], "an escaped name is the same name");
    refusal(Rule.TYPE, "{\"a\":[],\"b\":2,\"a\":3}", PAIR, LAST);
  }

  @Test
  void theRuleForNamesThatAreThereTwiceHoldsForMapsUnionsArraysAndInputs() {
    FieldType counts = map(scalar(Scalar.INT));
    refusal(Rule.JSON, counts, "{\"x\":1,\"x\":2}");
    assertEquals(Map.of("x", 2), only(counts, "{\"x\":1,\"x\":2}", LAST));

    String shape = "{\"kind\":\"box\",\"radius\":2,\"kind\":\"circle\"}";
    refusal(Rule.EXTRA, Records.shape(), shape);
    assertEquals("circle", ((SchemaCodec.Variant) only(Records.shape(), shape, LAST)).tag());
    refusal(Rule.JSON, Records.shape(), "{\"kind\":\"box\",\"edge\":2,\"kind\":\"circle\"}");

    FieldType points = array(DType.FLOAT32, "?");
    String first = "\"data\":{\"buffer\":\"AAAA\",\"encoding\":\"base64\",\"compression\":\"lz4\"},\"shape\":[7],";
    String second = "\"data\":{\"buffer\":\"\",\"buffer\":[1,2],\"encoding\":\"base64\",\"encoding\":\"json\"}";
    String encoded = "{\"dtype\":\"int8\",\"dtype\":\"float32\"," + first + second + ",\"shape\":[2]}";
    refusal(Rule.JSON, points, encoded);
    assertEquals(Float32Array.of(Shape.of(2), 1, 2), only(points, encoded, LAST));

    String inputs = "{\"inputs\":{\"a\":1,\"b\":2},\"inputs\":{\"a\":3,\"b\":4}}";
    refusal(Rule.JSON, inputs, PAIR);
    assertEquals(3, read(inputs, PAIR, LAST)[0]);
  }

  @Test
  void whatStandsBeforeTheLastMustBeAsDeclaredButForTheElementsOfAnArray() {
    FieldType points = array(DType.FLOAT32, "?, 2");
    String encoded = "{%s,\"shape\":[1,2],\"dtype\":\"float32\",\"data\":{%s\"buffer\":[1,2],\"encoding\":\"json\"}}";
    refusal(Rule.SHAPE, points, encoded.formatted("\"shape\":[1,3]", ""), LAST);
    refusal(Rule.SHAPE, points, encoded.formatted("\"shape\":[2]", ""), LAST);
    refusal(Rule.SHAPE, points, encoded.formatted("\"shape\":[-1,2]", ""), LAST);
    refusal(Rule.SHAPE, points, encoded.formatted("\"shape\":{}", ""), LAST);
    refusal(Rule.DTYPE, points, encoded.formatted("\"dtype\":\"float31\"", ""), LAST);
    refusal(Rule.TYPE, points, encoded.formatted("\"data\":[]", ""), LAST);
    refusal(Rule.JSON, points, encoded.formatted("\"shape\":[1,2]", "\"buffer\":[1,,],"), LAST);
    Float32Array last = Float32Array.of(Shape.of(1, 2), 1, 2);
    assertEquals(last, only(points, encoded.formatted("\"shape\":[7,2]", ""), LAST));
    assertEquals(last, only(points, encoded.formatted("\"shape\":[1,2]", "\"buffer\":[\"x\",{}],"), LAST));
    assertEquals(
        last, only(points, encoded.formatted("\"data\":{\"buffer\":\"?\",\"encoding\":\"base64\"}", ""), LAST));
  }

  @Test
  void refusesAFieldThatNobodyDeclaredUnlessItIsToBeIgnored() {
    DecodeOptions ignoring = DEFAULT.ignoringUnknown();
    String json = "{\"a\":1,\"more\":{\"x\":[1,null]},\"b\":2}";
    assertEquals(
        "payload, byte 14: expected the fields a, b only, found the field \"more\" [extra]",
        refusal(Rule.EXTRA, json, PAIR).getMessage());
    assertEquals(2, read(json, PAIR, ignoring)[1]);
    assertEquals(2, read("{\"inputs\":{\"a\":1,\"b\":2},\"version\":7}", PAIR, ignoring)[1]);
    refusal(Rule.JSON, "{\"a\":1,\"more\":{\"x\":[1,}},\"b\":2}", PAIR, ignoring);
    refusal(Rule.EXTRA, array(DType.FLOAT32, "?"), "{\"shape\":[1],\"more\":1}", ignoring);
  }

  @Test
  void refusesAMissingFieldWhateverTheOptions() {
    for (DecodeOptions options : new DecodeOptions[] {DEFAULT, DecodeOptions.STRICT, DecodeOptions.REFERENCE}) {
      assertEquals(
          "payload, byte 0: expected the field \"b\", found an object without it [missing]",
          refusal(Rule.MISSING, "{\"a\":1}", PAIR, options).getMessage());
    }
  }

  @Test
  void refusesWhatIsNotOneDocumentInUtf8() {
    RecordSchema note = Records.of(field("v", text()));
    assertEquals("é😀", read("{\"v\":\"é\\ud83d\\ude00\"}", note)[0]);
    refusal(Rule.JSON, "\uFEFF{\"v\":\"\"}", note);
    refusal(Rule.JSON, "{\"v\":\"\"} {}", note);
    refusal(Rule.JSON, "{\"v\":\"\"}\u0000", note);
    refusal(Rule.JSON, "{\"v\":\"\\ud83d\"}", note);
    refusal(Rule.JSON, "{\"v\":\"\\ude00\\ud83d\"}", note);
    refusal(Rule.JSON, "{\"v\":\"\\ud83d\\u0061\"}", note);
    refusal(Rule.JSON, "{\"v\":\"\t\"}", note);
    for (int[] bad : new int[][] {{0xC0, 0x80}, {0xED, 0xA0, 0x80}, {0xF5, 0x80, 0x80, 0x80}, {0x80}, {0xE2, 0x82}}) {
      byte[] json = "{\"v\":\"....\"}".getBytes(StandardCharsets.ISO_8859_1);
      for (int i = 0; i < bad.length; i++) {
        json[6 + i] = (byte) bad[i];
      }
      DecodeException refusal = assertThrows(DecodeException.class, () -> read(json, note, DEFAULT));
      assertEquals(Rule.JSON, refusal.rule());
      assertEquals(6, refusal.offset());
    }
  }

  @Test
  void takesTheNumbersThatJsonLacksWhereFloatingPointNumbersStand() {
    assertEquals(Double.NaN, only(scalar(Scalar.DOUBLE), "NaN"));
    assertEquals(Double.NEGATIVE_INFINITY, only(scalar(Scalar.DOUBLE), "-Infinity"));
    assertEquals(Float.POSITIVE_INFINITY, only(scalar(Scalar.FLOAT), "Infinity"));
    refusal(Rule.INTEGER, scalar(Scalar.INT), "NaN");
    refusal(Rule.TYPE, scalar(Scalar.BOOLEAN), "Infinity");
    refusal(Rule.JSON, scalar(Scalar.DOUBLE), "Inf");
    refusal(Rule.JSON, scalar(Scalar.DOUBLE), "+Infinity");
  }

  @Test
  void takesOtherSpellingsOfTheSameValueUnlessToldNotTo() {
    DecodeOptions plain = DEFAULT.withoutSpellings();
    record Spelling(Scalar scalar, String json, Object value) {}
    Spelling[] spellings = {
      new Spelling(Scalar.INT, "\" +1_000 \"", 1000),
      new Spelling(Scalar.INT, "\"7.00\"", 7),
      new Spelling(Scalar.INT, "true", 1),
      new Spelling(Scalar.DOUBLE, "\"1.5\"", 1.5),
      new Spelling(Scalar.DOUBLE, "\"-inf\"", Double.NEGATIVE_INFINITY),
      new Spelling(Scalar.DOUBLE, "false", 0.0),
      new Spelling(Scalar.BOOLEAN, "1", true),
      new Spelling(Scalar.BOOLEAN, "0.0", false),
      new Spelling(Scalar.BOOLEAN, "\"Yes\"", true)
    };
    for (Spelling spelling : spellings) {
      FieldType type = scalar(spelling.scalar());
      assertEquals(spelling.value(), only(type, spelling.json()), spelling.toString());
      refusal(Rule.TYPE, type, spelling.json(), plain);
    }
    assertEquals(3, only(scalar(Scalar.INT), "3.0", plain), "a number without a fraction is whole");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "_1", "1_", "1__0", "0x10", "1.5", "1.", ".0", "1e3", "+-1", "١"})
  void refusesTextsThatSayNoWholeNumber(String text) {
    refusal(Rule.VALUE, scalar(Scalar.INT), "\"" + text + "\"");
  }

  @Test
  void refusesANumberThatItsTypeCannotHoldUnlessCastsAreWanted() {
    DecodeOptions casts = DEFAULT.withCasts();
    assertEquals(
        "payload, byte 5, field v: expected a number from -128 to 127 (byte), found 300 [range]",
        refusal(Rule.RANGE, scalar(Scalar.BYTE), "300").getMessage());
    assertEquals((byte) 44, only(scalar(Scalar.BYTE), "300", casts));
    assertEquals(Long.MIN_VALUE, only(scalar(Scalar.LONG), "9223372036854775808", casts));
    assertEquals(0L, only(scalar(Scalar.LONG), "\"18446744073709551616\"", casts));
    assertEquals(1L << 53, only(scalar(Scalar.LONG), "9007199254740993.0", casts), "through a double");
    assertEquals(9007199254740993L, only(scalar(Scalar.LONG), "9007199254740993.0"));
    refusal(Rule.INTEGER, scalar(Scalar.LONG), "1e400", casts);
    refusal(Rule.RANGE, scalar(Scalar.LONG), "1e19", casts);
    refusal(Rule.RANGE, scalar(Scalar.DOUBLE), "1" + "0".repeat(400), casts);
    assertEquals(Double.NEGATIVE_INFINITY, only(scalar(Scalar.DOUBLE), "-1e400", casts));
    assertEquals(Float.POSITIVE_INFINITY, only(scalar(Scalar.FLOAT), "\"1e39\"", casts));
    refusal(Rule.RANGE, scalar(Scalar.LONG), "9223372036854775808");
    refusal(Rule.RANGE, scalar(Scalar.FLOAT), "1e39");
    refusal(Rule.RANGE, scalar(Scalar.DOUBLE), "\"1e400\"");
    refusal(Rule.INTEGER, scalar(Scalar.INT), "1.5", casts);
  }

  @Test
  void repeatsAnAxisOfOneUnlessShapesMustBeExact() {
    FieldType three = array(DType.FLOAT32, "3");
    assertEquals(Float32Array.of(Shape.of(3), 7, 7, 7), only(three, "[7]"));
    refusal(Rule.SHAPE, three, "[7]", DEFAULT.withExactShapes());
    assertEquals(Float32Array.of(Shape.of(3), 7, 8, 9), only(three, "[7,8,9]", DecodeOptions.STRICT));
  }

  @Test
  void convertsADtypeUnlessItMustBeTheDeclaredOne() {
    FieldType points = array(DType.FLOAT32, "?");
    String json = "{\"shape\":[1],\"dtype\":\"%s\",\"data\":{\"buffer\":[1],\"encoding\":\"json\"}}";
    DecodeOptions exact = DEFAULT.withExactDtypes();
    assertEquals(Float32Array.of(Shape.of(1), 1), only(points, json.formatted("float64")));
    refusal(Rule.DTYPE, points, json.formatted("float64"), exact);
    assertEquals(Float32Array.of(Shape.of(1), 1), only(points, json.formatted("float32"), exact));
  }

  @Test
  void areValues() {
    assertEquals(DEFAULT.withCasts().ignoringUnknown(), DEFAULT.ignoringUnknown().withCasts());
    assertEquals(
        DEFAULT.withCasts().ignoringUnknown().hashCode(), DEFAULT.ignoringUnknown().withCasts().hashCode());
    assertNotEquals(DEFAULT, DEFAULT.withCasts());
    assertNotEquals(DEFAULT, DEFAULT.withLimits(DecodeLimits.DEFAULT.withMaxDepth(7)));
    assertEquals(DEFAULT.withLastDuplicate().withCasts(), DecodeOptions.REFERENCE);
    refusal(Rule.TYPE, list(scalar(Scalar.INT)), "[true]", DecodeOptions.STRICT);
  }
}
