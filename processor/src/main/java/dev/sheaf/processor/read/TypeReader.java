package dev.sheaf.processor.read;

import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.ComponentType.Form;
import dev.sheaf.processor.model.DeclaredAnnotation;
import dev.sheaf.processor.model.Declaration;
import dev.sheaf.processor.model.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/// Reads one type. Annotations are taken from the type mirrors themselves, which have them whether the record comes
/// from source or from a class file.
final class TypeReader {
  private final DeclarationReader declarations;
  private final Element element;
  private final List<Integer> part;
  private final Scope scope;

  /// @param element the component that the type is written at, or the sealed interface that permits it
  TypeReader(DeclarationReader declarations, Element element, Scope scope) {
    this(declarations, element, List.of(), scope);
  }

  private TypeReader(DeclarationReader declarations, Element element, List<Integer> part, Scope scope) {
    this.declarations = declarations;
    this.element = element;
    this.part = part;
    this.scope = scope;
  }

  /// A type parameter for which nothing is known.
  static ComponentType variable(String name) {
    return new ComponentType(Form.VARIABLE, name, List.of(), List.of(), Optional.empty());
  }

  ComponentType read(TypeMirror type) {
    if (type.getKind() == TypeKind.ERROR || !Annotations.areComplete(type.getAnnotationMirrors())) {
      declarations.incomplete();
      return variable(type.toString());
    }
    List<DeclaredAnnotation> annotations = annotationsOn(type);
    return switch (type) {
      case DeclaredType declared -> readDeclared(declared).withAlso(annotations);
      case TypeVariable variable -> readVariable(nameOf(variable)).withAlso(annotations);
      case ArrayType array -> readArray(array).withAlso(annotations);
      case PrimitiveType _ -> plain(Form.PRIMITIVE, type).withAlso(annotations);
      case WildcardType wildcard -> readWildcard(wildcard).withAlso(annotations);
      default -> plain(Form.VARIABLE, type);
    };
  }

  private ComponentType readVariable(String name) {
    return Optional.ofNullable(scope.arguments().get(name)).orElseGet(() -> variable(name));
  }

  // The grammar gives annotations before an array to its elements: `@Size(max = 4) byte[]`.
  private ComponentType readArray(ArrayType array) {
    noteUnknown(array.getComponentType());
    return plain(Form.ARRAY, array).withAlso(annotationsOn(array.getComponentType()));
  }

  private ComponentType readWildcard(WildcardType wildcard) {
    Stream.of(Optional.ofNullable(wildcard.getExtendsBound()), Optional.ofNullable(wildcard.getSuperBound()))
        .flatMap(Optional::stream)
        .forEach(this::noteUnknown);
    return plain(Form.WILDCARD, wildcard);
  }

  private void noteUnknown(TypeMirror type) {
    if (type.getKind() == TypeKind.ERROR || !Annotations.areComplete(type.getAnnotationMirrors())) {
      declarations.incomplete();
    }
  }

  private ComponentType readDeclared(DeclaredType type) {
    List<ComponentType> arguments = new ArrayList<>();
    for (TypeMirror argument : type.getTypeArguments()) {
      arguments.add(inside(arguments.size()).read(argument));
    }
    return declared((TypeElement) type.asElement(), arguments);
  }

  /// The type behind a name that is given these type arguments.
  ComponentType declared(TypeElement type, List<ComponentType> arguments) {
    boolean raw = arguments.isEmpty() && !type.getTypeParameters().isEmpty();
    Declaration declaration =
        declarations.read(type, arguments, scope, scope.outside().orElseGet(() -> SourcePlace.of(element)));
    return new ComponentType(
        raw ? Form.RAW : Form.CLASS,
        type.getQualifiedName().toString(),
        arguments,
        List.of(),
        Optional.of(declaration));
  }

  private TypeReader inside(int argument) {
    return new TypeReader(
        declarations, element, Stream.concat(part.stream(), Stream.of(argument)).toList(), scope);
  }

  private static ComponentType plain(Form form, TypeMirror type) {
    return new ComponentType(form, nameOf(type), List.of(), List.of(), Optional.empty());
  }

  private List<DeclaredAnnotation> annotationsOn(TypeMirror type) {
    return Annotations.onType(type.getAnnotationMirrors(), this::place);
  }

  private Place place(AnnotationMirror mirror, Optional<Map.Entry<String, AnnotationValue>> value) {
    return scope.outside().orElseGet(() -> new SourcePlace(element, part, Optional.of(mirror), value));
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
