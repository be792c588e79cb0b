package dev.sheaf.processor.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A type as it is written, with Sheaf's annotations on each part of it.
///
/// @param form what kind of type it is
/// @param name the qualified name for a [Form#CLASS], else the type as text
/// @param arguments the type arguments
/// @param dims the `@Dims` on this part of the type, if there is one
/// @param differentiable where `@Differentiable` stands on this part of the type, if it does
public record ComponentType(
    Form form,
    String name,
    List<ComponentType> arguments,
    Optional<DeclaredDims> dims,
    Optional<Place> differentiable) {
  public ComponentType {
    arguments = List.copyOf(arguments);
  }

  /// The kinds of types that the rules tell apart.
  public enum Form {
    /// A class or interface, with all its type arguments if it has type parameters.
    CLASS,
    /// A class or interface that has type parameters but was given no arguments.
    RAW,
    /// A type argument that begins with `?`.
    WILDCARD,
    /// A type parameter of the record.
    VARIABLE,
    /// A primitive type or a Java array.
    OTHER
  }

  /// A `@Dims` annotation.
  ///
  /// @param text its text, not parsed yet
  /// @param place where the annotation stands
  /// @param textPlace where its text stands
  public record DeclaredDims(String text, Place place, Place textPlace) {}

  /// The type without packages and annotations, as a person would write it.
  public String simpleText() {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return arguments.isEmpty()
        ? simple
        : simple
            + arguments.stream().map(ComponentType::simpleText).collect(Collectors.joining(", ", "<", ">"));
  }
}
