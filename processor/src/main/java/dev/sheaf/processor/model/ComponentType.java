package dev.sheaf.processor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A type as it is written, with the annotations on each part of it and what is declared behind its name.
///
/// The type parameters of a record are replaced by the arguments that were given for them.
///
/// @param form what kind of type it is
/// @param name the qualified name for a class or interface, else the type as text
/// @param arguments the type arguments
/// @param annotations those on this part of the type that Sheaf knows, and constraints of Jakarta Validation
/// @param declaration what a class or interface declares; empty for all others
public record ComponentType(
    Form form,
    String name,
    List<ComponentType> arguments,
    List<DeclaredAnnotation> annotations,
    Optional<Declaration> declaration) {
  public ComponentType {
    arguments = List.copyOf(arguments);
    annotations = List.copyOf(annotations);
  }

  /// The kinds of types that the rules tell apart.
  public enum Form {
    /// A class or interface, with all its type arguments if it has type parameters.
    CLASS,
    /// A class or interface that has type parameters but was given no arguments.
    RAW,
    /// A primitive type.
    PRIMITIVE,
    /// A Java array.
    ARRAY,
    /// A type argument that begins with `?`.
    WILDCARD,
    /// A type parameter for which nothing is known.
    VARIABLE
  }

  /// The annotation of this name on this part of the type.
  public Optional<DeclaredAnnotation> annotation(Class<?> annotation) {
    return annotations.stream().filter(each -> each.name().equals(annotation.getName())).findFirst();
  }

  /// This type with more annotations on it.
  public ComponentType withAlso(List<DeclaredAnnotation> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<DeclaredAnnotation> all = new ArrayList<>(annotations);
    all.addAll(more);
    return new ComponentType(form, name, arguments, all, declaration);
  }

  /// The name without package: `Map.Entry`.
  public String simpleName() {
    return declaration.map(declared -> declared.name().nested()).orElse(name.substring(name.lastIndexOf('.') + 1));
  }

  /// The type without packages and annotations, as a person would write it.
  public String simpleText() {
    return arguments.isEmpty()
        ? simpleName()
        : simpleName()
            + arguments.stream().map(ComponentType::simpleText).collect(Collectors.joining(", ", "<", ">"));
  }
}
