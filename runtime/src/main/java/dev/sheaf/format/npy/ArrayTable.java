package dev.sheaf.format.npy;

import dev.sheaf.array.NdArray;
import dev.sheaf.array.ScalarElements;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.Layout;
import dev.sheaf.format.TableReader;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Arrays with one first axis as a table: row `i` is element `i` of each of them. Thread-safe.
final class ArrayTable implements TableReader {
  private static final Pattern SHARD = Pattern.compile("-\\d{5,}-of-\\d{5,}$");

  /// One field.
  ///
  /// @param name its name
  /// @param array its values in all rows
  /// @param scalar which of Java's types its values are; empty where they are arrays
  /// @param stored how it lies in the file
  record Column(String name, StoredArray array, Optional<Scalar> scalar, Layout.Column stored) {
    Column(String name, StoredArray array) {
      this(name, array, array.layout().stored(name));
    }

    Column(String name, StoredArray array, Layout.Column stored) {
      this(name, array, scalar(array.layout()), stored);
    }

    private static Optional<Scalar> scalar(ElementLayout layout) {
      return layout.shape().rank() == 1
          ? Arrays.stream(Scalar.values()).filter(each -> each.dtype() == layout.dtype()).findFirst()
          : Optional.empty();
    }

    private long rows() {
      return array.layout().shape().dim(0);
    }

    private DType dtype() {
      return array.layout().dtype();
    }

    private FieldSchema field() {
      List<Axis> axes = new ArrayList<>();
      Shape shape = array.layout().shape();
      for (int axis = 1; axis < shape.rank(); axis++) {
        axes.add(new Axis.Fixed(shape.dim(axis)));
      }
      FieldType type =
          scalar
              .<FieldType>map(number -> new ScalarType(number, List.of()))
              .orElseGet(() -> new ArrayType(dtype(), new ShapePattern(false, axes), false));
      return new FieldSchema(name, "", type);
    }

    private Object get(long row) {
      NdArray one = array.rows(row, row + 1);
      return scalar
          .<Object>map(number -> new ScalarElements(number, one.segment()).get(0))
          .orElseGet(() -> one.at(0));
    }
  }

  private final RecordSchema schema;
  private final List<Column> columns;
  private final long rows;
  private final Runnable release;
  private volatile boolean closed;

  private ArrayTable(RecordSchema schema, List<Column> columns, long rows, Runnable release) {
    this.schema = schema;
    this.columns = columns;
    this.rows = rows;
    this.release = release;
  }

  /// The table that these arrays are.
  ///
  /// @param file the file's name, for messages
  /// @param name the name of a row
  /// @param columns at least one
  /// @param release gives the file back, once
  /// @throws UnsupportedFormatException if one has no axes, or they have not one first axis
  static ArrayTable of(String file, String name, List<Column> columns, Runnable release) {
    for (Column column : columns) {
      Shape shape = column.array.layout().shape();
      checkRows(file, column, shape);
      if (column.rows() != columns.getFirst().rows()) {
        throw new UnsupportedFormatException(
            file,
            0,
            "arrays of one first axis, which counts rows",
            "%d rows in \"%s\", %d in \"%s\""
                .formatted(columns.getFirst().rows(), columns.getFirst().name, column.rows(), column.name));
      }
    }
    RecordSchema schema = new RecordSchema(name, "", false, columns.stream().map(Column::field).toList());
    return new ArrayTable(schema, List.copyOf(columns), columns.getFirst().rows(), release);
  }

  private static void checkRows(String file, Column column, Shape shape) {
    if (shape.rank() == 0) {
      throw new UnsupportedFormatException(
          file, 0, "arrays with a first axis, which counts rows", "one without axes, \"%s\"".formatted(column.name));
    }
    try {
      // An array without rows may have rows of any size.
      Math.multiplyExact(shape.inner().size(), (long) column.dtype().byteSize());
    } catch (ArithmeticException | IllegalArgumentException _) {
      throw new UnsupportedFormatException(
          file, 0, "rows of at most 2^63 - 1 bytes", "the shape %s of \"%s\"".formatted(shape, column.name));
    }
  }

  /// The name of a file without its ending and without the number of a shard, in front of the ending or behind it.
  static String baseName(Path path) {
    Path last = path.getFileName();
    String name = SHARD.matcher(last == null ? "" : last.toString()).replaceFirst("");
    int dot = name.lastIndexOf('.');
    return SHARD.matcher(dot > 0 ? name.substring(0, dot) : name).replaceFirst("");
  }

  @Override
  public RecordSchema schema() {
    checkOpen();
    return schema;
  }

  @Override
  public long size() {
    checkOpen();
    return rows;
  }

  @Override
  public Layout layout() {
    checkOpen();
    return new Layout(Map.of(), columns.stream().map(Column::stored).toList());
  }

  @Override
  public Map<String, Object> row(long row, Set<String> fields) {
    checkOpen();
    Objects.checkIndex(row, rows);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Column column : columns) {
      if (fields.contains(column.name)) {
        values.put(column.name, column.get(row));
      }
    }
    return values;
  }

  @Override
  public ColumnValues column(int field, long from, long to) {
    checkOpen();
    Objects.checkFromToIndex(from, to, rows);
    return new ColumnValues.Stacked(columns.get(field).array.rows(from, to));
  }

  @Override
  public Optional<NdArray> view(int field) {
    checkOpen();
    return columns.get(field).array.view();
  }

  @Override
  public long offset(long row) {
    checkOpen();
    Objects.checkIndex(row, rows);
    return columns.size() == 1 ? columns.getFirst().array.offset(row) : -1;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the file is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release.run();
    }
  }
}
