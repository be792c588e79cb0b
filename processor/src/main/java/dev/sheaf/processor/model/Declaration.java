package dev.sheaf.processor.model;

import dev.sheaf.processor.model.DeclaredRecord.Access;
import java.util.List;
import java.util.Optional;

/// What is declared behind the name of a class or interface.
///
/// @param name what it is called
/// @param access who can use it
/// @param description for people; empty when the author gave none
/// @param discriminator its `@Discriminator`
/// @param tag its `@DiscriminatorValue`
/// @param body what is in it
public record Declaration(
    DeclaredName name,
    Access access,
    String description,
    Optional<DeclaredAnnotation> discriminator,
    Optional<DeclaredAnnotation> tag,
    Body body) {
  /// What a type is made of, as far as it matters to data.
  public sealed interface Body {
    /// A record.
    ///
    /// @param components in the order of the source
    record Components(List<DeclaredComponent> components) implements Body {
      public Components {
        components = List.copyOf(components);
      }
    }

    /// An enum.
    ///
    /// @param constants in the order of the source
    record Constants(List<Constant> constants) implements Body {
      public Constants {
        constants = List.copyOf(constants);
      }
    }

    /// A sealed interface.
    ///
    /// @param permitted the types that may implement it, in the order of its `permits`, with the type arguments that
    ///     follow from its own
    record Permitted(List<ComponentType> permitted) implements Body {
      public Permitted {
        permitted = List.copyOf(permitted);
      }
    }

    /// A record or a sealed interface inside itself.
    ///
    /// @param names the types from its outer occurrence to this one, by their simple names
    record Circle(List<String> names) implements Body {
      public Circle {
        names = List.copyOf(names);
      }
    }

    /// Any other type.
    ///
    /// @param word what people call it: `class`, `interface`
    record Other(String word) implements Body {}
  }

  /// One constant of an enum.
  ///
  /// @param name its name
  /// @param fieldName its `@FieldName`
  public record Constant(String name, Optional<DeclaredAnnotation> fieldName) {}
}
