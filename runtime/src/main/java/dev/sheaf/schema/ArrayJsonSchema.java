package dev.sheaf.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.ShapePattern.Axis;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The JSON Schema of arrays: an object that says how the array is encoded, in the form of tesseract-core, or the
/// number or nested list itself.
final class ArrayJsonSchema {
  /// The dtypes in the order of tesseract-core, which knows all but bfloat16.
  private static final List<DType> WIRE_ORDER =
      List.of(
          DType.FLOAT16,
          DType.BFLOAT16,
          DType.FLOAT32,
          DType.FLOAT64,
          DType.INT8,
          DType.INT16,
          DType.INT32,
          DType.INT64,
          DType.BOOL,
          DType.UINT8,
          DType.UINT16,
          DType.UINT32,
          DType.UINT64,
          DType.COMPLEX64,
          DType.COMPLEX128);

  /// As many axes as NumPy's arrays can have.
  private static final int MAX_RANK = 64;

  private static final String REFERENCE = "^.+?(\\:\\d+(\\:\\d+)?)?$";
  private static final String COMPRESSED_REFERENCE = "^.+?\\:\\d+\\:\\d+$";

  private final JsonDefinitions definitions;

  ArrayJsonSchema(JsonDefinitions definitions) {
    this.definitions = definitions;
  }

  ObjectNode array(ArrayType type) {
    ObjectNode node = node();
    ArrayNode forms = node.putArray("anyOf").add(encoded(type));
    bare(type).ifPresent(forms::add);
    if (type.shape().axes().stream().anyMatch(Axis.Named.class::isInstance)) {
      node.put("sheaf:dims", type.shape().toString());
    }
    if (!type.constraints().isEmpty()) {
      ObjectNode elements = node.putObject("sheaf:elements");
      if (type.constraints().contains(new Constraint.NoNanOrInfinity())) {
        elements.put("finite", true);
      }
      elements.setAll(range(type));
    }
    return node;
  }

  // Encoded.

  private ObjectNode encoded(ArrayType type) {
    ObjectNode node = node().put("title", title(type)).put("type", "object");
    ArrayNode flags = node.putArray("array_flags");
    if (type.differentiable()) {
      flags.add("DIFFERENTIABLE");
    }
    ObjectNode properties = node.putObject("properties");
    properties
        .putObject("object_type")
        .put("title", "Object Type")
        .put("description", "Says that this object is an array.")
        .put("type", "string")
        .put("const", "array")
        .put("default", "array");
    properties.set("shape", shape(type.shape()));
    properties.set("dtype", dtype(type));
    properties.set("data", data(type));
    node.putArray("required").add("shape").add("dtype").add("data");
    return node.put("additionalProperties", false);
  }

  /// The name that tesseract-core gives the model of such an array.
  private static String title(ArrayType type) {
    ShapePattern pattern = type.shape();
    String shape =
        pattern.anyRank()
            ? "anyrank"
            : pattern.axes().isEmpty()
                ? "scalar"
                : pattern.axes().stream()
                    .map(axis -> axis instanceof Axis.Fixed(long extent) ? Long.toString(extent) : "any")
                    .collect(Collectors.joining("_"));
    String dtype = type.dtype().map(DType::wireName).orElse("None");
    return String.join("__", "EncodedArrayModel", shape, dtype, type.differentiable() ? "DIFFERENTIABLE" : "noflags");
  }

  private ObjectNode shape(ShapePattern pattern) {
    ObjectNode node =
        node().put("title", "Shape").put("description", "How long each axis is, outermost first.").put("type", "array");
    if (pattern.anyRank()) {
      return node.put("maxItems", MAX_RANK).set("items", extent());
    }
    int rank = pattern.axes().size();
    node.put("minItems", rank).put("maxItems", rank);
    if (rank > 0) {
      ArrayNode prefix = node.putArray("prefixItems");
      pattern.axes().forEach(axis -> prefix.add(extent(axis)));
    }
    ArrayNode example = node.putArray("examples").addArray();
    pattern.axes().forEach(axis -> example.add(axis instanceof Axis.Fixed(long extent) ? extent : 1));
    return node;
  }

  /// An axis of 1 is repeated as often as declared; `true` is another spelling of 1.
  private ObjectNode extent(Axis axis) {
    return switch (axis) {
      case Axis.Any _, Axis.Named _ -> extent();
      case Axis.Fixed(long extent) -> {
        ObjectNode node = node();
        ArrayNode values = node.putArray("enum").add(1);
        if (extent != 1) {
          values.add(extent);
        }
        values.add(true);
        if (extent == 0) {
          values.add(false);
        }
        yield node;
      }
    };
  }

