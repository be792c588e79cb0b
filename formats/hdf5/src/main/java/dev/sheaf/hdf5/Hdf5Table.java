package dev.sheaf.hdf5;

import dev.sheaf.array.NdArray;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.Layout;
import dev.sheaf.format.TableReader;
import dev.sheaf.hdf5.Hdf5Type.Sequence;
import dev.sheaf.hdf5.Values.NumberForm;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Datasets side by side: a row of the table is a row of each.
final class Hdf5Table implements TableReader {
  private final Hdf5File file;
  private final RecordSchema schema;
  private final List<Hdf5Dataset> columns;
  private final long size;

  private Hdf5Table(Hdf5File file, RecordSchema schema, List<Hdf5Dataset> columns) {
    this.file = file;
    this.schema = schema;
    this.columns = columns;
    this.size = Columns.rows(columns.getFirst());
  }

  static Hdf5Table of(Hdf5File file, Map<String, Hdf5Dataset> columns) {
    List<FieldSchema> fields = new ArrayList<>();
    columns.forEach((name, dataset) -> fields.add(new FieldSchema(name, "", ColumnTypes.row(name, dataset))));
    return new Hdf5Table(file, new RecordSchema(file.name(), "", false, fields), List.copyOf(columns.values()));
  }

  @Override
  public RecordSchema schema() {
    file.checkOpen();
    return schema;
  }

  @Override
  public long size() {
    file.checkOpen();
    return size;
  }

  @Override
  public Layout layout() {
    file.checkOpen();
    return new Layout(Map.of(), columns.stream().map(Hdf5Dataset::stored).toList());
  }

  @Override
  public Map<String, Object> row(long row, Set<String> fields) {
    file.checkOpen();
    Objects.checkIndex(row, size);
    Map<String, Object> values = new LinkedHashMap<>();
    for (int field = 0; field < columns.size(); field++) {
      String name = schema.fields().get(field).name();
      if (fields.contains(name)) {
        values.put(name, value(columns.get(field), row));
      }
    }
    return values;
  }

  private static Object value(Hdf5Dataset column, long row) {
    return switch (rows(column, row, row + 1)) {
      case Hdf5Value.Numbers(NdArray array) -> {
        NdArray one = array.at(0);
        yield one.shape().rank() == 0 ? Values.scalar(one) : one;
      }
      case Hdf5Value.Listed(Shape shape, List<Object> values) -> nested(shape.inner(), values);
      case Hdf5Value.Empty _ -> throw new IllegalStateException("a column without rows");
    };
  }

  private static Hdf5Value rows(Hdf5Dataset column, long from, long to) {
    return column.read(Region.rows(column.shape().orElseThrow(), from, to));
  }

  /// Values in row-major order as lists of lists; the value itself where there is no axis.
  private static Object nested(Shape shape, List<Object> values) {
    if (shape.rank() == 0) {
      return values.getFirst();
    }
    if (shape.rank() == 1) {
      return values;
    }
    List<Object> parts = new ArrayList<>();
    int part = (int) shape.inner().size();
    for (int i = 0; i < shape.dim(0); i++) {
      parts.add(nested(shape.inner(), values.subList(i * part, (i + 1) * part)));
    }
    return parts;
  }

  @Override
  public ColumnValues column(int field, long from, long to) {
    file.checkOpen();
    Hdf5Dataset column = columns.get(Objects.checkIndex(field, columns.size()));
    Objects.checkFromToIndex(from, to, size);
    return switch (rows(column, from, to)) {
      case Hdf5Value.Numbers(NdArray array) -> new ColumnValues.Stacked(array);
      case Hdf5Value.Listed(Shape shape, List<Object> values) -> listed(column, shape, values);
      case Hdf5Value.Empty _ -> throw new IllegalStateException("a column without rows");
    };
  }

  private static ColumnValues listed(Hdf5Dataset column, Shape shape, List<Object> values) {
    if (shape.rank() == 1 && column.type() instanceof Sequence(_, Hdf5Type element)) {
      Optional<NumberForm> form = NumberForm.of(element);
      if (form.isPresent()) {
        return ragged(form.get(), values);
      }
    }
    List<Object> rows = new ArrayList<>();
    int part = (int) shape.inner().size();
    for (int i = 0; i < shape.dim(0); i++) {
      rows.add(nested(shape.inner(), values.subList(i * part, (i + 1) * part)));
    }
    return new ColumnValues.Listed(new ArrayList<>(rows));
  }

  /// Sequences of numbers end to end.
  private static ColumnValues ragged(NumberForm form, List<Object> rows) {
    long[] offsets = new long[rows.size() + 1];
    for (int i = 0; i < rows.size(); i++) {
      offsets[i + 1] = offsets[i] + ((NdArray) rows.get(i)).shape().dim(0);
    }
    DType dtype = form.numbers().dtype();
    Shape shape = form.shape(Shape.of(offsets[rows.size()]));
    MemorySegment all = Memory.allocate(dtype, shape.size());
    long at = 0;
    for (Object row : rows) {
      MemorySegment bytes = ((NdArray) row).segment();
      MemorySegment.copy(bytes, 0, all, at, bytes.byteSize());
      at += bytes.byteSize();
    }
    return new ColumnValues.Ragged(NdArray.wrap(dtype, all, shape), offsets);
  }

  @Override
  public long offset(long row) {
    file.checkOpen();
    Objects.checkIndex(row, size);
    return columns.getFirst().offset(row);
  }

  @Override
  public void close() {
    file.close();
  }
}
