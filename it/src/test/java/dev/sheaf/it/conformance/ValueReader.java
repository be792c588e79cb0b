package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.SheafException;
import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.it.conformance.Value.Array;
import dev.sheaf.it.conformance.Value.Constant;
import dev.sheaf.it.conformance.Value.Entries;
import dev.sheaf.it.conformance.Value.Fields;
import dev.sheaf.it.conformance.Value.Floating;
import dev.sheaf.it.conformance.Value.Items;
import dev.sheaf.it.conformance.Value.Missing;
import dev.sheaf.it.conformance.Value.Refused;
import dev.sheaf.it.conformance.Value.Sequence;
import dev.sheaf.it.conformance.Value.Text;
import dev.sheaf.it.conformance.Value.Truth;
import dev.sheaf.it.conformance.Value.Variant;
import dev.sheaf.it.conformance.Value.Whole;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Reads a loaded record once: each field, and each item of each lazy sequence.
///
/// @param naming what a case calls the place of an item
record ValueReader(UnaryOperator<String> naming) {
  /// Reads the components of a record, declared as these fields in this order.
  Fields record(Object loaded, JsonNode fields) {
    RecordComponent[] components = loaded.getClass().getRecordComponents();
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < components.length; i++) {
      JsonNode field = fields.get(i);
      values.put(field.get("name").asText(), value(component(loaded, components[i]), field));
    }
    return new Fields(values);
  }

  private static Object component(Object loaded, RecordComponent component) {
    try {
      return component.getAccessor().invoke(loaded);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("expected an accessor for " + component, e);
    }
  }

  private Value value(Object found, JsonNode type) {
    String kind = type.get("kind").asText();
    return switch (kind) {
      case "array" -> new Array((NdArray) found);
      case "scalar" -> scalar(found);
      case "enum" -> new Constant(type.get("values").get(position(found)).asText());
      case "optional" -> ((Optional<?>) found).map(there -> value(there, type.get("of"))).orElseGet(Missing::new);
      case "list" -> items((List<?>) found, type.get("of"));
      case "map" -> entries((Map<?, ?>) found, type.get("of"));
      case "nested" -> record(found, type.get("fields"));
      case "union" -> variant(found, type.get("of"));
      case "lazy" -> sequence((LazySequence<?>) found, type.get("of"));
      default -> throw new AssertionError("unknown kind " + kind);
    };
  }

  /// Which of its enum's constants it is.
  private static int position(Object constant) {
    return Arrays.asList(((Enum<?>) constant).getDeclaringClass().getEnumConstants()).indexOf(constant);
  }

  private static Value scalar(Object found) {
    return switch (found) {
      case Long number -> new Whole(number);
      case Double number -> new Floating(number);
      case String text -> new Text(text);
      case Boolean truth -> new Truth(truth);
      default -> throw new AssertionError("expected a scalar, found " + found.getClass());
    };
  }

  private Items items(List<?> found, JsonNode element) {
    List<Value> items = new ArrayList<>();
    found.forEach(item -> items.add(value(item, element)));
    return new Items(items);
  }

  private Entries entries(Map<?, ?> found, JsonNode element) {
    Map<String, Value> entries = new LinkedHashMap<>();
    found.forEach((key, item) -> entries.put((String) key, value(item, element)));
    return new Entries(entries);
  }

  /// The records of a union stand in the order of its tags.
  private Variant variant(Object found, JsonNode variants) {
    Class<?> union = found.getClass().getInterfaces()[0];
    int position = Arrays.asList(union.getPermittedSubclasses()).indexOf(found.getClass());
    Map.Entry<String, JsonNode> variant = List.copyOf(variants.properties()).get(position);
    return new Variant(variant.getKey(), record(found, variant.getValue()));
  }

  private Sequence sequence(LazySequence<?> found, JsonNode element) {
    List<Value> items = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (long i = 0; i < found.size(); i++) {
      names.add(naming.apply(found.nameOf(i)));
      items.add(item(found, i, element));
    }
    return new Sequence(items, names);
  }

  private Value item(LazySequence<?> found, long index, JsonNode element) {
    try {
      return value(found.get(index), element);
    } catch (SheafException e) {
      return Refused.by(e);
    }
  }
}
