package dev.sheaf.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The `$defs` of one JSON Schema: each part that is referred to, once, under a name of its own.
final class JsonDefinitions {
  /// What the parts that all records share are called; no part of a single record takes such a name.
  private static final Set<String> SHARED =
      Stream.concat(
              Stream.of("Base64ArrayData", "BinrefArrayData", "JsonArrayData", "JsonValue", "Extent", "number"),
              Arrays.stream(DType.values()).map(DType::wireName))
          .collect(Collectors.toUnmodifiableSet());

  private final SortedMap<String, ObjectNode> nodes = new TreeMap<>();

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  /// A reference to what all records have under this name; `content` is asked for it the first time.
  ObjectNode shared(String name, Supplier<ObjectNode> content) {
    if (!nodes.containsKey(name)) {
      nodes.put(name, content.get());
    }
    return reference(name);
  }

  /// A reference to `content`, under this name or, where another part has that already, with a number behind it.
  ObjectNode named(String name, ObjectNode content) {
    String candidate = name;
    for (int number = 2; !isFor(candidate, content); number++) {
      candidate = name + number;
    }
    nodes.put(candidate, content);
    return reference(candidate);
  }

  private boolean isFor(String name, ObjectNode content) {
    return nodes.containsKey(name) ? content.equals(nodes.get(name)) : !SHARED.contains(name);
  }

  static ObjectNode reference(String name) {
    return JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + name);
  }

  ObjectNode toNode() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    nodes.forEach(node::set);
    return node;
  }
}
