package dev.sheaf.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    return document(schema, true);
  }

  static String writeWithoutDescriptions(RecordSchema schema) {
    return document(schema, false);
  }

  private static String document(RecordSchema schema, boolean descriptions) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION);
    root.setAll(write(schema, descriptions));
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

  /// A record as it stands in a descriptor, or inside another record.
  static ObjectNode write(RecordSchema schema, boolean descriptions) {
    ObjectNode node = MAPPER.createObjectNode().put("name", schema.name());
    describe(node, schema.description(), descriptions);
    if (schema.bare()) {
      node.put("bare", true);
    }
    var fields = node.putArray("fields");
    for (FieldSchema field : schema.fields()) {
      ObjectNode member = fields.addObject().put("name", field.name());
      if (!field.component().equals(field.name())) {
        member.put("component", field.component());
      }
      describe(member, field.description(), descriptions);
      member.set("type", TypeJson.write(field.type(), descriptions));
      field.defaultJson().ifPresent(json -> member.put("default", json));
    }
    return node;
  }

  private static void describe(ObjectNode node, String description, boolean descriptions) {
    if (descriptions && !description.isEmpty()) {
      node.put("description", description);
    }
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
    return read(root);
  }

  /// A record as it stands in a descriptor, or inside another record.
  static RecordSchema read(JsonNode node) {
    List<FieldSchema> fields = new ArrayList<>();
    for (JsonNode field : node.path("fields")) {
      String name = text(field, "name");
      fields.add(
          new FieldSchema(
              name,
              field.path("component").asText(name),
              field.path("description").asText(""),
              TypeJson.read(field.path("type")),
              field.has("default") ? Optional.of(text(field, "default")) : Optional.empty()));
    }
    return new RecordSchema(
        text(node, "name"), node.path("description").asText(""), node.path("bare").asBoolean(), fields);
  }

  static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("expected a text under \"" + key + "\" in a schema descriptor, found " + node);
    }
    return value.textValue();
  }
}
