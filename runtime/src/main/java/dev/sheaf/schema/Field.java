package dev.sheaf.schema;

import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.RecordType;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A typed selector of one field of a record, or of a field of a record inside it: what `MeshFields.data()` and
/// `SceneFields.mesh().vertices()` return. It is a function, for pipelines and streams: `map(SceneFields.title())`.
///
/// @param <R> the record that values are selected from
/// @param <T> the type of the field's value
/// @param path where the field is in the data: the names on the way to it, such as `mesh.vertices`
/// @param schema what the field holds
/// @param accessor reads it from a record
/// @param replacement makes a copy of a record with another value in this field; empty where the field can only be read
public record Field<R, T>(
    String path,
    FieldSchema schema,
    Function<? super R, ? extends T> accessor,
    Optional<BiFunction<? super R, ? super T, ? extends R>> replacement)
    implements Function<R, T> {
  /// A field that can only be read.
  public Field(String path, FieldSchema schema, Function<? super R, ? extends T> accessor) {
    this(path, schema, accessor, Optional.empty());
  }

  /// A field of the record itself that can only be read.
  public Field(FieldSchema schema, Function<? super R, ? extends T> accessor) {
    this(schema.name(), schema, accessor);
  }

  /// A field of the record itself.
  public Field(
      FieldSchema schema,
      Function<? super R, ? extends T> accessor,
      BiFunction<? super R, ? super T, ? extends R> replacement) {
    this(schema.name(), schema, accessor, Optional.of(replacement));
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

  /// A copy of a record with another value in this field; the records around it are copied too. What the constructor of
  /// one of them throws comes as it is.
  ///
  /// @throws IllegalStateException if the field can only be read
  public R with(R record, T value) {
    return replacement
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "expected a field that can be replaced, found %s, which was made of its accessor alone"
                        .formatted(path)))
        .apply(record, value);
  }

  /// A field of the record that this field holds, which can only be read.
  ///
  /// @param position which of that record's fields
  /// @param inner reads it from that record
  /// @throws IllegalStateException if this field holds no record
  /// @throws IndexOutOfBoundsException if that record has no field at `position`
  public <V> Field<R, V> inner(int position, Function<? super T, ? extends V> inner) {
    FieldSchema field = fieldInside(position);
    return new Field<>(path + "." + field.name(), field, outer -> inner.apply(apply(outer)));
  }

  /// A field of the record that this field holds. It can be replaced where this field can.
  ///
  /// @param position which of that record's fields
  /// @param inner reads it from that record
  /// @param innerReplacement makes a copy of that record with another value in it
  /// @throws IllegalStateException if this field holds no record
  /// @throws IndexOutOfBoundsException if that record has no field at `position`
  public <V> Field<R, V> inner(
      int position,
      Function<? super T, ? extends V> inner,
      BiFunction<? super T, ? super V, ? extends T> innerReplacement) {
    FieldSchema field = fieldInside(position);
    return new Field<>(
        path + "." + field.name(),
        field,
        outer -> inner.apply(apply(outer)),
        replacement.map(
            replace -> (outer, value) -> replace.apply(outer, innerReplacement.apply(apply(outer), value))));
  }

  private FieldSchema fieldInside(int position) {
    if (!(schema.type() instanceof RecordType(RecordSchema record))) {
      throw new IllegalStateException("expected a record in field %s, found %s".formatted(path, schema.type()));
    }
    return record.fields().get(position);
  }
}
