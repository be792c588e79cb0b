package dev.sheaf.batch;

import dev.sheaf.array.NdArray;
import dev.sheaf.array.ScalarElements;
import dev.sheaf.batch.CollateException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The columns of one batch of values without a schema. All values are looked at before memory is allocated, once, for
/// all columns; so looking gives what will make the column then. For one thread.
final class DictionaryColumns {
  private final DictionaryCollator collator;
  private final int rows;
  private final BatchMemory memory = new BatchMemory();

  /// @param rows how many there are to be, with those that are added
  DictionaryColumns(DictionaryCollator collator, int rows) {
    this.collator = collator;
    this.rows = rows;
  }

  Object collate(List<?> values) {
    Supplier<?> columns = column(values, ColumnPath.ROOT);
    memory.allocate();
    return columns.get();
  }

  private Supplier<?> column(List<?> values, ColumnPath path) {
    return switch (values.getFirst()) {
      case Map<?, ?> first -> maps(values, first, path);
      case List<?> first -> lists(values, first, path);
      case NdArray first -> arrays(values, first, path);
      case null, default -> listed(values, path);
    };
  }

  private Supplier<?> maps(List<?> values, Map<?, ?> first, ColumnPath path) {
    List<Map<?, ?>> maps = new ArrayList<>(values.size());
    for (int row = 0; row < values.size(); row++) {
      if (!(values.get(row) instanceof Map<?, ?> map)) {
        throw refused(Rule.KIND, path, row, "a map, as in row 0", values.get(row));
      }
      if (map.size() != first.size()) {
        throw otherKeys(Rule.SIZE, path, row, first, map);
      }
      maps.add(map);
    }
    Map<Object, Supplier<?>> columns = new LinkedHashMap<>();
    for (Object key : first.keySet()) {
      List<@Nullable Object> column = new ArrayList<>(maps.size());
      for (int row = 0; row < maps.size(); row++) {
        if (!maps.get(row).containsKey(key)) {
          throw otherKeys(Rule.MISSING, path.key(key), row, first, maps.get(row));
        }
        column.add(maps.get(row).get(key));
      }
      columns.put(key, column(column, path.key(key)));
    }
    return () -> {
      Map<Object, Object> batch = new LinkedHashMap<>();
      columns.forEach((key, column) -> batch.put(key, column.get()));
      return Collections.unmodifiableMap(batch);
    };
  }

  private Supplier<?> lists(List<?> values, List<?> first, ColumnPath path) {
    List<List<?>> lists = new ArrayList<>(values.size());
    for (int row = 0; row < values.size(); row++) {
      if (!(values.get(row) instanceof List<?> list)) {
        throw refused(Rule.KIND, path, row, "a list, as in row 0", values.get(row));
      }
      if (list.size() != first.size()) {
        throw refused(Rule.SIZE, path, row, "a list of %d, as in row 0".formatted(first.size()), list);
      }
      lists.add(list);
    }
    List<Supplier<?>> columns = new ArrayList<>(first.size());
    for (int i = 0; i < first.size(); i++) {
      List<@Nullable Object> column = new ArrayList<>(lists.size());
      for (List<?> list : lists) {
        column.add(list.get(i));
      }
      columns.add(column(column, path.index(i)));
    }
    return () -> columns.stream().<Object>map(Supplier::get).toList();
  }

  private Supplier<?> arrays(List<?> values, NdArray first, ColumnPath path) {
    NdArray[] arrays = new NdArray[values.size()];
    for (int row = 0; row < arrays.length; row++) {
      if (!(values.get(row) instanceof NdArray array)) {
        throw refused(Rule.KIND, path, row, "an array, as in row 0", values.get(row));
      }
      if (array.dtype() != first.dtype()) {
        throw refused(Rule.DTYPE, path, row, "an array of %s, as in row 0".formatted(first.dtype()), array);
      }
      arrays[row] = array;
    }
    Optional<Padding> padding = collator.padding(path);
    return padding.isPresent()
        ? padded(arrays, first, path, padding.get())
        : stacked(arrays, first, path);
  }

  private Supplier<?> stacked(NdArray[] arrays, NdArray first, ColumnPath path) {
    for (int row = 0; row < arrays.length; row++) {
      if (!arrays[row].shape().equals(first.shape())) {
        throw refused(Rule.SHAPE, path, row, "an array of shape %s, as in row 0".formatted(first.shape()), arrays[row]);
      }
    }
    DType dtype = first.dtype();
    Shape shape = first.shape().stacked(rows);
    BatchMemory.Part part = memory.reserve(shape.size(), dtype.byteSize());
    Optional<PadFill> fill = fill(arrays.length, dtype, path);
    return () -> {
      MemorySegment target = memory.at(part);
      new ArrayCells(arrays).copyTo(target);
      long filled = first.segment().byteSize() * arrays.length;
      fill.ifPresent(pad -> pad.fill(target, filled, target.byteSize() - filled));
      return NdArray.wrap(dtype, target, shape);
    };
  }

