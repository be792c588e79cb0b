package dev.sheaf.hdf5;

import dev.sheaf.hdf5.Hdf5Type.Compound;
import dev.sheaf.hdf5.Hdf5Type.Enumeration;
import dev.sheaf.hdf5.Hdf5Type.Member;
import dev.sheaf.hdf5.Hdf5Type.Numbers;
import dev.sheaf.hdf5.Hdf5Type.Opaque;
import dev.sheaf.hdf5.Hdf5Type.Sequence;
import dev.sheaf.hdf5.Hdf5Type.Text;
import dev.sheaf.hdf5.Hdf5Type.Unsupported;
import dev.sheaf.hdf5.Values.NumberForm;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the rows of datasets are, in the words of schemas.
final class ColumnTypes {
  private ColumnTypes() {}

  /// Whether rows of a dataset can be read, as far as that can be told without reading one.
  static boolean readable(Hdf5Dataset dataset) {
    return unsupported(dataset.type()).isEmpty() && dataset.layout() != Hdf5Dataset.Layout.ELSEWHERE;
  }

  /// @throws dev.sheaf.format.UnsupportedFormatException if rows of a dataset cannot be read
  static void check(Hdf5Dataset dataset) {
    Optional<String> what = unsupported(dataset.type());
    if (what.isPresent()) {
      throw dataset.unsupported(
          "numbers, texts, opaque bytes, and compounds, arrays and sequences of them in \"%s\""
              .formatted(dataset.path()),
          what.get());
    }
    if (dataset.layout() == Hdf5Dataset.Layout.ELSEWHERE) {
      throw dataset.unsupported(
          "the elements of \"%s\" in its own file, in one piece or in chunks".formatted(dataset.path()),
          "a virtual dataset, or a list of other files");
    }
  }

  private static Optional<String> unsupported(Hdf5Type type) {
    return switch (type) {
      case Unsupported(_, String what) -> Optional.of(what);
      case Compound(_, List<Member> members) ->
          members.stream().flatMap(member -> unsupported(member.type()).stream()).findFirst();
      case Hdf5Type.Array(Hdf5Type element, _) -> unsupported(element);
      case Sequence(_, Hdf5Type element) -> unsupported(element);
      case Numbers _, Enumeration _, Text _, Opaque _ -> Optional.empty();
    };
  }

  /// What one row is.
  static FieldType row(String field, Hdf5Dataset dataset) {
    Shape inner = dataset.shape().orElseThrow().inner();
    Optional<NumberForm> form = NumberForm.of(dataset.type());
    return form.isPresent()
        ? numbers(form.get().numbers().dtype(), form.get().shape(inner))
        : listed(value(field, dataset.type()), inner.rank());
  }

  private static FieldType numbers(DType dtype, Shape shape) {
    Optional<Scalar> scalar = shape.rank() == 0 ? scalar(dtype) : Optional.empty();
    return scalar.isPresent()
        ? new ScalarType(scalar.get(), List.of())
        : new ArrayType(dtype, pattern(shape), false);
  }

  private static Optional<Scalar> scalar(DType dtype) {
    for (Scalar scalar : Scalar.values()) {
      if (scalar.dtype() == dtype) {
        return Optional.of(scalar);
      }
    }
    return Optional.empty();
  }

  private static ShapePattern pattern(Shape shape) {
    List<Axis> axes = new ArrayList<>();
    for (long dim : shape.toArray()) {
      axes.add(new Axis.Fixed(dim));
    }
    return new ShapePattern(false, axes);
  }

  private static FieldType listed(FieldType element, int rank) {
    FieldType type = element;
    for (int i = 0; i < rank; i++) {
      type = new ListType(type, List.of());
    }
    return type;
  }

  private static FieldType value(String field, Hdf5Type type) {
    return switch (type) {
      case Numbers(DType dtype, _) -> numbers(dtype, Shape.of());
      case Enumeration(Numbers numbers, _) -> numbers(numbers.dtype(), Shape.of());
      case Text _ -> new TextType(List.of());
      case Opaque _ -> new BytesType(List.of());
      case Compound(_, List<Member> members) ->
          new RecordType(
              new RecordSchema(
                  field,
                  "",
                  false,
                  members.stream()
                      .map(member -> new FieldSchema(member.name(), "", value(member.name(), member.type())))
                      .toList()));
      case Hdf5Type.Array(Hdf5Type element, Shape shape) ->
          NumberForm.of(type)
              .map(form -> numbers(form.numbers().dtype(), form.inner()))
              .orElseGet(() -> listed(value(field, element), shape.rank()));
      case Sequence(_, Hdf5Type element) -> sequence(field, element);
      case Unsupported(_, String what) -> throw new IllegalStateException("a column of " + what);
    };
  }

  private static FieldType sequence(String field, Hdf5Type element) {
    Optional<NumberForm> form = NumberForm.of(element);
    if (form.isEmpty()) {
      return new ListType(value(field, element), List.of());
    }
    List<Axis> axes = new ArrayList<>(List.of(new Axis.Any()));
    axes.addAll(pattern(form.get().inner()).axes());
    return new ArrayType(form.get().numbers().dtype(), new ShapePattern(false, axes), false);
  }
}
