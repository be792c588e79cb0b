package dev.sheaf.codec;

import static dev.sheaf.codec.Records.array;
import static dev.sheaf.codec.Records.field;
import static dev.sheaf.codec.Records.list;
import static dev.sheaf.codec.Records.map;
import static dev.sheaf.codec.Records.only;
import static dev.sheaf.codec.Records.read;
import static dev.sheaf.codec.Records.record;
import static dev.sheaf.codec.Records.refusal;
import static dev.sheaf.codec.Records.scalar;
import static dev.sheaf.codec.Records.text;
import static dev.sheaf.codec.Records.withDefault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ValueReaderTest {
  @Test
  void readsEachScalarAsTheJavaTypeThatIsDeclared() {
    assertEquals(true, only(scalar(Scalar.BOOLEAN), "true"));
    assertEquals((byte) -128, only(scalar(Scalar.BYTE), "-128"));
    assertEquals((short) 32767, only(scalar(Scalar.SHORT), "32767"));
    assertEquals(-2147483648, only(scalar(Scalar.INT), "-2147483648"));
    assertEquals(Long.MAX_VALUE, only(scalar(Scalar.LONG), "9223372036854775807"));
    assertEquals(0.1f, only(scalar(Scalar.FLOAT), "0.1"));
    assertEquals(-0.0, only(scalar(Scalar.DOUBLE), "-0.0"));
    refusal(Rule.RANGE, scalar(Scalar.BYTE), "128");
    refusal(Rule.RANGE, scalar(Scalar.SHORT), "-32769");
    refusal(Rule.RANGE, scalar(Scalar.INT), "2147483648");
    refusal(Rule.RANGE, scalar(Scalar.LONG), "-9223372036854775809");
  }

  @Test
  void readsTextsBytesAndConstants() {
    assertEquals("a\u0000\n\"b", only(text(), "\"a\\u0000\\n\\\"b\""));
    assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) only(Records.bytes(), "\"AQID\""));
    assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) only(Records.bytes(), "\"\\u0041QID\""));
    assertEquals("green", only(Records.color(), "\"gr\\u0065en\""));
    refusal(Rule.TYPE, text(), "1");
    refusal(Rule.TYPE, Records.bytes(), "[1]");
    refusal(Rule.BASE64, Records.bytes(), "\"AQI\"");
    refusal(Rule.BASE64, Records.bytes(), "\"A-ID\"");
  }

  @Test
  void saysWhichConstantsThereAre() {
    for (String json : new String[] {"\"blue\"", "\"Red\"", "\"\""}) {
      assertEquals(
          "payload, byte 5, field v: expected one of red, green, found %s [value]".formatted(json),
          refusal(Rule.VALUE, Records.color(), json).getMessage());
    }
    assertEquals("a null", refusal(Rule.VALUE, Records.color(), "null").found());
    assertEquals("a number", refusal(Rule.VALUE, Records.color(), "0").found());
    refusal(Rule.JSON, Records.color(), "red");
  }

  @Test
  void readsTimesInTheirIsoForm() {
    assertEquals(Instant.parse("2026-11-21T13:30:00Z"), only(new TimeType(Time.INSTANT), "\"2026-11-21T14:30:00+01:00\""));
    assertEquals(LocalDate.of(2026, 11, 21), only(new TimeType(Time.LOCAL_DATE), "\"2026-11-21\""));
    assertEquals(LocalTime.of(14, 30), only(new TimeType(Time.LOCAL_TIME), "\"14:30\""));
    assertEquals(
        LocalDateTime.of(2026, 11, 21, 14, 30), only(new TimeType(Time.LOCAL_DATE_TIME), "\"2026-11-21T14:30:00\""));
    assertEquals(
        OffsetDateTime.parse("2026-11-21T14:30:00+01:00"),
        only(new TimeType(Time.OFFSET_DATE_TIME), "\"2026-11-21T14:30:00+01:00\""));
    assertEquals(Duration.ofMinutes(90), only(new TimeType(Time.DURATION), "\"PT1H30M\""));
  }

  @ParameterizedTest
  @EnumSource
  void refusesATextThatIsNoTimeAndShowsOne(Time time) {
    assertEquals(
        "payload, byte 5, field v: expected %s such as %s, found \"soon\" [value]"
            .formatted(time.javaName(), time.example()),
        refusal(Rule.VALUE, new TimeType(time), "\"soon\"").getMessage());
    refusal(Rule.TYPE, new TimeType(time), "1763735400");
    only(new TimeType(time), "\"%s\"".formatted(time.example()));
  }

  @Test
  void takesAnOptionalValueThatIsNullOrMissingForNone() {
    FieldType maybe = new OptionalType(scalar(Scalar.INT));
    RecordSchema schema = Records.of(field("a", maybe), field("b", maybe));
    assertArrayEquals(new Object[] {Optional.empty(), Optional.of(2)}, read("{\"b\":2}", schema));
    assertArrayEquals(new Object[] {Optional.empty(), Optional.empty()}, read("{\"a\":null}", schema));
    assertEquals(List.of(Optional.of(1), Optional.empty()), only(list(maybe), "[1,null]"));
    refusal(Rule.TYPE, scalar(Scalar.INT), "null");
    refusal(Rule.JSON, maybe, "nul");
  }

  @Test
  void takesTheDefaultWhereAFieldIsMissingButNotWhereItIsNull() {
    RecordSchema schema =
        Records.of(
            withDefault("n", scalar(Scalar.INT), "7"),
            withDefault("names", list(text()), "[\"x\"]"),
            withDefault("maybe", new OptionalType(scalar(Scalar.INT)), "3"));
    assertArrayEquals(new Object[] {7, List.of("x"), Optional.of(3)}, read("{}", schema));
    assertArrayEquals(new Object[] {8, List.of(), Optional.empty()}, read("{\"maybe\":null,\"names\":[],\"n\":8}", schema));
    refusal(Rule.TYPE, "{\"n\":null}", schema);
    DecodeException refusal =
        refusal(Rule.TYPE, "{}", Records.of(withDefault("n", record(field("m", scalar(Scalar.INT))), "{\"m\":[]}")));
    assertEquals(
        "default of n, byte 5, field n.m: expected a whole number, found a list [type]", refusal.getMessage());
  }

  @Test
  void keepsTheOrderOfListsAndMaps() {
    assertEquals(List.of(List.of(), List.of(3, 1)), only(list(list(scalar(Scalar.INT))), "[[],[3,1]]"));
    Map<?, ?> map = (Map<?, ?>) only(map(scalar(Scalar.INT)), "{\"z\":1,\"\":2,\"a\":3}");
    assertEquals(List.of("z", "", "a"), List.copyOf(map.keySet()));
    assertThrows(UnsupportedOperationException.class, map::clear);
    refusal(Rule.TYPE, list(scalar(Scalar.INT)), "{}");
    refusal(Rule.TYPE, map(scalar(Scalar.INT)), "[]");
    refusal(Rule.JSON, list(scalar(Scalar.INT)), "[1,]");
    refusal(Rule.JSON, map(scalar(Scalar.INT)), "{\"a\":1,}");
  }

  @Test
  void findsTheDiscriminatorWhereverItStands() {
    for (String json :
        new String[] {
          "{\"kind\":\"circle\",\"radius\":2}",
          "{\"radius\":2,\"kind\":\"circle\"}",
          "{\"radius\":2,\"k\\u0069nd\":\"c\\u0069rcle\"}"
        }) {
      SchemaCodec.Variant circle = (SchemaCodec.Variant) only(Records.shape(), json);
      assertEquals("circle", circle.tag());
      assertEquals(List.of(2.0), circle.values());
    }
    assertEquals(2, ((List<?>) only(list(Records.shape()), """
        [{"edge":1,"kind":"box"}, {"kind":"circle","radius":1}]""")).size());
  }

  @Test
  void saysWhatTheDiscriminatorMayBe() {
    assertEquals(
        "payload, byte 5, field v: expected the field \"kind\" (one of circle, box), found an object without it [missing]",
        refusal(Rule.MISSING, Records.shape(), "{\"radius\":2}").getMessage());
    assertEquals(
        "payload, byte 24, field v.kind: expected one of circle, box, found \"cone\" [value]",
        refusal(Rule.VALUE, Records.shape(), "{\"radius\":2,\"kind\":\"cone\"}").getMessage());
    assertEquals("a number", refusal(Rule.VALUE, Records.shape(), "{\"kind\":1}").found());
    refusal(Rule.EXTRA, Records.shape(), "{\"kind\":\"box\",\"radius\":1}");
    refusal(Rule.MISSING, Records.shape(), "{\"kind\":\"box\"}");
    refusal(Rule.TYPE, Records.shape(), "[]");
    refusal(Rule.JSON, Records.shape(), "{\"x\":[,\"kind\":\"box\"}");
  }

  @Test
  void namesThePlaceOfAFaultFromTheOutsideIn() {
    FieldType inner = record(field("n", scalar(Scalar.INT)), field("x", array(DType.FLOAT32, "2")));
    RecordSchema schema =
        Records.of(
            field("outer", record(field("mid", list(record(field("inner", inner)))))),
            field("by", new OptionalType(map(list(Records.shape())))));
    String good = "{\"inner\":{\"n\":1,\"x\":[1,2]}}";
    String mid = "{\"outer\":{\"mid\":[" + good + ",{\"inner\":%s}]}}";
    assertEquals("outer.mid[1].inner.n", refusal(Rule.TYPE, mid.formatted("{\"n\":[]}"), schema).fieldPath());
    assertEquals(
        "outer.mid[1].inner.x", refusal(Rule.SHAPE, mid.formatted("{\"n\":1,\"x\":[1,2,3]}"), schema).fieldPath());
    assertEquals("outer.mid[1].inner", refusal(Rule.MISSING, mid.formatted("{\"n\":1}"), schema).fieldPath());
    assertEquals("outer.mid[1]", refusal(Rule.EXTRA, "{\"outer\":{\"mid\":[" + good + ",{\"m\":1}]}}", schema).fieldPath());
    assertEquals("outer", refusal(Rule.MISSING, "{\"outer\":{}}", schema).fieldPath());
    String by = "{\"by\":{\"a b\":[{\"kind\":\"box\",\"edge\":%s}]}}";
    assertEquals("by.a b[0].edge", refusal(Rule.TYPE, by.formatted("null"), schema).fieldPath());
    assertEquals("by.a b[0]", refusal(Rule.JSON, by.formatted("1 1"), schema).fieldPath());
    assertEquals("by.a b[0].kind", refusal(Rule.VALUE, by.replace("box", "bo").formatted("1"), schema).fieldPath());
  }

  @Test
  void givesEachRecordItsOwnDimensionVariablesAndListsThoseAroundThem() {
    FieldType points = array(DType.FLOAT32, "N");
    FieldType part = record(field("a", points), field("b", points));
    RecordSchema parts = Records.of(field("parts", list(part)), field("c", points));
    Object[] read = read("{\"parts\":[{\"a\":[1],\"b\":[2]},{\"a\":[1,2],\"b\":[3,4]}],\"c\":[1,2,3]}", parts);
    assertEquals(3, ((NdArray) read[1]).size());
    refusal(Rule.SHAPE, "{\"parts\":[{\"a\":[1],\"b\":[2,3]}],\"c\":[1]}", parts);
    assertEquals(
        "payload, byte 10, field v[1]: expected N = 1, as in field v[0], found N = 2 [shape]",
        refusal(Rule.SHAPE, list(points), "[[1],[1,2]]").getMessage());
  }

  @Test
  void matchesNamesBeyondAsciiAndThoseThatNeedEscapes() {
    RecordSchema schema = Records.of(field("é", scalar(Scalar.INT)), field("a\"\\\n", scalar(Scalar.INT)), field("", text()));
    String json = "{\"é\":1,\"a\\\"\\\\\\n\":2,\"\":\"x\"}";
    assertArrayEquals(new Object[] {1, 2, "x"}, read(json, schema));
    assertArrayEquals(new Object[] {1, 2, "x"}, read(json.replace("é", "\\u00e9"), schema));
    refusal(Rule.JSON, json.replace("a\\\"", "a\""), schema);
  }
}
