package dev.sheaf.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
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
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JsonSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void describesASequenceOfArraysAsTesseractDoes() throws IOException {
    assertEquals(golden("mesh"), mesh().toJsonSchema());
  }

  @Test
  void describesEveryOtherKindOfField() throws IOException {
    assertEquals(golden("survey"), survey().toJsonSchema());
  }

  @Test
  void isValidAgainstTheMetaSchema() {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    Schema metaSchema = registry.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    for (RecordSchema record : List.of(mesh(), mesh().row(), survey())) {
      assertEquals(List.of(), metaSchema.validate(record.toJsonSchema(), InputFormat.JSON), record.name());
    }
    assertFalse(metaSchema.validate("{\"type\": \"text\"}", InputFormat.JSON).isEmpty());
  }

  @Test
  void describesABareRowAsTheValueItself() {
    JsonNode row = tree(mesh().row());
    assertEquals("MeshRow", row.get("title").asText());
    assertEquals(
        "EncodedArrayModel__any_3__float32__DIFFERENTIABLE", row.get("anyOf").get(0).get("title").asText());
    assertEquals("{\"\":{\"shape\":[null,3],\"dtype\":\"float32\"}}", row.get("differentiable_arrays").toString());
  }

  @Test
  void namesRecordsOfOneSimpleNameApart() {
    RecordSchema first = record("com.acme.Point", field("x", scalar(Scalar.INT)));
    RecordSchema second = record("com.acme.Outer$Point", field("y", scalar(Scalar.INT)));
    RecordSchema both =
        record(
            "com.acme.Both",
            field("a", new RecordType(first)),
            field("b", new RecordType(second)),
            field("c", new RecordType(first)));

    JsonNode schema = tree(both);

    assertEquals("#/$defs/Point", schema.get("properties").get("a").get("$ref").asText());
    assertEquals("#/$defs/Point2", schema.get("properties").get("b").get("$ref").asText());
    assertEquals("#/$defs/Point", schema.get("properties").get("c").get("$ref").asText());
    assertEquals(Set.of("Point", "Point2", "int"), names(schema.get("$defs")));
  }

  @Test
  void keepsTheNamesOfSharedPartsForThem() {
    RecordSchema record = record("com.acme.JsonValue", field("x", array(DType.INT8, "?")));

    JsonNode schema = tree(record("com.acme.Holder", field("value", new RecordType(record))));

    assertEquals("#/$defs/JsonValue2", schema.get("properties").get("value").get("$ref").asText());
    assertTrue(schema.get("$defs").get("JsonValue").has("items"));
  }

  @Test
  void saysTheDimensionVariablesBesideTheShape() {
    JsonNode schema = tree(record("com.acme.Cloud", field("points", array(DType.FLOAT64, "N,3"))));

    JsonNode array = schema.get("properties").get("points");
    assertEquals("N, 3", array.get("sheaf:dims").asText());
    assertEquals("EncodedArrayModel__any_3__float64__noflags", array.at("/anyOf/0/title").asText());
  }

  @Test
  void knowsBfloat16OnlyWhereItIsDeclared() {
    assertTrue(dtypes(DType.BFLOAT16).contains("bfloat16"));
    assertTrue(dtypes(DType.BFLOAT16).contains("float16"));
    assertFalse(dtypes(DType.FLOAT32).contains("bfloat16"));
    assertFalse(dtypes(DType.FLOAT64).contains("bfloat16"));
  }

  private static Set<String> dtypes(DType declared) {
    Set<String> names = new TreeSet<>();
    tree(record("com.acme.One", field("a", array(declared, "?"))))
        .at("/properties/a/anyOf/0/properties/dtype/enum")
        .forEach(name -> names.add(name.asText()));
    return names;
  }

  @Test
  void givesTheSameTextForTheSameSchema() {
    assertEquals(survey().toJsonSchema(), RecordSchema.fromJson(survey().toJson()).toJsonSchema());
  }

  private static RecordSchema mesh() {
    return new RecordSchema(
        "com.acme.Mesh",
        "",
        false,
        List.of(
            new FieldSchema(
                "data",
                "Data to be processed.",
                new SequenceType(new ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), true)))));
  }

  /// A record with a field of each kind that is not in [#mesh()], and each constraint.
  private static RecordSchema survey() {
    RecordSchema dot = record("com.acme.Dot");
    RecordSchema circle =
        record("com.acme.Circle", field("radius", new ScalarType(Scalar.DOUBLE, List.of(atLeast(0)))));
    RecordSchema site =
        new RecordSchema(
            "com.acme.Survey$Site",
            "Where it was.",
            false,
            List.of(field("name", new TextType(List.of(new Constraint.Size(1, 80), new Constraint.NotBlank())))));
    return new RecordSchema(
        "com.acme.Survey",
        "What was measured in one place.",
        false,
        List.of(
            field("id", new TextType(List.of(new Constraint.Matches("[A-Z]{2}\\d+", 0)))),
            field("code", new TextType(List.of(new Constraint.Matches("[a-z]+", 2)))),
            field("contact", new OptionalType(new TextType(List.of(new Constraint.Email())))),
            field("site", new RecordType(site)),
            field("colour", new EnumType("com.acme.Colour", List.of("red", "deep blue"))),
            field("checked", new ScalarType(Scalar.BOOLEAN, List.of(new Constraint.Exactly(true)))),
            new FieldSchema("count", "count", "How many.", scalar(Scalar.INT), Optional.of("1")),
            field("share", new ScalarType(Scalar.FLOAT, List.of(atLeast(0)))),
            field("key", new BytesType(List.of(new Constraint.Size(16, 16)))),
            field("taken", new TimeType(Time.INSTANT)),
            field("lasted", new TimeType(Time.DURATION)),
            field("tags", new ListType(new TextType(List.of()), List.of(new Constraint.Size(1, Integer.MAX_VALUE)))),
            field("levels", new MapType(scalar(Scalar.BOOLEAN), List.of(new Constraint.Size(0, 9)))),
            field(
                "outline",
                new UnionType(
                    "com.acme.Outline",
                    "kind",
                    List.of(new UnionType.Variant("dot", dot), new UnionType.Variant("circle", circle)))),
            field(
                "mask",
                new ArrayType(
                    Optional.of(DType.UINT8), ShapePattern.parse("H, 4"), false, List.of(atLeast(1)))),
            field("any", new ArrayType(Optional.empty(), ShapePattern.any(), false, List.of()))));
  }

  private static Constraint atLeast(long bound) {
    return new Constraint.Range(Optional.of(BigDecimal.valueOf(bound)), true, Optional.empty(), false);
  }

  private static RecordSchema record(String name, FieldSchema... fields) {
    return new RecordSchema(name, "", false, List.of(fields));
  }

  private static FieldSchema field(String name, FieldType type) {
    return new FieldSchema(name, "", type);
  }

  private static FieldType scalar(Scalar scalar) {
    return new ScalarType(scalar, List.of());
  }

  private static FieldType array(DType dtype, String dims) {
    return new ArrayType(dtype, ShapePattern.parse(dims), false);
  }

  private static JsonNode tree(RecordSchema record) {
    try {
      return JSON.readTree(record.toJsonSchema());
    } catch (JsonProcessingException e) {
      throw new AssertionError("expected JSON", e);
    }
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String golden(String name) throws IOException {
    String resource = "/json-schema/%s.schema.json".formatted(name);
    try (InputStream in = JsonSchemaTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
