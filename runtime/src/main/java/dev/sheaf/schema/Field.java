package dev.sheaf.schema;

import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.RecordType;
import java.util.function.Function;

/// A typed selector of one field of a record, or of a field of a record inside it: what `MeshFields.data()` and
/// `SceneFields.mesh().vertices()` return. It is a function, for pipelines and streams: `map(SceneFields.title())`.
///
/// @param <R> the record that values are selected from
/// @param <T> the type of the field's value
/// @param path where the field is in the data: the names on the way to it, such as `mesh.vertices`
/// @param schema what the field holds
/// @param accessor reads it from a record
public record Field<R, T>(String path, FieldSchema schema, Function<? super R, ? extends T> accessor)
    implements Function<R, T> {
  /// A field of the record itself.
  public Field(FieldSchema schema, Function<? super R, ? extends T> accessor) {
    this(schema.name(), schema, accessor);
  }

  /// The field's name in the data.
  public String name() {
    return schema.name();
  }

  /// Whether gradients may be asked for with respect to it.
  public boolean differentiable() {
    return schema.type() instanceof ArrayType array && array.differentiable();
  }

  /// The field's value in one record.
  @Override
  public T apply(R record) {
    return accessor.apply(record);
  }

  /// A field of the record that this field holds.
  ///
  /// @param position which of that record's fields
  /// @param inner reads it from that record
  /// @throws IllegalStateException if this field holds no record
  /// @throws IndexOutOfBoundsException if that record has no field at `position`
  public <V> Field<R, V> inner(int position, Function<? super T, ? extends V> inner) {
    if (!(schema.type() instanceof RecordType(RecordSchema record))) {
      throw new IllegalStateException("expected a record in field %s, found %s".formatted(path, schema.type()));
    }
    FieldSchema field = record.fields().get(position);
    return new Field<>(path + "." + field.name(), field, outer -> inner.apply(apply(outer)));
  }
}
