package dev.sheaf.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.List;
import java.util.Optional;

/// Writes what data of a record looks like as a JSON Schema of draft 2020-12.
///
/// It takes all that a codec takes, in each of its spellings, and refuses what a codec refuses as far as JSON Schema
/// can say it. Arrays have the form that tesseract-core gives them.
final class JsonSchema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final JsonDefinitions definitions = new JsonDefinitions();
  private final ArrayJsonSchema arrays = new ArrayJsonSchema(definitions);
  private final ValueJsonSchema values = new ValueJsonSchema(definitions);

  private record Tag(String field, String value) {}

  private JsonSchema() {}

  /// The whole document.
  static String of(RecordSchema record) {
    return print(new JsonSchema().document(record));
  }

  private ObjectNode document(RecordSchema record) {
    ObjectNode root = MAPPER.createObjectNode().put("$schema", DIALECT);
    if (record.bare()) {
      root.put("title", simpleName(record.name()));
      describe(root, record.description());
      root.setAll(field(record.fields().getFirst()));
    } else {
      root.setAll(object(record, Optional.empty()));
    }
    SchemaPaths.of(record).writeTo(root);
    if (!definitions.isEmpty()) {
      root.set("$defs", definitions.toNode());
    }
    return root;
  }

  /// A record's object.
  ///
  /// @param tag the field that says that it is this record and no other of its union
  private ObjectNode object(RecordSchema record, Optional<Tag> tag) {
    ObjectNode node = MAPPER.createObjectNode().put("title", simpleName(record.name()));
    describe(node, record.description());
    node.put("type", "object");
    ObjectNode properties = node.putObject("properties");
    ArrayNode required = MAPPER.createArrayNode();
    for (FieldSchema field : record.fields()) {
      properties.set(field.name(), field(field));
      if (field.defaultJson().isEmpty() && !(field.type() instanceof OptionalType)) {
        required.add(field.name());
      }
    }
    tag.ifPresent(
        known -> {
          properties.putObject(known.field()).put("const", known.value()).put("type", "string");
          required.add(known.field());
        });
    if (!required.isEmpty()) {
      node.set("required", required);
    }
    return node.put("additionalProperties", false);
  }

  private ObjectNode field(FieldSchema field) {
    ObjectNode node = MAPPER.createObjectNode();
    describe(node, field.description());
    node.setAll(value(field.type()));
    field.defaultJson().ifPresent(json -> node.set("default", parse(json, field)));
    return node;
  }

  private static void describe(ObjectNode node, String description) {
    if (!description.isEmpty()) {
      node.put("description", description);
    }
  }

  private static JsonNode parse(String json, FieldSchema field) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "expected JSON as the default of the field %s, found %s".formatted(field.name(), json), e);
    }
  }

  private ObjectNode value(FieldType type) {
    return switch (type) {
      case ArrayType array -> arrays.array(array);
      case ScalarType scalar -> values.scalar(scalar);
      case TextType text -> values.text(text);
      case BytesType bytes -> values.bytes(bytes);
      case TimeType(Time time) -> values.time(time);
      case EnumType(String name, List<String> constants) -> {
        ObjectNode node = MAPPER.createObjectNode().put("title", simpleName(name)).put("type", "string");
        constants.forEach(node.putArray("enum")::add);
        yield node;
      }
      case OptionalType(FieldType of) -> {
        ObjectNode node = MAPPER.createObjectNode();
        node.putArray("anyOf").add(value(of)).addObject().put("type", "null");
        yield node.putNull("default");
      }
      case ListType(FieldType element, var constraints) -> {
        ObjectNode node = MAPPER.createObjectNode().put("type", "array").set("items", value(element));
        yield ValueJsonSchema.sized(node, constraints, "minItems", "maxItems");
      }
      case MapType(FieldType of, var constraints) -> {
        ObjectNode node = MAPPER.createObjectNode().put("type", "object").set("additionalProperties", value(of));
        yield ValueJsonSchema.sized(node, constraints, "minProperties", "maxProperties");
      }
      case RecordType(RecordSchema record) ->
          definitions.named(simpleName(record.name()), object(record, Optional.empty()));
      case UnionType union -> union(union);
      case SequenceType(FieldType element) -> {
        ObjectNode node = MAPPER.createObjectNode();
        ArrayNode forms = node.putArray("anyOf");
        forms.addObject().put("type", "array").set("items", value(element));
        forms.addObject().put("type", "string").put("pattern", "^@");
        yield node;
      }
    };
  }

  private ObjectNode union(UnionType union) {
    ObjectNode node = MAPPER.createObjectNode().put("title", simpleName(union.name()));
    ArrayNode records = MAPPER.createArrayNode();
    ObjectNode mapping = MAPPER.createObjectNode();
    for (UnionType.Variant variant : union.variants()) {
      ObjectNode record = object(variant.record(), Optional.of(new Tag(union.discriminator(), variant.tag())));
      ObjectNode reference = definitions.named(simpleName(variant.record().name()), record);
      mapping.set(variant.tag(), reference.get("$ref"));
      records.add(reference);
    }
    node.putObject("discriminator").put("propertyName", union.discriminator()).set("mapping", mapping);
    return node.set("oneOf", records);
  }

  /// The name of a class without its package and the classes around it.
  private static String simpleName(String binaryName) {
    return binaryName.substring(Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$')) + 1);
  }

  private static String print(ObjectNode root) {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    var indent = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter(separators).withArrayIndenter(indent).withObjectIndenter(indent);
    try {
      return MAPPER.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of plain nodes can always be written", e);
    }
  }
}