  private Supplier<?> padded(NdArray[] arrays, NdArray first, ColumnPath path, Padding padding) {
    if (first.shape().rank() == 0) {
      throw refused(Rule.SHAPE, path, 0, "an array with an axis to pad", first);
    }
    Shape inner = first.shape().inner();
    for (int row = 0; row < arrays.length; row++) {
      Shape shape = arrays[row].shape();
      if (shape.rank() == 0 || !shape.inner().equals(inner)) {
        throw refused(
            Rule.SHAPE,
            path,
            row,
            "an array that is longer or shorter than %s in row 0".formatted(first),
            arrays[row]);
      }
    }
    List<Axis> axes = new ArrayList<>(List.of(new Axis.Any()));
    for (long extent : inner.toArray()) {
      axes.add(new Axis.Fixed(extent));
    }
    DType dtype = first.dtype();
    ColumnLayout.PaddedAxes layout =
        ColumnLayout.padded(path.toString(), dtype, new ShapePattern(false, axes), padding);
    NdArray none = NdArray.wrap(dtype, MemorySegment.ofArray(new byte[0]), inner.stacked(0));
    NdArray[] all = Stream.concat(Stream.of(arrays), Stream.generate(() -> none)).limit(rows).toArray(NdArray[]::new);
    ArrayCells cells = new ArrayCells(all);
    var column = (BatchColumn.PaddedStack) BatchColumn.reserve(layout, rows, cells.shapes(layout), memory);
    return () -> {
      cells.copyTo(column.target());
      column.finish();
      return column.padded();
    };
  }

  private Supplier<?> listed(List<?> values, ColumnPath path) {
    Object first = values.getFirst();
    if (first == null) {
      throw refused(Rule.KIND, path, 0, "a value", null);
    }
    for (int row = 0; row < values.size(); row++) {
      Object value = values.get(row);
      if (value == null || kind(value) != kind(first)) {
        throw refused(Rule.KIND, path, row, "%s, as in row 0".formatted(inWords(first)), value);
      }
    }
    Optional<Scalar> scalar = scalar(first);
    if (collator.numbersAsArrays() && scalar.isPresent()) {
      return numbers(values, scalar.get(), path);
    }
    List<Object> column = new ArrayList<>(values);
    if (values.size() < rows) {
      Scalar type =
          scalar.orElseThrow(
              () -> refused(Rule.KIND, path, 0, "a number, as the batch is filled up with numbers", first));
      NdArray value = collator.fillValue().orElseThrow().valueOf(type.dtype(), path.toString());
      column.addAll(Collections.nCopies(rows - values.size(), new ScalarElements(type, value.segment()).get(0)));
    }
    return () -> List.copyOf(column);
  }

  private Supplier<?> numbers(List<?> values, Scalar scalar, ColumnPath path) {
    DType dtype = scalar.dtype();
    BatchMemory.Part part = memory.reserve(rows, dtype.byteSize());
    Optional<PadFill> fill = fill(values.size(), dtype, path);
    return () -> {
      MemorySegment target = memory.at(part);
      ScalarElements elements = new ScalarElements(scalar, target);
      for (int row = 0; row < values.size(); row++) {
        elements.set(row, values.get(row));
      }
      long filled = (long) values.size() * dtype.byteSize();
      fill.ifPresent(pad -> pad.fill(target, filled, target.byteSize() - filled));
      return NdArray.wrap(dtype, target, Shape.of(rows));
    };
  }

  /// What missing rows are filled up with; empty if none is missing.
  private Optional<PadFill> fill(int present, DType dtype, ColumnPath path) {
    return present == rows
        ? Optional.empty()
        : collator.fillValue().map(value -> PadFill.of(value.valueOf(dtype, path.toString())));
  }

  private static CollateException otherKeys(Rule rule, ColumnPath path, int row, Map<?, ?> first, Map<?, ?> found) {
    return new CollateException(
        rule, path, row, "the keys of row 0, %s".formatted(first.keySet()), "the keys %s".formatted(found.keySet()));
  }

  private static CollateException refused(
      Rule rule, ColumnPath path, int row, String expected, @Nullable Object found) {
    return new CollateException(rule, path, row, expected, inWords(found));
  }

  /// Numbers of two types differ, while objects that are nothing to a collator are all the same to it.
  private static Class<?> kind(Object value) {
    return switch (value) {
      case Map<?, ?> _ -> Map.class;
      case List<?> _ -> List.class;
      case NdArray _ -> NdArray.class;
      case Number _, Boolean _, String _, byte[] _ -> value.getClass();
      default -> Object.class;
    };
  }

  private static Optional<Scalar> scalar(Object value) {
    return switch (value) {
      case Boolean _ -> Optional.of(Scalar.BOOLEAN);
      case Byte _ -> Optional.of(Scalar.BYTE);
      case Short _ -> Optional.of(Scalar.SHORT);
      case Integer _ -> Optional.of(Scalar.INT);
      case Long _ -> Optional.of(Scalar.LONG);
      case Float _ -> Optional.of(Scalar.FLOAT);
      case Double _ -> Optional.of(Scalar.DOUBLE);
      default -> Optional.empty();
    };
  }

  private static String inWords(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map -> "a map of " + map.keySet();
      case List<?> list -> "a list of " + list.size();
      case NdArray array -> "an array, " + array;
      case String text -> "a text, \"%s\"".formatted(text);
      case Integer whole -> "an Integer, " + whole;
      case Number number -> "a %s, %s".formatted(number.getClass().getSimpleName(), number);
      case Boolean truth -> "a Boolean, " + truth;
      default -> "a " + value.getClass().getSimpleName();
    };
  }
}
