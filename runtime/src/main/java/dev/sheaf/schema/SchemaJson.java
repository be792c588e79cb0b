package dev.sheaf.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.SequenceType;
import java.util.ArrayList;
import java.util.List;

/// The JSON form of a [RecordSchema].
final class SchemaJson {
  private static final String FORMAT = "sheaf-schema";
  private static final int VERSION = 1;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SchemaJson() {}

  static String write(RecordSchema schema) {
    return write(schema, true);
  }

  static String writeWithoutDescriptions(RecordSchema schema) {
    return write(schema, false);
  }

  private static String write(RecordSchema schema, boolean descriptions) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION).put("name", schema.name());
    if (descriptions && !schema.description().isEmpty()) {
      root.put("description", schema.description());
    }
    if (schema.bare()) {
      root.put("bare", true);
    }
    var fields = root.putArray("fields");
    for (FieldSchema field : schema.fields()) {
      ObjectNode node = fields.addObject().put("name", field.name());
      if (descriptions && !field.description().isEmpty()) {
        node.put("description", field.description());
      }
      node.set("type", writeType(field.type()));
    }
    var indent = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(indent);
    printer.indentObjectsWith(indent);
    try {
      return MAPPER.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of plain nodes can always be written", e);
    }
  }

  private static ObjectNode writeType(FieldType type) {
    ObjectNode node = MAPPER.createObjectNode();
    switch (type) {
      case ArrayType(DType dtype, ShapePattern shape, boolean differentiable) -> {
        node.put("kind", "array").put("dtype", dtype.wireName()).put("shape", shape.toString());
        if (differentiable) {
          node.put("differentiable", true);
        }
      }
      case SequenceType(FieldType element) -> node.put("kind", "sequence").set("element", writeType(element));
    }
    return node;
  }

  static RecordSchema read(String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected a schema descriptor, found text that is not JSON", e);
    }
    if (!text(root, "format").equals(FORMAT)) {
      throw new IllegalArgumentException(
          "expected a schema descriptor (\"format\": \"%s\"), found another format".formatted(FORMAT));
    }
    int version = root.path("version").asInt();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          ("expected a schema descriptor of version %d, found version %d;"
                  + " compile the record and read it with the same release of Sheaf")
              .formatted(VERSION, version));
    }
    List<FieldSchema> fields = new ArrayList<>();
    for (JsonNode field : root.path("fields")) {
      fields.add(
          new FieldSchema(
              text(field, "name"), field.path("description").asText(""), readType(field.path("type"))));
    }
    return new RecordSchema(
        text(root, "name"), root.path("description").asText(""), root.path("bare").asBoolean(), fields);
  }

  private static FieldType readType(JsonNode node) {
    String kind = text(node, "kind");
    return switch (kind) {
      case "array" -> {
        String dtype = text(node, "dtype");
        yield new ArrayType(
            DType.fromWireName(dtype)
                .orElseThrow(() -> new IllegalArgumentException("expected a dtype, found \"" + dtype + "\"")),
            ShapePattern.parse(text(node, "shape")),
            node.path("differentiable").asBoolean());
      }
      case "sequence" -> new SequenceType(readType(node.path("element")));
      default ->
          throw new IllegalArgumentException("expected a field of kind array or sequence, found \"" + kind + "\"");
    };
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("expected a text under \"" + key + "\" in a schema descriptor, found " + node);
    }
    return value.textValue();
  }
}
