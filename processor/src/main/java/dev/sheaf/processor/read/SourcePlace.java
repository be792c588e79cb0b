package dev.sheaf.processor.read;

import dev.sheaf.processor.model.Place;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/// A place as the compiler knows it.
///
/// @param element a type, a component of a record or a constant of an enum
/// @param part which part of a component's type: at each step inwards the position among the type arguments
/// @param annotation an annotation on that part
/// @param value a value of that annotation, under the name of its element
record SourcePlace(
    Element element,
    List<Integer> part,
    Optional<AnnotationMirror> annotation,
    Optional<Map.Entry<String, AnnotationValue>> value)
    implements Place {
  SourcePlace {
    part = List.copyOf(part);
  }

  /// The type that the element is, or belongs to.
  TypeElement type() {
    return element instanceof TypeElement type
        ? type
        : (TypeElement) Objects.requireNonNull(element.getEnclosingElement());
  }

  static SourcePlace of(Element element) {
    return new SourcePlace(element, List.of(), Optional.empty(), Optional.empty());
  }

  /// An annotation on the declaration of `element`, or a value of it.
  static SourcePlace of(
      Element element, AnnotationMirror mirror, Optional<Map.Entry<String, AnnotationValue>> value) {
    return new SourcePlace(element, List.of(), Optional.of(mirror), value);
  }
}
