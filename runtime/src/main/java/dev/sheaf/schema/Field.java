package dev.sheaf.schema;

import java.util.function.Function;

/// A typed selector of one field of a record: what `MeshFields.data()` returns.
///
/// @param <R> the record
/// @param <T> the type of the field's value
/// @param schema what the field holds
/// @param accessor reads it from a record
public record Field<R, T>(FieldSchema schema, Function<? super R, ? extends T> accessor) {
  /// The field's name in the data and in Java.
  public String name() {
    return schema.name();
  }

  /// The field's value in one record.
  public T of(R record) {
    return accessor.apply(record);
  }
}
