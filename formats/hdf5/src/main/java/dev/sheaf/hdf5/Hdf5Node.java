package dev.sheaf.hdf5;

import dev.sheaf.schema.Shape;
import java.util.Optional;

/// What stands at a path.
public sealed interface Hdf5Node {
  /// A group.
  ///
  /// @param again whether it was reached before by another path: what is in it is listed there
  record Group(boolean again) implements Hdf5Node {}

  /// A dataset.
  ///
  /// @param shape empty where it has no elements, not even along no axis
  record Dataset(Optional<Shape> shape) implements Hdf5Node {}

  /// A type with a name.
  record NamedType() implements Hdf5Node {}

  /// A link to a path, which may lead nowhere.
  ///
  /// @param target from the group on, or from the root where it begins with a slash
  record SoftLink(String target) implements Hdf5Node {}

  /// A link to a path in another file.
  ///
  /// @param file its name, as it stands in this file
  record ExternalLink(String file, String path) implements Hdf5Node {}

  /// A link that only its writer can follow.
  ///
  /// @param kind the writer's number for it
  record UnknownLink(int kind) implements Hdf5Node {}
}