  private ObjectNode extent() {
    return definitions.shared(
        "Extent",
        () -> {
          ObjectNode node = node().put("description", "How long an axis is; also as a text, and true for 1.");
          node.putArray("anyOf")
              .add(node().put("type", "integer").put("minimum", 0).put("maximum", Long.MAX_VALUE))
              .add(node().put("type", "boolean"))
              .add(node().put("type", "string").put("pattern", TextPattern.EXTENT));
          return node;
        });
  }

  private static ObjectNode dtype(ArrayType type) {
    ObjectNode node =
        node().put("title", "Dtype").put("description", "The type of the elements in data.").put("type", "string");
    List<String> names =
        WIRE_ORDER.stream().filter(wire -> accepts(type, wire)).map(DType::wireName).toList();
    if (names.size() == 1) {
      node.put("const", names.getFirst());
    } else {
      names.forEach(node.putArray("enum")::add);
    }
    node.putArray("examples").add(type.dtype().orElse(DType.FLOAT64).wireName());
    return node;
  }

  /// Other systems do not know bfloat16: in data it is only where it is declared.
  private static boolean accepts(ArrayType type, DType wire) {
    return wire == DType.BFLOAT16
        ? type.dtype().equals(Optional.of(DType.BFLOAT16))
        : type.dtype().map(wire::convertsTo).orElse(true);
  }

  private ObjectNode data(ArrayType type) {
    ObjectNode node = node().put("title", "Data");
    ObjectNode base64 = definitions.shared("Base64ArrayData", ArrayJsonSchema::base64Data);
    ObjectNode binref = definitions.shared("BinrefArrayData", ArrayJsonSchema::binrefData);
    ObjectNode json = definitions.shared("JsonArrayData", this::jsonData);
    ObjectNode mapping = node.putObject("discriminator").put("propertyName", "encoding").putObject("mapping");
    mapping.set("base64", base64.get("$ref"));
    mapping.set("binref", binref.get("$ref"));
    mapping.set("json", json.get("$ref"));
    node.putArray("oneOf").add(binref).add(base64).add(json);
    type.dtype()
        .ifPresent(
            dtype -> {
              node.putObject("if").putObject("properties").putObject("encoding").put("const", "json");
              node.putObject("then").putObject("properties").set("buffer", buffer(dtype));
            });
    return node;
  }

  private static ObjectNode base64Data() {
    ObjectNode buffer =
        node()
            .put("title", "Buffer")
            .put("description", "The elements' bytes, row-major and little-endian, in base64.")
            .put("type", "string")
            .put("contentEncoding", "base64")
            .put("pattern", TextPattern.BASE64);
    return data("Base64ArrayData", "Elements in base64.", "base64", buffer, compression());
  }

  private static ObjectNode binrefData() {
    ObjectNode buffer =
        node()
            .put("title", "Buffer")
            .put("description", "The file: path[:offset[:size]], in bytes. Compressed data needs all three.")
            .put("type", "string")
            .put("pattern", REFERENCE);
    ObjectNode node = data("BinrefArrayData", "Elements in a file of their own.", "binref", buffer, compression());
    ObjectNode compressed = node.putObject("if");
    compressed.putObject("properties").putObject("compression").put("const", "lz4");
    compressed.putArray("required").add("compression");
    node.putObject("then").putObject("properties").putObject("buffer").put("pattern", COMPRESSED_REFERENCE);
    return node;
  }

  private ObjectNode jsonData() {
    ObjectNode value = definitions.shared("JsonValue", ArrayJsonSchema::jsonValue);
    ObjectNode compression = node().put("title", "Compression").put("type", "null").putNull("default");
    return data("JsonArrayData", "Elements as a list, nested or not.", "json", value, compression);
  }

  private static ObjectNode data(
      String title, String description, String encoding, ObjectNode buffer, ObjectNode compression) {
    ObjectNode node = node().put("title", title).put("description", description).put("type", "object");
    ObjectNode properties = node.putObject("properties");
    properties.set("buffer", buffer);
    properties.putObject("encoding").put("title", "Encoding").put("type", "string").put("const", encoding);
    properties.set("compression", compression);
    node.putArray("required").add("buffer").add("encoding");
    return node.put("additionalProperties", false);
  }

  private static ObjectNode compression() {
    ObjectNode node = node().put("title", "Compression");
    node.putArray("anyOf").add(node().put("type", "string").put("const", "lz4")).add(node().put("type", "null"));
    return node.putNull("default");
  }

