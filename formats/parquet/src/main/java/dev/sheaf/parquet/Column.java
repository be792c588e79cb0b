package dev.sheaf.parquet;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the values of a field, or of a part of one, are put together from levels and leaves.
sealed interface Column {
  /// The outermost node of the file's schema that it covers: where that is optional, values can be missing.
  SchemaNode node();

  /// What a value is where it is there.
  FieldType type();

  /// What the schema says of it.
  default FieldType fieldType() {
    return node().optional() ? new OptionalType(type()) : type();
  }

  /// A value in a leaf of its own.
  record Single(SchemaNode node, LeafValues values) implements Column {
    @Override
    public FieldType type() {
      return values.type().fieldType();
    }
  }

  /// Named values: a map in Java.
  record Struct(SchemaNode node, List<Column> fields) implements Column {
    @Override
    public FieldType type() {
      return new RecordType(
          new RecordSchema(
              node.name(),
              "",
              false,
              fields.stream().map(each -> new FieldSchema(each.node().name(), "", each.fieldType())).toList()));
    }
  }

  /// Values in order: an array in Java where they are numbers, or arrays of one shape, and none of them is missing.
  ///
  /// @param repeated the node that is there once for each value
  /// @param size how many values each list has; -1 where they differ
  /// @param dims the shape of each list as an array, where that is known and not `size` and the shape of the elements
  record Listed(SchemaNode node, SchemaNode repeated, Column element, int size, Optional<List<Long>> dims)
      implements Column {
    @Override
    public FieldType type() {
      return array().<FieldType>map(ArrayForm::type).orElseGet(() -> new ListType(element.fieldType(), List.of()));
    }

    /// Empty where the values are no numbers.
    Optional<ArrayForm> array() {
      List<Axis> axes = new ArrayList<>();
      if (dims.isPresent()) {
        dims.get().forEach(extent -> axes.add(new Axis.Fixed(extent)));
      } else {
        axes.add(size < 0 ? new Axis.Any() : new Axis.Fixed(size));
      }
      return switch (element) {
        case Single(_, LeafValues values) when values.type() instanceof LeafType.Numeric(DType dtype) ->
            Optional.of(new ArrayForm(dtype, axes, values));
        case Listed inner when inner.size >= 0 && dims.isEmpty() ->
            inner
                .array()
                .map(
                    form -> {
                      axes.addAll(form.axes());
                      return new ArrayForm(form.dtype(), axes, form.values());
                    });
        case Single _, Listed _, Struct _, Mapped _, Refused _ -> Optional.empty();
      };
    }
  }

  /// Values under texts.
  record Mapped(SchemaNode node, SchemaNode repeated, Single key, Column value) implements Column {
    @Override
    public FieldType type() {
      return new MapType(value.fieldType(), List.of());
    }
  }

  /// What can be named and not be read.
  ///
  /// @param expected what is read instead
  record Refused(SchemaNode node, FieldType type, String expected, String found) implements Column {}

  /// Lists that are arrays.
  ///
  /// @param axes the first may be any, the others are fixed
  record ArrayForm(DType dtype, List<Axis> axes, LeafValues values) {
    public ArrayForm {
      axes = List.copyOf(axes);
    }

    ArrayType type() {
      return new ArrayType(dtype, new ShapePattern(false, axes), false);
    }

    boolean fixed() {
      return axes.getFirst() instanceof Axis.Fixed;
    }

    /// The extents from the given axis on.
    long[] extents(int from) {
      return axes.stream().skip(from).mapToLong(axis -> ((Axis.Fixed) axis).extent()).toArray();
    }
  }
}
