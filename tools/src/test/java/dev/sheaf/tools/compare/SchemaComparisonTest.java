package dev.sheaf.tools.compare;

import static dev.sheaf.tools.compare.Level.BREAKING;
import static dev.sheaf.tools.compare.Level.COMPATIBLE;
import static dev.sheaf.tools.compare.Level.WIDENING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaComparisonTest {
  private static final FieldType TEXT = new TextType(List.of());

  /// Each pair of types, what going from the first to the second is, and what going back is.
  static Stream<Arguments> pairs() {
    return Stream.of(
        // Numbers.
        arguments(scalar(Scalar.INT), scalar(Scalar.LONG), WIDENING, BREAKING),
        arguments(scalar(Scalar.INT), scalar(Scalar.DOUBLE), WIDENING, BREAKING),
        arguments(scalar(Scalar.LONG), scalar(Scalar.DOUBLE), BREAKING, BREAKING),
        arguments(scalar(Scalar.FLOAT), scalar(Scalar.DOUBLE), WIDENING, BREAKING),
        arguments(scalar(Scalar.BOOLEAN), scalar(Scalar.INT), BREAKING, BREAKING),
        arguments(scalar(Scalar.INT), array(DType.INT64, ""), WIDENING, BREAKING),
        arguments(scalar(Scalar.INT), array(DType.INT64, "..."), WIDENING, BREAKING),
        arguments(scalar(Scalar.INT), array(DType.INT64, "1"), BREAKING, BREAKING),
        arguments(array(DType.FLOAT32, "3"), array(DType.FLOAT64, "3"), WIDENING, BREAKING),
        arguments(array(DType.UINT8, "3"), array(DType.INT8, "3"), BREAKING, BREAKING),
        arguments(array(DType.UINT8, "3"), array(DType.INT16, "3"), WIDENING, BREAKING),
        arguments(array(DType.FLOAT32, "3"), array(DType.COMPLEX64, "3"), WIDENING, BREAKING),
        arguments(array(DType.BFLOAT16, "3"), array(DType.FLOAT32, "3"), BREAKING, BREAKING),
        arguments(array(DType.BOOL, "3"), array(DType.UINT8, "3"), BREAKING, BREAKING),
        arguments(array(DType.INT32, "3"), any("3"), WIDENING, BREAKING),
        arguments(array(DType.BFLOAT16, "3"), any("3"), BREAKING, BREAKING),
        // Shapes.
        arguments(array(DType.INT8, "3"), array(DType.INT8, "?"), WIDENING, BREAKING),
        arguments(array(DType.INT8, "3"), array(DType.INT8, "N"), WIDENING, BREAKING),
        arguments(array(DType.INT8, "?"), array(DType.INT8, "N"), COMPATIBLE, COMPATIBLE),
        arguments(array(DType.INT8, "N, M"), array(DType.INT8, "N, N"), BREAKING, WIDENING),
        arguments(array(DType.INT8, "2, 2"), array(DType.INT8, "N, N"), WIDENING, BREAKING),
        arguments(array(DType.INT8, "N, N"), array(DType.INT8, "K, K"), COMPATIBLE, COMPATIBLE),
        arguments(array(DType.INT8, "?, 3"), array(DType.INT8, "..."), WIDENING, BREAKING),
        arguments(array(DType.INT8, "3"), array(DType.INT8, "3, 1"), BREAKING, BREAKING),
        arguments(array(DType.INT8, "1"), array(DType.INT8, "3"), BREAKING, BREAKING),
        arguments(list(array(DType.INT8, "?")), list(array(DType.INT8, "N")), BREAKING, WIDENING),
        arguments(
            new SequenceType(array(DType.INT8, "?")), new SequenceType(array(DType.INT8, "N")), COMPATIBLE, COMPATIBLE),
        // Being there.
        arguments(TEXT, new OptionalType(TEXT), WIDENING, BREAKING),
        // Constraints.
        arguments(range(Scalar.INT, "0", "9"), range(Scalar.INT, "0", "10"), WIDENING, BREAKING),
        arguments(range(Scalar.INT, "0", "9"), scalar(Scalar.INT), WIDENING, BREAKING),
        arguments(range(Scalar.INT, "0", "9"), range(Scalar.INT, "0.0", "9.5"), COMPATIBLE, COMPATIBLE),
        arguments(range(Scalar.BYTE, "-128", "127"), scalar(Scalar.BYTE), COMPATIBLE, COMPATIBLE),
        arguments(range(Scalar.FLOAT, "0", "0.1"), range(Scalar.DOUBLE, "0", "0.1"), BREAKING, BREAKING),
        arguments(range(Scalar.FLOAT, "0", "0.5"), range(Scalar.DOUBLE, "0", "0.5"), WIDENING, BREAKING),
        arguments(
            range(Scalar.DOUBLE, "0", "1"),
            new ScalarType(Scalar.DOUBLE, List.of(new Constraint.NoNanOrInfinity())),
            WIDENING,
            BREAKING),
        arguments(
            scalar(Scalar.INT),
            new ScalarType(Scalar.DOUBLE, List.of(new Constraint.NoNanOrInfinity())),
            WIDENING,
            BREAKING),
        arguments(exclusive("0"), range(Scalar.INT, "1", "9"), BREAKING, WIDENING),
        arguments(digits(Scalar.INT, 2), range(Scalar.INT, "-99", "99"), COMPATIBLE, COMPATIBLE),
        arguments(digits(Scalar.DOUBLE, 2), digits(Scalar.DOUBLE, 3), WIDENING, BREAKING),
        arguments(text(new Constraint.Size(1, 5)), text(new Constraint.Size(1, 6)), WIDENING, BREAKING),
        arguments(text(new Constraint.NotBlank()), text(new Constraint.Size(1, Integer.MAX_VALUE)), WIDENING, BREAKING),
        arguments(text(new Constraint.Email()), text(new Constraint.NotBlank()), WIDENING, BREAKING),
        arguments(
            text(new Constraint.Matches("a+", 0)), text(new Constraint.Matches("a*", 0)), BREAKING, BREAKING),
        arguments(
            new ScalarType(Scalar.BOOLEAN, List.of(new Constraint.Exactly(true))),
            scalar(Scalar.BOOLEAN),
            WIDENING,
            BREAKING),
        arguments(
            new ListType(TEXT, List.of(new Constraint.Size(0, 3))),
            new ListType(TEXT, List.of(new Constraint.Size(0, 2))),
            BREAKING,
            WIDENING),
        arguments(
            new BytesType(List.of(new Constraint.Size(0, 3))), new BytesType(List.of()), WIDENING, BREAKING),
        // Enums and texts.
        arguments(names("A", "B"), names("A", "B", "C"), WIDENING, BREAKING),
        arguments(names("A", "B"), names("B", "A"), COMPATIBLE, COMPATIBLE),
        arguments(names("A", "B"), TEXT, WIDENING, BREAKING),
        arguments(names("A", "BB"), text(new Constraint.Size(1, 1)), BREAKING, BREAKING),
        // Other kinds.
        arguments(TEXT, new BytesType(List.of()), BREAKING, BREAKING),
        arguments(new TimeType(Time.INSTANT), new TimeType(Time.OFFSET_DATE_TIME), BREAKING, BREAKING),
        arguments(list(scalar(Scalar.INT)), list(scalar(Scalar.LONG)), WIDENING, BREAKING),
        arguments(
            new MapType(scalar(Scalar.INT), List.of()), new MapType(scalar(Scalar.LONG), List.of()), WIDENING, BREAKING),
        arguments(list(TEXT), new SequenceType(TEXT), BREAKING, BREAKING),
        arguments(
            union("kind", variant("a", TEXT)), union("kind", variant("a", TEXT), variant("b", TEXT)), WIDENING, BREAKING),
        arguments(union("kind", variant("a", TEXT)), union("type", variant("a", TEXT)), BREAKING, BREAKING),
        arguments(
            union("kind", variant("a", scalar(Scalar.INT))),
            union("kind", variant("a", scalar(Scalar.LONG))),
            WIDENING,
            BREAKING),
        arguments(
            new RecordType(record(field("x", scalar(Scalar.INT)))),
            new RecordType(record(field("x", scalar(Scalar.LONG)))),
            WIDENING,
            BREAKING));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void classifiesEachChangeOfAType(FieldType old, FieldType now, Level there, Level back) {
    assertEquals(there, level(record(field("f", old)), record(field("f", now))));
    assertEquals(back, level(record(field("f", now)), record(field("f", old))));
    assertEquals(List.of(), SchemaComparison.of(record(field("f", old)), record(field("f", old))).changes());
  }

  @Test
  void classifiesFieldsThatComeAndGo() {
    RecordSchema one = record(field("a", TEXT));
    assertEquals(BREAKING, level(one, record(field("a", TEXT), field("b", TEXT))));
    assertEquals(WIDENING, level(one, record(field("a", TEXT), field("b", new OptionalType(TEXT)))));
    assertEquals(WIDENING, level(one, record(field("a", TEXT), withDefault("b", "\"x\""))));
    assertEquals(BREAKING, level(record(field("a", TEXT), field("b", new OptionalType(TEXT))), one));
    assertEquals(COMPATIBLE, level(record(field("a", TEXT), field("b", TEXT)), record(field("b", TEXT), field("a", TEXT))));
  }

  @Test
  void classifiesDefaultsByWhatBecomesOfDataWithoutTheField() {
    assertEquals(WIDENING, level(record(field("a", TEXT)), record(withDefault("a", "\"x\""))));
    assertEquals(BREAKING, level(record(withDefault("a", "\"x\"")), record(field("a", TEXT))));
    assertEquals(BREAKING, level(record(withDefault("a", "\"x\"")), record(withDefault("a", "\"y\""))));
    assertEquals(BREAKING, level(record(withDefault("a", "\"x\"")), record(field("a", new OptionalType(TEXT)))));
    assertEquals(COMPATIBLE, level(record(withDefault("a", "1")), record(withDefault("a", "1.0"))));
  }

  @Test
  void comparesVariablesOverAllArraysOfARecord() {
    RecordSchema apart = record(field("a", array(DType.INT8, "N")), field("b", array(DType.INT8, "M")));
    RecordSchema together = record(field("a", array(DType.INT8, "N")), field("b", array(DType.INT8, "N")));
    SchemaComparison comparison = SchemaComparison.of(apart, together);
    assertEquals(BREAKING, comparison.level());
    assertEquals(
        List.of("breaking   b: shape (M) -> (N); old data: N need not be one size"),
        comparison.changes().stream().map(Change::toString).toList());
    assertEquals(WIDENING, level(together, apart));
  }

  @Test
  void saysWhatIsOnlyForPeople() {
    RecordSchema old = new RecordSchema("A", "one", false, List.of(new FieldSchema("x", "x", "old", TEXT, Optional.empty())));
    RecordSchema now = new RecordSchema("B", "two", false, List.of(new FieldSchema("x", "y", "new", TEXT, Optional.empty())));
    SchemaComparison comparison = SchemaComparison.of(old, now);
    assertEquals(COMPATIBLE, comparison.level());
    assertEquals(
        List.of(
            "compatible name A -> B",
            "compatible description one -> two",
            "compatible x: name in Java x -> y",
            "compatible x: description old -> new"),
        comparison.changes().stream().map(Change::toString).toList());
  }

  @Test
  void advisesWhereAFieldSeemsToHaveANewName() {
    SchemaComparison comparison = SchemaComparison.of(record(field("old", TEXT)), record(field("new", TEXT)));
    assertTrue(
        comparison.changes().toString().contains("if it is \"new\" now, @FieldName(\"old\") keeps its old name"),
        comparison::toString);
  }

  @Test
  void writesJsonForPrograms() {
    assertEquals(
        """
        {
          "level" : "widening",
          "old" : "R",
          "new" : "R",
          "changes" : [
            {
              "path" : "a",
              "what" : "dtype",
              "from" : "int32",
              "to" : "int64",
              "level" : "widening",
              "forward" : "not all values of int64 are values of int32"
            }
          ]
        }
        """,
        ComparisonJson.of(
            SchemaComparison.of(record(field("a", scalar(Scalar.INT))), record(field("a", scalar(Scalar.LONG))))));
  }

  @Test
  void tellsABareValueFromAnObject() {
    RecordSchema bare = new RecordSchema("R", "", true, List.of(field("a", TEXT)));
    assertEquals(BREAKING, level(bare, record(field("a", TEXT))));
    assertEquals(COMPATIBLE, level(bare, new RecordSchema("R", "", true, List.of(field("b", TEXT)))));
  }

  private static Level level(RecordSchema old, RecordSchema now) {
    return SchemaComparison.of(old, now).level();
  }

  private static RecordSchema record(FieldSchema... fields) {
    return new RecordSchema("R", "", false, List.of(fields));
  }

  private static FieldSchema field(String name, FieldType type) {
    return new FieldSchema(name, "", type);
  }

  private static FieldSchema withDefault(String name, String json) {
    FieldType type = json.startsWith("\"") ? TEXT : scalar(Scalar.DOUBLE);
    return new FieldSchema(name, name, "", type, Optional.of(json));
  }

  private static FieldType scalar(Scalar scalar) {
    return new ScalarType(scalar, List.of());
  }

  private static FieldType range(Scalar scalar, String min, String max) {
    return new ScalarType(
        scalar,
        List.of(
            new Constraint.Range(Optional.of(new BigDecimal(min)), true, Optional.of(new BigDecimal(max)), true)));
  }

  private static FieldType exclusive(String min) {
    return new ScalarType(
        Scalar.INT,
        List.of(new Constraint.Range(Optional.of(new BigDecimal(min)), false, Optional.empty(), true)));
  }

  private static FieldType digits(Scalar scalar, int integer) {
    return new ScalarType(scalar, List.of(new Constraint.Digits(integer, 0)));
  }

  private static FieldType text(Constraint constraint) {
    return new TextType(List.of(constraint));
  }

  private static FieldType list(FieldType element) {
    return new ListType(element, List.of());
  }

  private static FieldType array(DType dtype, String dims) {
    return new ArrayType(dtype, ShapePattern.parse(dims), false);
  }

  private static FieldType any(String dims) {
    return new ArrayType(Optional.empty(), ShapePattern.parse(dims), false, List.of());
  }

  private static FieldType names(String... names) {
    return new EnumType("E", List.of(names));
  }

  private static UnionType.Variant variant(String tag, FieldType type) {
    return new UnionType.Variant(tag, record(field("x", type)));
  }

  private static FieldType union(String discriminator, UnionType.Variant... variants) {
    return new UnionType("U", discriminator, List.of(variants));
  }
}
