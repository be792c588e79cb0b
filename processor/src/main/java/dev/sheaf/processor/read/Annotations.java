package dev.sheaf.processor.read;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;

/// Finds annotations among mirrors, and the texts in them.
final class Annotations {
  // What compilers put in the place of a value that they could not work out; they report it themselves.
  private static final String ERROR_VALUE = "<error>";

  private Annotations() {}

  static Optional<AnnotationMirror> find(List<? extends AnnotationMirror> mirrors, Class<?> annotation) {
    return mirrors.stream()
        .filter(mirror -> isOf(mirror, annotation))
        .map(AnnotationMirror.class::cast)
        .findFirst();
  }

  /// The value of an annotation that has one element; empty when the source leaves it out, which is an error.
  static Optional<AnnotationValue> onlyValue(AnnotationMirror mirror) {
    return mirror.getElementValues().values().stream().map(AnnotationValue.class::cast).findFirst();
  }

  static String text(AnnotationValue value) {
    return value.getValue().toString();
  }

  /// Whether the compiler knows a text for the annotation's value.
  static boolean hasText(AnnotationMirror mirror) {
    return onlyValue(mirror)
        .filter(value -> value.getValue() instanceof String text && !text.equals(ERROR_VALUE))
        .isPresent();
  }

  private static boolean isOf(AnnotationMirror mirror, Class<?> annotation) {
    TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
    return type.getQualifiedName().contentEquals(annotation.getName());
  }
}
