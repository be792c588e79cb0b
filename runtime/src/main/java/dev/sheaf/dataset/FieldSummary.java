package dev.sheaf.dataset;

import dev.sheaf.schema.DType;

/// What a scan saw of one field.
///
/// @param name the field
/// @param dtype the type of its elements
/// @param shapes the shapes it had, as NumPy would print one: `(28, 28)`, or with ranges, `(3..4, 3)`
public record FieldSummary(String name, DType dtype, String shapes) {
  /// The dtype and the shapes: `float32 (3..4, 3)`.
  @Override
  public String toString() {
    return dtype + " " + shapes;
  }
}
