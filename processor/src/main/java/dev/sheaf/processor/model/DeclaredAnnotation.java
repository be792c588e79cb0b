package dev.sheaf.processor.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An annotation as it is written.
///
/// @param name the qualified name of its type
/// @param values what is given for its elements: texts, numbers, booleans, names of enum constants and classes as texts,
///     and lists of these
/// @param place where it stands
/// @param valuePlaces where each value stands
public record DeclaredAnnotation(
    String name, Map<String, Object> values, Place place, Map<String, Place> valuePlaces) {
  public DeclaredAnnotation {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values)); // In the order of the source.
    valuePlaces = Map.copyOf(valuePlaces);
  }

  /// The name without package, as it is written: `Size`.
  public String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// The text that is given for an element; empty when there is none.
  public String text(String element) {
    return values.get(element) instanceof String text ? text : "";
  }

  /// The number that is given for an element.
  public Optional<Long> integer(String element) {
    return values.get(element) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
  }

  /// The boolean that is given for an element, or `otherwise`.
  public boolean flag(String element, boolean otherwise) {
    return values.get(element) instanceof Boolean flag ? flag : otherwise;
  }

  /// What is given for an element that has several values.
  public List<String> list(String element) {
    return values.get(element) instanceof List<?> list ? list.stream().map(Object::toString).toList() : List.of();
  }

  /// Where the value of an element stands; the annotation itself where it gives none.
  public Place placeOf(String element) {
    return valuePlaces.getOrDefault(element, place);
  }
}
