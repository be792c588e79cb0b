package dev.sheaf.dataset;

/// What a scan saw of one field.
///
/// @param name the field
/// @param type the dtype of its elements, or what it is where it holds no elements
/// @param shapes the shapes it had, as NumPy would print one: `(28, 28)`, or with ranges, `(3..4, 3)`
public record FieldSummary(String name, String type, String shapes) {
  /// The dtype and the shapes: `float32 (3..4, 3)`.
  @Override
  public String toString() {
    return type + " " + shapes;
  }
}
