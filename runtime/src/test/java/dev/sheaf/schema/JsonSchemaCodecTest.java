package dev.sheaf.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Values of each kind of field, held against the JSON Schema by an independent validator and read by the codec: both
/// take them, or both refuse them.
class JsonSchemaCodecTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static final Constraint.Range PERCENT =
      new Constraint.Range(Optional.of(BigDecimal.ZERO), true, Optional.of(new BigDecimal(100)), true);

  /// A type and values in JSON, some of which only the schema takes.
  private record Values(FieldType type, List<String> both, List<String> schemaOnly) {
    Values(FieldType type, String... both) {
      this(type, List.of(both), List.of());
    }

    Values butSchemaTakes(String... values) {
      return new Values(type, both, List.of(values));
    }
  }

  @TestFactory
  Stream<DynamicTest> takesWhatTheCodecTakes() {
    return Stream.of(
            scalar(Scalar.BOOLEAN, "true", "false", "0", "1", "1.0", "2", "-1", "\"yes\"", "\"OFF\"", "\"si\"", "null"),
            scalar(Scalar.BOOLEAN, new Constraint.Exactly(true), "true", "1", "\"on\"", "false", "0", "\"no\""),
            scalar(Scalar.BYTE, "-128", "127", "128", "-129", "1.5", "true", "\"5\"", "\"x\"", "[5]", "null"),
            scalar(Scalar.BYTE, "\"12_7\"", "\" +1 \"", "\"1.0\"", "\"1.5\"", "\"1__2\"").butSchemaTakes("\"128\""),
            scalar(Scalar.INT, "2147483647", "2147483648", "-2147483648", "1e3", "{}"),
            scalar(Scalar.LONG, "9223372036854775807", "9223372036854775808", "-9223372036854775808"),
            scalar(Scalar.INT, PERCENT, "0", "100", "101", "-1", "true", "false").butSchemaTakes("\"101\""),
            scalar(Scalar.INT, above(0), "1", "0", "true", "false", "\"7\""),
            scalar(Scalar.INT, above(1), "1", "2", "true", "false"),
            scalar(Scalar.INT, new Constraint.Digits(2, 0), "99", "100", "-99", "-100", "true"),
            scalar(Scalar.FLOAT, "0.1", "3.4028235e38", "3.5e38", "\"nan\"", "\"-Infinity\"", "\"x\"", "\"1e3\""),
            scalar(Scalar.DOUBLE, "1.7976931348623157e308", "1.7976931348623158e308", "1e400", "-1e400", "\"\""),
            scalar(Scalar.DOUBLE, PERCENT, "0", "100", "100.5", "-0.5", "\"nan\"", "\"inf\"", "\"50\""),
            scalar(Scalar.DOUBLE, new Constraint.NoNanOrInfinity(), "1", "\"nan\"", "\"1\"", "\"-inf\""),
            text("\"\"", "\"a\"", "1", "null", "true"),
            text(new Constraint.Size(1, 3), "\"\"", "\"a\"", "\"abc\"", "\"abcd\"", "\"😀😀😀\""),
            text(new Constraint.NotBlank(), "\"\"", "\" \\t\\u2003\"", "\"\\u00A0\"", "\" a\""),
            text(new Constraint.Email(), "\"a@b.org\"", "\"a@b\"", "\"a\"", "\"a@b..org\"", "\"a@-b\"", "\"\""),
            text(new Constraint.Matches("[a-z]+\\d{2}", 0), "\"ab12\"", "\"ab123\"", "\"12\"", "\"ab12\\n\""),
            text(new Constraint.Matches("a|b", 0), "\"a\"", "\"b\"", "\"ab\"", "\"xb\""),
            text(new Constraint.Matches("[a-z]++", 0), "\"a\"").butSchemaTakes("\"A\""),
            text(new Constraint.Matches("a", 2), "\"a\"", "\"A\"").butSchemaTakes("\"b\""),
            bytes("\"\"", "\"AA==\"", "\"AAA=\"", "\"AAAA\"", "\"AA\"", "\"AA-_\"", "\"AA==AAAA\"", "\"A A=\"", "[0]"),
            bytes(new Constraint.Size(2, 4), "\"\"", "\"AAA=\"", "\"AAAAAA==\"", "\"AAAAAAAAAAAA\"")
                .butSchemaTakes("\"AA==\""),
            new Values(new EnumType("Colour", List.of("red", "deep blue")), "\"red\"", "\"deep blue\"", "\"RED\"", "0"),
            time(Time.INSTANT, "2026-11-21T14:30:00Z", "2026-11-21t14:30:00.123456789z", "2026-11-21T14:30:00+01:00"),
            time(Time.INSTANT, "2026-11-21T24:00:00Z", "2026-11-21T23:59:60Z", "+12026-11-21T14:30:00Z"),
            time(Time.INSTANT, "2026-11-21T14:30Z", "2026-11-21", "2026-11-21T14:30:00", "2026-13-21T14:30:00Z", ""),
            time(Time.INSTANT, "2026-11-21T14:30:00.Z", "2026-11-21T14:30:61Z", "12026-11-21T14:30:00Z"),
            time(Time.LOCAL_DATE, "2026-11-21", "-0001-01-01", "+12026-01-01", "2026-1-1", "2026-11-32", "20261121")
                .butSchemaTakes("\"2026-02-30\""),
            time(Time.LOCAL_TIME, "14:30", "14:30:00", "14:30:00.5", "24:00", "14", "14:60", "14:30:00."),
            time(Time.LOCAL_DATE_TIME, "2026-11-21T14:30", "2026-11-21t14:30:01", "2026-11-21 14:30", "2026-11-21"),
            time(Time.OFFSET_DATE_TIME, "2026-11-21T14:30+01:00", "2026-11-21T14:30:00Z", "2026-11-21T14:30:00+01"),
            time(Time.OFFSET_DATE_TIME, "2026-11-21T14:30:00", "2026-11-21T14:30+01:00:30", "2026-11-21T14:30 +01:00"),
            time(Time.DURATION, "PT1H30M", "P1D", "-PT1.5S", "pt1s", "P1DT", "PT", "P", "PT1M1H", "P1W", "1h", "PT-1M"),
            time(Time.DURATION, "P1DT2H3M4S", "PT3M", "PT2H4,5S", "PT3M4S", "PT4S3M", "P1D2H", "PT+1H", "PT1.H"),
            new Values(new OptionalType(new TextType(List.of())), "\"a\"", "null", "1"),
            new Values(new ListType(ints(), List.of(new Constraint.Size(1, 2))), "[]", "[1]", "[1,2,3]", "[{}]", "1"),
            new Values(new MapType(ints(), List.of(new Constraint.Size(1, 9))), "{}", "{\"a\":1}", "{\"a\":\"x\"}"),
            new Values(new SequenceType(ints()), "[]", "[1,2]", "[\"x\"]", "\"files\"", "{}"),
            new Values(shapes(), "{\"kind\":\"dot\"}", "{\"kind\":\"circle\",\"r\":1}"),
            new Values(shapes(), "{\"r\":1,\"kind\":\"circle\"}", "{\"kind\":\"circle\"}", "{\"kind\":\"box\"}", "{\"r\":1}", "[]"),
            new Values(shapes(), "{\"kind\":\"dot\",\"r\":1}", "{\"kind\":1}", "{\"kind\":\"dot\",\"x\":1}"),
            array(DType.FLOAT32, "", "1.5", "true", "[1]", "\"1\"", "null", "1e39", "{}"),
            array(DType.FLOAT32, "?", "[]", "[1,2]", "[[1]]", "1", "[\"1\"]", "[null]"),
            array(DType.INT64, "?", "[1,2]", "[1.5]", "[true]").butSchemaTakes("[1.0]"),
            array(DType.FLOAT64, "2, ?", "[[1],[2]]", "[[1]]", "[[1],[2],[3]]", "[]", "[[],[]]", "[[[1]]]"),
            array(DType.FLOAT64, "4", "[1]", "[1,2,3,4]", "[1,2]", "[1,2,3,4,5]", "[]"),
            array(DType.FLOAT64, "1", "[1]", "[1,2]", "[]"),
            array(DType.FLOAT64, "0", "[]", "[1]"),
            array(DType.INT64, "0", "[1]"),
            array(DType.FLOAT64, "...", "1", "[]", "[[1,2],[3,4]]", "[[[[5]]]]", "[\"x\"]", "[{}]")
                .butSchemaTakes("[[1],2]"),
            array(DType.FLOAT64, "N, N", "[[1,2],[3,4]]").butSchemaTakes("[[1,2]]"),
            new Values(
                new ArrayType(Optional.of(DType.FLOAT64), ShapePattern.parse("?"), false, List.of(PERCENT)),
                "[0,100]", "[101]", "[-1]"))
        .flatMap(JsonSchemaCodecTest::tests);
  }

  private static Stream<DynamicTest> tests(Values values) {
    RecordSchema record =
        new RecordSchema("com.acme.One", "", false, List.of(new FieldSchema("value", "", values.type())));
    Schema schema = REGISTRY.getSchema(record.toJsonSchema(), InputFormat.JSON);
    List<DynamicTest> tests = new ArrayList<>();
    for (String value : values.both()) {
      String json = "{\"value\":%s}".formatted(value);
      tests.add(
          dynamicTest(
              values.type() + " and " + value,
              () -> assertEquals(codecTakes(record, json), schema.validate(json, InputFormat.JSON).isEmpty())));
    }
    for (String value : values.schemaOnly()) {
      String json = "{\"value\":%s}".formatted(value);
      tests.add(
          dynamicTest(
              "the schema alone: %s and %s".formatted(values.type(), value),
              () -> {
                assertEquals(false, codecTakes(record, json), "taken by the codec");
                assertEquals(List.of(), schema.validate(json, InputFormat.JSON));
              }));
    }
    return tests.stream();
  }

  private static boolean codecTakes(RecordSchema record, String json) {
    try {
      var _ =
          Payload.parse(
              json.getBytes(StandardCharsets.UTF_8), Path.of("."), SchemaCodec.of(record), DecodeOptions.DEFAULT);
      return true;
    } catch (DecodeException _) {
      return false;
    }
  }

  private static Values scalar(Scalar scalar, String... values) {
    return new Values(new ScalarType(scalar, List.of()), values);
  }

  private static Values scalar(Scalar scalar, Constraint constraint, String... values) {
    return new Values(new ScalarType(scalar, List.of(constraint)), values);
  }

  private static Values text(String... values) {
    return new Values(new TextType(List.of()), values);
  }

  private static Values text(Constraint constraint, String... values) {
    return new Values(new TextType(List.of(constraint)), values);
  }

  private static Values bytes(String... values) {
    return new Values(new BytesType(List.of()), values);
  }

  private static Values bytes(Constraint constraint, String... values) {
    return new Values(new BytesType(List.of(constraint)), values);
  }

  private static Values time(Time time, String... texts) {
    return new Values(new TimeType(time), Stream.of(texts).map("\"%s\""::formatted).toArray(String[]::new));
  }

  private static Values array(DType dtype, String dims, String... values) {
    return new Values(new ArrayType(dtype, ShapePattern.parse(dims), false), values);
  }

  private static Constraint above(long bound) {
    return new Constraint.Range(Optional.of(BigDecimal.valueOf(bound)), false, Optional.empty(), false);
  }

  private static FieldType ints() {
    return new ScalarType(Scalar.INT, List.of());
  }

  private static UnionType shapes() {
    return new UnionType(
        "Shape",
        "kind",
        List.of(
            new UnionType.Variant("dot", new RecordSchema("Dot", "", false, List.of())),
            new UnionType.Variant(
                "circle", new RecordSchema("Circle", "", false, List.of(new FieldSchema("r", "", ints()))))));
  }
}
