package dev.sheaf.processor.read;

import dev.sheaf.processor.model.Place;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/// A place as the compiler knows it.
///
/// @param element the record or one of its components
/// @param part which part of a component's type: at each step inwards the position among the type arguments
/// @param annotation an annotation on that part
/// @param value a value of that annotation
record SourcePlace(
    Element element, List<Integer> part, Optional<AnnotationMirror> annotation, Optional<AnnotationValue> value)
    implements Place {
  SourcePlace {
    part = List.copyOf(part);
  }

  /// The record that the element is, or is a component of.
  TypeElement record() {
    return element instanceof TypeElement type
        ? type
        : (TypeElement) Objects.requireNonNull(element.getEnclosingElement());
  }

  static SourcePlace of(Element element) {
    return new SourcePlace(element, List.of(), Optional.empty(), Optional.empty());
  }
}
