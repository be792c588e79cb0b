package dev.sheaf.processor.model;

import java.util.List;
import java.util.Set;

/// An annotated type as it is written, right or wrong.
///
/// @param kind what it is
/// @param name what it is called
/// @param access who can use it
/// @param generic whether it has type parameters
/// @param description for people; empty when the author gave none
/// @param components its components, in the order of the source; none if it is no record
/// @param warnings what compilers warn of where it and the types in it are used, in the words of `@SuppressWarnings`,
///     sorted
/// @param takenNames the simple names, among those of [GeneratedNames], of types that the user's sources of the same
///     package declare
/// @param shadowing the simple names, among those of [GeneratedNames#OF_JAVA_LANG], that types of the same package have
/// @param tooLarge whether there is more in it than was read
/// @param place where it stands
public record DeclaredRecord(
    Kind kind,
    DeclaredName name,
    Access access,
    boolean generic,
    String description,
    List<DeclaredComponent> components,
    List<String> warnings,
    Set<String> takenNames,
    Set<String> shadowing,
    boolean tooLarge,
    Place place) {
  public DeclaredRecord {
    warnings = List.copyOf(warnings);
    components = List.copyOf(components);
    takenNames = Set.copyOf(takenNames);
    shadowing = Set.copyOf(shadowing);
  }

  /// What kind of type the annotation stands on.
  public enum Kind {
    RECORD("record"),
    CLASS("class"),
    INTERFACE("interface"),
    ENUM("enum"),
    ANNOTATION("annotation interface");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// What people call it.
    public String word() {
      return word;
    }
  }

  /// Who can use a type, all types around it considered.
  public enum Access {
    /// Everybody.
    PUBLIC,
    /// The package.
    PACKAGE,
    /// Nobody but the class around it: it, or a type around it, is private.
    PRIVATE
  }
}
