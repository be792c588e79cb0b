package dev.sheaf.processor.read;

import dev.sheaf.processor.model.DeclaredAnnotation;
import dev.sheaf.processor.model.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/// Reads annotations from mirrors.
final class Annotations {
  private static final String SHEAF = "dev.sheaf.schema.";
  private static final String CONSTRAINT = "jakarta.validation.Constraint";
  private static final String CONSTRAINTS = "jakarta.validation.constraints.";
  private static final String CONTAINER = ".List";
  // What compilers put in the place of a value that they could not work out; they report it themselves.
  private static final String ERROR_VALUE = "<error>";

  /// Where an annotation, or a value of it, stands.
  interface Placing {
    Place of(AnnotationMirror mirror, Optional<Map.Entry<String, AnnotationValue>> value);
  }

  private Annotations() {}

  static Optional<AnnotationMirror> find(List<? extends AnnotationMirror> mirrors, Class<?> annotation) {
    return mirrors.stream()
        .filter(mirror -> nameOf(mirror).equals(annotation.getName()))
        .map(AnnotationMirror.class::cast)
        .findFirst();
  }

  /// Those that say something about a value: Sheaf's own, constraints of Jakarta Validation, one by one even where they
  /// stand in a container, and others that are constraints there.
  static List<DeclaredAnnotation> onType(List<? extends AnnotationMirror> mirrors, Placing placing) {
    List<DeclaredAnnotation> found = new ArrayList<>();
    for (AnnotationMirror mirror : mirrors) {
      String name = nameOf(mirror);
      if (name.startsWith(CONSTRAINTS) && name.endsWith(CONTAINER)) {
        for (AnnotationMirror inner : contained(mirror)) {
          found.add(read(inner, (_, _) -> placing.of(mirror, Optional.empty())));
        }
      } else if (name.startsWith(SHEAF) || isConstraint(mirror)) {
        found.add(read(mirror, placing));
      }
    }
    return found;
  }

  /// One of Sheaf's annotations on a declaration.
  static Optional<DeclaredAnnotation> read(
      List<? extends AnnotationMirror> mirrors, Class<?> annotation, Placing placing) {
    return find(mirrors, annotation).map(mirror -> read(mirror, placing));
  }

  private static DeclaredAnnotation read(AnnotationMirror mirror, Placing placing) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Place> places = new LinkedHashMap<>();
    mirror.getElementValues().forEach((element, value) -> {
      String name = element.getSimpleName().toString();
      values.put(name, plain(value.getValue()));
      places.put(name, placing.of(mirror, Optional.of(Map.entry(name, value))));
    });
    return new DeclaredAnnotation(nameOf(mirror), values, placing.of(mirror, Optional.empty()), places);
  }

  private static Object plain(Object value) {
    return switch (value) {
      case List<?> list -> list.stream().map(each -> plain(((AnnotationValue) each).getValue())).toList();
      case VariableElement constant -> constant.getSimpleName().toString();
      case Boolean flag -> flag;
      case Number number -> number;
      default -> value.toString();
    };
  }

  private static List<AnnotationMirror> contained(AnnotationMirror container) {
    return container.getElementValues().values().stream()
        .map(AnnotationValue::getValue)
        .filter(List.class::isInstance)
        .flatMap(list -> ((List<?>) list).stream())
        .map(each -> ((AnnotationValue) each).getValue())
        .filter(AnnotationMirror.class::isInstance)
        .map(AnnotationMirror.class::cast)
        .toList();
  }

  private static boolean isConstraint(AnnotationMirror mirror) {
    return nameOf(mirror).startsWith(CONSTRAINTS)
        || mirror.getAnnotationType().asElement().getAnnotationMirrors().stream()
            .anyMatch(meta -> nameOf(meta).equals(CONSTRAINT));
  }

  /// Whether the compiler knows all values of these annotations, as far as they matter.
  static boolean areComplete(List<? extends AnnotationMirror> mirrors) {
    return mirrors.stream()
        .filter(mirror -> nameOf(mirror).startsWith(SHEAF) || isConstraint(mirror))
        .allMatch(Annotations::isComplete);
  }

  private static boolean isComplete(AnnotationMirror mirror) {
    Map<? extends ExecutableElement, ? extends AnnotationValue> values = mirror.getElementValues();
    return ElementFilter.methodsIn(mirror.getAnnotationType().asElement().getEnclosedElements()).stream()
        .allMatch(
            element ->
                values.containsKey(element)
                    ? isKnown(element, values.get(element).getValue())
                    : element.getDefaultValue() != null);
  }

  private static boolean isKnown(ExecutableElement element, Object value) {
    TypeKind kind = element.getReturnType().getKind();
    boolean fits =
        kind.isPrimitive()
            ? !(value instanceof String)
            : kind != TypeKind.DECLARED || !element.getReturnType().toString().equals("java.lang.String")
                || value instanceof String;
    return fits && !ERROR_VALUE.equals(value);
  }

  private static String nameOf(AnnotationMirror mirror) {
    return ((TypeElement) mirror.getAnnotationType().asElement()).getQualifiedName().toString();
  }
}
