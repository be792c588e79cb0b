package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Makes a record from the values that a case tells: the way back from [ValueReader].
final class RecordMaker {
  private RecordMaker() {}

  /// Makes a record whose components are declared as these fields, in this order.
  ///
  /// @param values in the form of a case, by the fields' names
  static Object record(Class<?> record, JsonNode fields, JsonNode values) {
    RecordComponent[] components = record.getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      JsonNode field = fields.get(i);
      arguments[i] = value(components[i].getGenericType(), field, values.get(field.get("name").asText()));
    }
    Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return record.getDeclaredConstructor(types).newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("expected the constructor of " + record, e);
    }
  }

  private static Object value(Type java, JsonNode type, JsonNode value) {
    String kind = type.get("kind").asText();
    return switch (kind) {
      case "array" -> array(value);
      case "scalar" -> scalar(type.get("type").asText(), value);
      case "enum" -> constant((Class<?>) java, type.get("values"), value.get("enum"));
      case "optional" ->
          value.has("empty") ? Optional.empty() : Optional.of(value(argument(java), type.get("of"), value));
      case "list" -> list(argument(java), type.get("of"), value.get("list"));
      case "map" -> map(argument(java), type.get("of"), value.get("map"));
      case "nested" -> record((Class<?>) java, type.get("fields"), value.get("record"));
      case "union" -> variant((Class<?>) java, type.get("of"), value);
      case "lazy" -> LazySequence.of(items(argument(java), type.get("of"), value.get("lazy")));
      default -> throw new AssertionError("unknown kind " + kind);
    };
  }

  /// What an `Optional`, a list, a map or a sequence is of: the last of the type's arguments.
  private static Type argument(Type java) {
    Type[] arguments = ((ParameterizedType) java).getActualTypeArguments();
    return arguments[arguments.length - 1];
  }

  private static NdArray array(JsonNode value) {
    DType dtype = DType.fromWireName(value.get("dtype").asText()).orElseThrow();
    long[] dims = StreamSupport.stream(value.get("shape").spliterator(), false).mapToLong(JsonNode::asLong).toArray();
    byte[] bytes = HexFormat.of().parseHex(value.get("hex").asText());
    return NdArray.wrap(dtype, MemorySegment.ofArray(bytes), Shape.of(dims));
  }

  private static Object scalar(String scalar, JsonNode value) {
    return switch (scalar) {
      case "int" -> ScalarForm.integer(value);
      case "float" -> ScalarForm.floating(value);
      case "bool" -> value.get("bool").asBoolean();
      case "str" -> ScalarForm.text(value);
      default -> throw new AssertionError("unknown scalar " + scalar);
    };
  }

  private static Object constant(Class<?> constants, JsonNode names, JsonNode name) {
    for (int position = 0; position < names.size(); position++) {
      if (names.get(position).equals(name)) {
        return constants.getEnumConstants()[position];
      }
    }
    throw new AssertionError("expected one of %s, found %s".formatted(names, name));
  }

  private static List<Object> list(Type java, JsonNode type, JsonNode values) {
    List<Object> list = new ArrayList<>();
    values.forEach(value -> list.add(value(java, type, value)));
    return list;
  }

  private static Map<String, Object> map(Type java, JsonNode type, JsonNode values) {
    Map<String, Object> map = new LinkedHashMap<>();
    values.properties().forEach(entry -> map.put(entry.getKey(), value(java, type, entry.getValue())));
    return map;
  }

  private static List<Object> items(Type java, JsonNode type, JsonNode items) {
    List<Object> list = new ArrayList<>();
    items.forEach(item -> list.add(value(java, type, item.get("value"))));
    return list;
  }

  /// The records of a union stand in the order of its tags.
  private static Object variant(Class<?> union, JsonNode variants, JsonNode value) {
    List<String> tags = variants.properties().stream().map(Map.Entry::getKey).toList();
    String tag = value.get("tag").asText();
    Class<?> record = union.getPermittedSubclasses()[tags.indexOf(tag)];
    return record(record, variants.get(tag), value.get("record"));
  }
}
