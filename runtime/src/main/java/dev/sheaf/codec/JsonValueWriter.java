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

/// Writes one value as JSON.
final class JsonValueWriter extends ValueWriter {
  private final JsonWriter out;
  private final EncodeContext context;
  private final FieldType type;

  JsonValueWriter(JsonWriter out, EncodeContext context, FieldType type) {
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

  @Override
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

  @Override
  public void bool(boolean value) {
    hold(ConstraintCheck.bool(value, ((ScalarType) type).constraints()));
    out.bool(value);
  }

  @Override
  public void integer(long value) {
    hold(ConstraintCheck.integer(value, ((ScalarType) type).constraints()));
    out.integer(value);
  }

  @Override
  public void floating(double value) {
    hold(ConstraintCheck.floating(value, Scalar.DOUBLE, ((ScalarType) type).constraints()));
    out.number(value);
  }

  @Override
  public void floating(float value) {
    hold(ConstraintCheck.floating(value, Scalar.FLOAT, ((ScalarType) type).constraints()));
    out.number(value);
  }

  @Override
  public void text(String value) {
    hold(ConstraintCheck.text(value, ((TextType) type).constraints()));
    out.string(value);
  }

  @Override
  public void bytes(byte[] value) {
    hold(ConstraintCheck.size(value.length, "bytes", ((BytesType) type).constraints()));
    Base64Output base64 = context.base64(out);
    base64.begin();
    base64.write(value, 0, value.length);
    base64.end();
  }

  @Override
  public void constant(int position) {
    out.string(((EnumType) type).values().get(position));
  }

  @Override
  public void time(Object value) {
    out.string(value.toString());
  }

  @Override
  public <T> void optional(Optional<T> value, Writing<? super T> writing) {
    if (value.isPresent()) {
      writing.write(value.get(), new JsonValueWriter(out, context, ((OptionalType) type).of()));
    } else {
      out.nullValue();
    }
  }

  @Override
  public <T> void list(List<? extends T> values, Writing<? super T> writing) {
    ListType declared = (ListType) type;
    hold(ConstraintCheck.size(values.size(), "elements", declared.constraints()));
    JsonReader.Place place = out.here();
    JsonValueWriter element = new JsonValueWriter(out, context, declared.element());
    out.beginList();
    long index = 0;
    for (T value : values) {
      out.place(place, index++);
      writing.write(value, element);
    }
    out.place(place);
    out.endList();
  }

  @Override
  public <T> void map(Map<String, ? extends T> values, Writing<? super T> writing) {
    MapType declared = (MapType) type;
    hold(ConstraintCheck.size(values.size(), "entries", declared.constraints()));
    JsonReader.Place place = out.here();
    JsonValueWriter element = new JsonValueWriter(out, context, declared.value());
    out.beginObject();
    for (Map.Entry<String, ? extends T> entry : values.entrySet()) {
      out.place(place, entry.getKey());
      out.key(entry.getKey());
      writing.write(entry.getValue(), element);
    }
    out.place(place);
    out.endObject();
  }

  @Override
  public <T> void sequence(LazySequence<? extends T> values, Writing<? super T> writing) {
    JsonReader.Place place = out.here();
    FieldType element = ((SequenceType) type).element();
    out.beginList();
    for (long i = 0; i < values.size(); i++) {
      out.place(place, i);
      writing.write(values.get(i), new JsonValueWriter(out, context.forItem(), element));
    }
    out.place(place);
    out.endList();
  }

  @Override
  public FieldWriter fields() {
    return JsonFieldWriter.inner(((RecordType) type).record(), out, context);
  }

  @Override
  public FieldWriter variant(int variant) {
    return JsonFieldWriter.variant((UnionType) type, variant, out, context);
  }
}
