package dev.sheaf.codec;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.EncodeException.Rule;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps one value, as [SchemaCodec] would give it.
final class KeptValueWriter extends ValueWriter {
  private static final String SOURCE = "record";

  private final FieldType type;
  private final String place;
  private final DimensionVariables dimensions;
  private final Consumer<Object> value;

  KeptValueWriter(FieldType type, String place, DimensionVariables dimensions, Consumer<Object> value) {
    this.type = type;
    this.place = place;
    this.dimensions = dimensions;
    this.value = value;
  }

  private void hold(ConstraintCheck.@Nullable Violation violation) {
    if (violation != null) {
      throw error(Rule.CONSTRAINT, violation.element(), violation.expected(), violation.found());
    }
  }

  private EncodeException error(Rule rule, String expected, String found) {
    return error(rule, -1, expected, found);
  }

  private EncodeException error(Rule rule, long element, String expected, String found) {
    return new EncodeException(rule, SOURCE, place, element, expected, found);
  }

  @Override
  public void array(NdArray array) {
    ArrayType declared = (ArrayType) type;
    if (declared.dtype().isPresent() && array.dtype() != declared.dtype().get()) {
      throw error(Rule.DTYPE, declared.dtype().get().wireName(), array.dtype().wireName());
    }
    if (!declared.shape().matches(array.shape())) {
      throw error(
          Rule.SHAPE,
          "shape (%s)".formatted(declared.shape()),
          "(%s)".formatted(DeclaredShape.text(array.shape().toArray())));
    }
    hold(ConstraintCheck.array(array, declared.constraints()));
    for (int axis = 0; axis < declared.shape().axes().size(); axis++) {
      if (declared.shape().axes().get(axis) instanceof Axis.Named(String name)) {
        bind(name, array.shape().dim(axis));
      }
    }
    value.accept(array);
  }

  private void bind(String name, long extent) {
    DimensionVariables.Binding bound = dimensions.bind(name, extent, place);
    if (bound != null) {
      throw error(
          Rule.SHAPE,
          "%s = %d, as in field %s".formatted(name, bound.extent(), bound.place()),
          "%s = %d".formatted(name, extent));
    }
  }

  @Override
  public void bool(boolean bool) {
    hold(ConstraintCheck.bool(bool, ((ScalarType) type).constraints()));
    value.accept(bool);
  }

  @Override
  public void integer(long number) {
    ScalarType declared = (ScalarType) type;
    hold(ConstraintCheck.integer(number, declared.constraints()));
    value.accept(
        switch (declared.scalar()) {
          case BYTE -> (byte) number;
          case SHORT -> (short) number;
          case INT -> (int) number;
          case LONG, BOOLEAN, FLOAT, DOUBLE -> number;
        });
  }

  @Override
  public void floating(double number) {
    hold(ConstraintCheck.floating(number, Scalar.DOUBLE, ((ScalarType) type).constraints()));
    value.accept(number);
  }

  @Override
  public void floating(float number) {
    hold(ConstraintCheck.floating(number, Scalar.FLOAT, ((ScalarType) type).constraints()));
    value.accept(number);
  }

  @Override
  public void text(String text) {
    hold(ConstraintCheck.text(text, ((TextType) type).constraints()));
    value.accept(text);
  }

  @Override
  public void bytes(byte[] bytes) {
    hold(ConstraintCheck.size(bytes.length, "bytes", ((BytesType) type).constraints()));
    value.accept(bytes);
  }

  @Override
  public void constant(int position) {
    value.accept(((EnumType) type).values().get(position));
  }

  @Override
  public void time(Object time) {
    value.accept(time);
  }

  @Override
  public <T> void optional(Optional<T> optional, Writing<? super T> writing) {
    if (optional.isEmpty()) {
      value.accept(Optional.empty());
      return;
    }
    FieldType of = ((OptionalType) type).of();
    writing.write(
        optional.get(), new KeptValueWriter(of, place, dimensions, kept -> value.accept(Optional.of(kept))));
  }

  @Override
  public <T> void list(List<? extends T> values, Writing<? super T> writing) {
    ListType declared = (ListType) type;
    hold(ConstraintCheck.size(values.size(), "elements", declared.constraints()));
    List<Object> kept = new ArrayList<>(values.size());
    for (T each : values) {
      String at = "%s[%d]".formatted(place, kept.size());
      writing.write(each, new KeptValueWriter(declared.element(), at, dimensions, kept::add));
    }
    value.accept(kept);
  }

  @Override
  public <T> void map(Map<String, ? extends T> values, Writing<? super T> writing) {
    MapType declared = (MapType) type;
    hold(ConstraintCheck.size(values.size(), "entries", declared.constraints()));
    Map<String, Object> kept = new LinkedHashMap<>();
    values.forEach(
        (key, each) ->
            writing.write(
                each,
                new KeptValueWriter(declared.value(), place + "." + key, dimensions, one -> kept.put(key, one))));
    value.accept(kept);
  }

  @Override
  public <T> void sequence(LazySequence<? extends T> values, Writing<? super T> writing) {
    FieldType element = ((SequenceType) type).element();
    value.accept(
        LazySequence.of(
            values.size(),
            index -> {
              Object[] one = new Object[1];
              String at = "%s[%d]".formatted(place, index);
              writing.write(
                  values.get(index),
                  new KeptValueWriter(element, at, new DimensionVariables(), kept -> one[0] = kept));
              return one[0];
            },
            values::nameOf));
  }

  @Override
  public FieldWriter fields() {
    return new KeptFieldWriter(((RecordType) type).record(), place, value::accept);
  }

  @Override
  public FieldWriter variant(int variant) {
    UnionType.Variant chosen = ((UnionType) type).variants().get(variant);
    return new KeptFieldWriter(
        chosen.record(), place, values -> value.accept(new SchemaCodec.Variant(chosen.tag(), List.of(values))));
  }
}