  private static ObjectNode jsonValue() {
    ObjectNode node = node();
    Stream.of("number", "boolean", "string", "null", "array").forEach(node.putArray("type")::add);
    return node.set("items", JsonDefinitions.reference("JsonValue"));
  }

  /// What the elements of a JSON buffer are if they can become `dtype`, in lists nested at will: of these, the shape
  /// beside them takes the count only.
  private ObjectNode buffer(DType dtype) {
    String name = dtype.wireName() + "-buffer";
    return definitions.shared(
        name,
        () -> {
          ObjectNode items = node().put("type", "array").set("items", JsonDefinitions.reference(name));
          ObjectNode node = node();
          switch (dtype.kind()) {
            case BOOL -> {
              ArrayNode forms = node.putArray("anyOf");
              forms.addObject().putArray("enum").add(true).add(false).add(1).add(0);
              forms.add(items);
              return node;
            }
            case UNSIGNED, SIGNED -> Stream.of("integer", "boolean").forEach(node.putArray("type")::add);
            case FLOAT -> {
              Stream.of("number", "boolean", "null", "string").forEach(node.putArray("type")::add);
              node.put("pattern", TextPattern.FLOATING_ELEMENT);
            }
            case COMPLEX -> {
              Stream.of("number", "boolean", "null", "string").forEach(node.putArray("type")::add);
              node.put("pattern", TextPattern.COMPLEX_ELEMENT);
            }
          }
          node.withArrayProperty("type").add("array");
          NumberBounds.of(dtype).writeTo(node);
          return node.set("items", items.get("items"));
        });
  }

  // Bare.

  /// The list itself; empty where no list is such an array.
  private Optional<ObjectNode> bare(ArrayType type) {
    ObjectNode element = element(type);
    // The dtype of no elements is float64, which becomes neither an integer nor a boolean.
    boolean mayBeEmpty = type.dtype().map(dtype -> DType.FLOAT64.convertsTo(dtype)).orElse(true);
    if (type.shape().anyRank()) {
      return Optional.of(anyRank(type, element, mayBeEmpty));
    }
    List<Axis> axes = type.shape().axes();
    if (!mayBeEmpty && axes.contains(new Axis.Fixed(0))) {
      return Optional.empty();
    }
    ObjectNode node = element.setAll(range(type));
    for (int axis = axes.size() - 1; axis >= 0; axis--) {
      // A list without lists in it would be of a lower rank.
      boolean innermost = axis == axes.size() - 1;
      node = list(axes.get(axis), node, innermost && mayBeEmpty ? 0 : 1);
    }
    return Optional.of(node);
  }

  private static ObjectNode list(Axis axis, ObjectNode items, int minItems) {
    ObjectNode node = node().put("type", "array").set("items", items);
    switch (axis) {
      case Axis.Fixed(long extent) -> {
        node.put("minItems", Math.max(minItems, extent > 0 ? 1 : 0)).put("maxItems", Math.max(extent, minItems));
        if (extent > 2) {
          node.putArray("anyOf").add(node().put("maxItems", 1)).add(node().put("minItems", extent));
        }
      }
      case Axis.Any _, Axis.Named _ -> {
        if (minItems > 0) {
          node.put("minItems", minItems);
        }
      }
    }
    return node;
  }

  private ObjectNode anyRank(ArrayType type, ObjectNode element, boolean mayBeEmpty) {
    String name = type.dtype().map(DType::wireName).orElse("number") + "-nested";
    return definitions.shared(
        name,
        () -> {
          ObjectNode list = node().put("type", "array").set("items", JsonDefinitions.reference(name));
          if (!mayBeEmpty) {
            list.put("minItems", 1);
          }
          ObjectNode node = node();
          node.putArray("anyOf").add(element).add(list);
          return node;
        });
  }

  private ObjectNode element(ArrayType type) {
    return type.dtype()
        .map(dtype -> definitions.shared(dtype.wireName(), () -> element(dtype)))
        .orElseGet(() -> definitions.shared("number", () -> element(DType.FLOAT64)));
  }

  private static ObjectNode element(DType dtype) {
    ObjectNode node = node();
    switch (dtype.kind()) {
      case BOOL -> node.put("type", "boolean");
      case UNSIGNED, SIGNED -> {
        node.putArray("type").add("integer").add("boolean");
        NumberBounds.of(dtype).writeTo(node);
      }
      case FLOAT, COMPLEX -> {
        node.putArray("type").add("number").add("boolean");
        NumberBounds.of(dtype).writeTo(node);
      }
    }
    return node;
  }

  private static ObjectNode range(ArrayType type) {
    ObjectNode node = node();
    type.constraints().forEach(constraint -> NumberBounds.of(constraint).writeTo(node));
    return node;
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
