package dev.sheaf.processor.model;

import dev.sheaf.schema.FieldSchema;

/// One field of a record that keeps all rules.
///
/// @param schema its name and what it holds in data
/// @param type the same, together with the types in Java
public record DescribedField(FieldSchema schema, DescribedType type) {
  /// The name of the component in Java.
  public String component() {
    return schema.component();
  }
}
