package dev.sheaf.codec;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.EncodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern.Axis;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes one value of a declared type as JSON: what a codec calls for each field, the mirror of [ValueReader].
///
/// Which method to call follows from the type; each writes the value whole, and throws an [EncodeException] if it is
/// none that the schema allows. For one value and one thread.
public final class ValueWriter {
  /// Writes one value.
  ///
  /// @param <T> the Java type of the value
  @FunctionalInterface
  public interface Writing<T> {
    /// Writes `value` where `out` stands.
    void write(T value, ValueWriter out);
  }

  private final JsonWriter out;
  private final EncodeContext context;
  private final FieldType type;

  ValueWriter(JsonWriter out, EncodeContext context, FieldType type) {
    this.out = out;
    this.context = context;
    this.type = type;
  }

  /// Says that what is about to be written would be refused when it is read.
  private void hold(ConstraintCheck.@Nullable Violation violation) {
    if (violation != null) {
      throw out.elementError(Rule.CONSTRAINT, violation.element(), violation.expected(), violation.found());
    }
  }

  /// An array.
  public void array(NdArray array) {
    ArrayType declared = (ArrayType) type;
    Optional<DType> dtype = declared.dtype();
    if (dtype.isPresent() && array.dtype() != dtype.get()) {
      throw out.error(Rule.DTYPE, dtype.get().wireName(), array.dtype().wireName());
    }
    if (!declared.shape().matches(array.shape())) {
      throw out.error(
          Rule.SHAPE,
          "shape (%s)".formatted(declared.shape()),
          "(%s)".formatted(DeclaredShape.text(array.shape().toArray())));
    }
    hold(ConstraintCheck.array(array, declared.constraints()));
    for (int axis = 0; axis < declared.shape().axes().size(); axis++) {
      if (declared.shape().axes().get(axis) instanceof Axis.Named(String name)) {
        context.bind(name, array.shape().dim(axis), out);
      }
    }
    new ArrayWriter(out, context).write(array.dtype(), array.shape(), array.segment());
  }

  /// A boolean.
  public void bool(boolean value) {
    hold(ConstraintCheck.bool(value, ((ScalarType) type).constraints()));
    out.bool(value);
  }

  /// A whole number.
  public void integer(long value) {
    hold(ConstraintCheck.integer(value, ((ScalarType) type).constraints()));
    out.integer(value);
  }

  /// A number, with the digits of a `double`.
  public void floating(double value) {
    hold(ConstraintCheck.floating(value, Scalar.DOUBLE, ((ScalarType) type).constraints()));
    out.number(value);
  }

  /// A number, with the digits of a `float`.
  public void floating(float value) {
    hold(ConstraintCheck.floating(value, Scalar.FLOAT, ((ScalarType) type).constraints()));
    out.number(value);
  }

  /// A text.
  public void text(String value) {
    hold(ConstraintCheck.text(value, ((TextType) type).constraints()));
    out.string(value);
  }

  /// Bytes, as a text in base64.
  public void bytes(byte[] value) {
    hold(ConstraintCheck.size(value.length, "bytes", ((BytesType) type).constraints()));
    Base64Output base64 = context.base64(out);
    base64.begin();
    base64.write(value, 0, value.length);
    base64.end();
  }

  /// The constant of an enum at a position.
  public void constant(int position) {
    out.string(((EnumType) type).values().get(position));
  }

  /// A value of `java.time`.
  public void time(Object value) {
    out.string(value.toString());
  }

  /// A value that may be empty: then it is null.
  public <T> void optional(Optional<T> value, Writing<? super T> writing) {
    if (value.isPresent()) {
      writing.write(value.get(), new ValueWriter(out, context, ((OptionalType) type).of()));
    } else {
      out.nullValue();
    }
  }

  /// Values in order.
  public <T> void list(List<? extends T> values, Writing<? super T> writing) {
    ListType declared = (ListType) type;
    hold(ConstraintCheck.size(values.size(), "elements", declared.constraints()));
    JsonReader.Place place = out.here();
    ValueWriter element = new ValueWriter(out, context, declared.element());
    out.beginList();
    long index = 0;
    for (T value : values) {
      out.place(place, index++);
      writing.write(value, element);
    }
    out.place(place);
    out.endList();
  }

  /// Values under names, in the order of the map.
  public <T> void map(Map<String, ? extends T> values, Writing<? super T> writing) {
    MapType declared = (MapType) type;
    hold(ConstraintCheck.size(values.size(), "entries", declared.constraints()));
    JsonReader.Place place = out.here();
    ValueWriter element = new ValueWriter(out, context, declared.value());
    out.beginObject();
    for (Map.Entry<String, ? extends T> entry : values.entrySet()) {
      out.place(place, entry.getKey());
      out.key(entry.getKey());
      writing.write(entry.getValue(), element);
    }
    out.place(place);
    out.endObject();
  }

  /// A sequence, as one list. Each value is read when its turn comes, and let go of after.
  public <T> void sequence(LazySequence<? extends T> values, Writing<? super T> writing) {
    JsonReader.Place place = out.here();
    FieldType element = ((SequenceType) type).element();
    out.beginList();
    for (long i = 0; i < values.size(); i++) {
      out.place(place, i);
      writing.write(values.get(i), new ValueWriter(out, context.forItem(), element));
    }
    out.place(place);
    out.endList();
  }

  /// The fields of a record.
  public FieldWriter fields() {
    return FieldWriter.inner(((RecordType) type).record(), out, context);
  }

  /// The fields of one of several records.
  ///
  /// @param variant its position in the union's variants
  public FieldWriter variant(int variant) {
    return FieldWriter.variant((UnionType) type, variant, out, context);
  }
}
