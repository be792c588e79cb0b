package dev.sheaf.schema;

import java.util.Optional;

/// One field of a record.
///
/// @param name its name in the data
/// @param component its name in Java
/// @param description for people; empty when the author gave none
/// @param type what it holds
/// @param defaultJson the value where the data has none, as JSON text; empty where the data must have one. A field
///     that is optional needs no default
public record FieldSchema(
    String name, String component, String description, FieldType type, Optional<String> defaultJson) {
  /// A field that has the same name in the data and in Java, and no default.
  public FieldSchema(String name, String description, FieldType type) {
    this(name, name, description, type, Optional.empty());
  }
}
