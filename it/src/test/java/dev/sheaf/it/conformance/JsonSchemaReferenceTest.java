package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// JSON Schemas beside those that tesseract-core emits for the same records: the parts about arrays and the two extras
/// at the top are the same, but for what Sheaf says more.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JsonSchemaReferenceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ConformanceCases cases = ConformanceCases.of("tesseract", file -> file.equals("schema.jsonl"));

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> describesArraysAsTheReferenceDoes() {
    return cases.tests(this::check);
  }

  private void check(ConformanceCases.Case one) throws JsonProcessingException {
    JsonNode reference = one.json().get("json_schema");
    JsonNode ours = JSON.readTree(CaseSchema.of(one.json().get("schema")).toJsonSchema());

    assertEquals(arrays(reference), arrays(ours));
    assertEquals(titles(reference), titles(ours), "titles of arrays");
    assertEquals(reference.get("differentiable_arrays"), ours.get("differentiable_arrays"));
    assertEquals(reference.get("field_order"), ours.get("field_order"));
    JsonNode record = reference.get("$defs").get("Apply_Record");
    assertEquals(names(record.path("properties")), names(ours.path("properties")));
    assertEquals(record.path("required"), ours.path("required"));
    assertEquals(record.path("additionalProperties"), ours.path("additionalProperties"));
    for (String data : List.of("Base64ArrayData", "BinrefArrayData", "JsonArrayData")) {
      assertSameData(reference.get("$defs").path(data), ours.path("$defs").path(data));
    }
  }

  private static void assertSameData(JsonNode reference, JsonNode ours) {
    assertEquals(reference.path("title"), ours.path("title"));
    assertEquals(reference.path("required"), ours.path("required"));
    assertEquals(names(reference.path("properties")), names(ours.path("properties")));
    assertEquals(reference.path("properties").path("encoding"), ours.path("properties").path("encoding"));
    assertEquals(reference.path("properties").path("compression"), ours.path("properties").path("compression"));
    JsonNode pattern = reference.path("properties").path("buffer").path("pattern");
    assertTrue(
        pattern.isMissingNode() || pattern.equals(ours.path("properties").path("buffer").path("pattern")),
        () -> "expected the pattern " + pattern);
  }

  private static Set<String> names(JsonNode properties) {
    Set<String> names = new TreeSet<>();
    properties.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// The objects of encoded arrays without their texts, in an order that both have.
  private static List<String> arrays(JsonNode schema) {
    return within(schema)
        .filter(JsonSchemaReferenceTest::isEncoded)
        .map(array -> array(array).toString())
        .sorted()
        .toList();
  }

  /// The reference leaves the title away where the array is a value of a map.
  private static Set<String> titles(JsonNode schema) {
    Set<String> titles = new TreeSet<>();
    withoutMaps(schema)
        .filter(JsonSchemaReferenceTest::isEncoded)
        .forEach(array -> titles.add(array.get("title").asText()));
    return titles;
  }

  private static Stream<JsonNode> withoutMaps(JsonNode node) {
    return Stream.concat(
        Stream.of(node),
        node.properties().isEmpty()
            ? StreamSupport.stream(node.spliterator(), false).flatMap(JsonSchemaReferenceTest::withoutMaps)
            : node.properties().stream()
                .filter(member -> !member.getKey().equals("additionalProperties"))
                .flatMap(member -> withoutMaps(member.getValue())));
  }

  private static Stream<JsonNode> within(JsonNode node) {
    return Stream.concat(
        Stream.of(node), StreamSupport.stream(node.spliterator(), false).flatMap(JsonSchemaReferenceTest::within));
  }

  private static boolean isEncoded(JsonNode node) {
    return node.path("properties").has("object_type");
  }

  private static JsonNode array(JsonNode encoded) {
    JsonNode properties = encoded.get("properties");
    ObjectNode node = JSON.createObjectNode();
    node.set("array_flags", encoded.get("array_flags"));
    node.set("required", encoded.get("required"));
    node.set("additionalProperties", encoded.get("additionalProperties"));
    node.set("object_type", properties.get("object_type").get("const"));
    node.set("shape", shape(properties.get("shape")));
    JsonNode dtype = properties.get("dtype");
    node.set("dtype", dtype.has("const") ? dtype.get("const") : dtype.get("enum"));
    node.set("examples", dtype.get("examples"));
    node.set("discriminator", withoutCuda(properties.get("data").get("discriminator")));
    ArrayNode data = node.putArray("oneOf");
    for (JsonNode one : properties.get("data").get("oneOf")) {
      if (!one.get("$ref").asText().contains("Cuda")) {
        data.add(one.get("$ref").asText());
      }
    }
    return node;
  }

  private static JsonNode withoutCuda(JsonNode discriminator) {
    ObjectNode node = JSON.createObjectNode();
    node.set("propertyName", discriminator.get("propertyName"));
    ObjectNode mapping = node.putObject("mapping");
    for (String encoding : List.of("base64", "binref", "json")) {
      mapping.set(encoding, discriminator.get("mapping").get(encoding));
    }
    return node;
  }

  /// The rules of a shape without the other spellings that Sheaf adds, and without its limit of axes.
  private static JsonNode shape(JsonNode shape) {
    ObjectNode node = JSON.createObjectNode();
    if (shape.has("items")) {
      return node.set("items", JSON.createObjectNode().put("type", "integer"));
    }
    node.set("minItems", shape.get("minItems"));
    node.set("maxItems", shape.get("maxItems"));
    node.set("examples", shape.get("examples"));
    ArrayNode axes = node.putArray("prefixItems");
    shape.path("prefixItems").forEach(axis -> axes.add(extent(axis)));
    return node;
  }

  private static JsonNode extent(JsonNode axis) {
    ObjectNode node = JSON.createObjectNode();
    if (axis.has("const")) {
      return node.putArray("enum").add(axis.get("const"));
    }
    if (axis.has("enum")) {
      ArrayNode numbers = JSON.createArrayNode();
      for (JsonNode value : axis.get("enum")) {
        if (value.isNumber()) {
          numbers.add(value);
        }
      }
      return numbers;
    }
    boolean any = axis.path("minimum").asInt(-1) == 0 || axis.path("$ref").asText().equals("#/$defs/Extent");
    assertTrue(any, axis::toString);
    return node.put("minimum", 0);
  }
}
