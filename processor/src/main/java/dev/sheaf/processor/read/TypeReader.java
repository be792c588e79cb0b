package dev.sheaf.processor.read;

import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.ComponentType.DeclaredDims;
import dev.sheaf.processor.model.ComponentType.Form;
import dev.sheaf.processor.model.Place;
import dev.sheaf.schema.Differentiable;
import dev.sheaf.schema.Dims;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/// Reads the type of one component. Annotations are taken from the type mirrors themselves, which have them whether the
/// record comes from source or from a class file.
final class TypeReader {
  private final RecordComponentElement component;
  private final List<Integer> part;

  private TypeReader(RecordComponentElement component, List<Integer> part) {
    this.component = component;
    this.part = part;
  }

  static ComponentType read(RecordComponentElement component) {
    return new TypeReader(component, List.of()).read(component.asType());
  }

  private ComponentType read(TypeMirror type) {
    return switch (type) {
      case DeclaredType declared -> readDeclared(declared);
      case TypeVariable variable -> read(type, Form.VARIABLE, nameOf(variable), List.of());
      case WildcardType _ -> read(type, Form.WILDCARD, nameOf(type), List.of());
      default -> read(type, Form.OTHER, nameOf(type), List.of());
    };
  }

  private ComponentType readDeclared(DeclaredType type) {
    boolean raw = type.getTypeArguments().isEmpty() && !((TypeElement) type.asElement()).getTypeParameters().isEmpty();
    List<ComponentType> arguments = new ArrayList<>();
    for (TypeMirror argument : type.getTypeArguments()) {
      arguments.add(inside(arguments.size()).read(argument));
    }
    return read(type, raw ? Form.RAW : Form.CLASS, nameOf(type), arguments);
  }

  private TypeReader inside(int argument) {
    return new TypeReader(component, Stream.concat(part.stream(), Stream.of(argument)).toList());
  }

  private ComponentType read(TypeMirror type, Form form, String name, List<ComponentType> arguments) {
    Optional<DeclaredDims> dims = annotation(type, Dims.class).map(this::readDims);
    Optional<Place> differentiable =
        annotation(type, Differentiable.class).map(mirror -> place(mirror, Optional.empty()));
    return new ComponentType(form, name, arguments, dims, differentiable);
  }

  private DeclaredDims readDims(AnnotationMirror mirror) {
    AnnotationValue text = Annotations.onlyValue(mirror).orElseThrow();
    return new DeclaredDims(
        Annotations.text(text), place(mirror, Optional.empty()), place(mirror, Optional.of(text)));
  }

  private Place place(AnnotationMirror mirror, Optional<AnnotationValue> value) {
    return new SourcePlace(component, part, Optional.of(mirror), value);
  }

  private static Optional<AnnotationMirror> annotation(TypeMirror type, Class<?> annotation) {
    return Annotations.find(type.getAnnotationMirrors(), annotation);
  }

  /// The name without annotations and type arguments; compilers put annotations into the text of a mirror.
  private static String nameOf(TypeMirror type) {
    return switch (type) {
      case DeclaredType declared -> ((TypeElement) declared.asElement()).getQualifiedName().toString();
      case ArrayType array -> nameOf(array.getComponentType()) + "[]";
      case WildcardType wildcard when wildcard.getExtendsBound() != null ->
          "? extends " + simple(nameOf(wildcard.getExtendsBound()));
      case WildcardType wildcard when wildcard.getSuperBound() != null ->
          "? super " + simple(nameOf(wildcard.getSuperBound()));
      case WildcardType _ -> "?";
      case TypeVariable variable -> variable.asElement().getSimpleName().toString();
      case PrimitiveType primitive -> primitive.getKind().name().toLowerCase(Locale.ROOT);
      default -> type.toString();
    };
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
