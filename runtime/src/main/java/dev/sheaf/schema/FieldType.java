package dev.sheaf.schema;

/// What kind of value a field holds.
public sealed interface FieldType {
  /// A dense array.
  ///
  /// @param dtype the type of its elements
  /// @param shape what shapes it may have
  /// @param differentiable whether gradients may be asked for with respect to it
  record ArrayType(DType dtype, ShapePattern shape, boolean differentiable) implements FieldType {}

  /// A lazy sequence of values, read one at a time.
  ///
  /// @param element what each of them is
  record SequenceType(FieldType element) implements FieldType {}
}
