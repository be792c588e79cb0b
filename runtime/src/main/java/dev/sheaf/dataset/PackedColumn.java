package dev.sheaf.dataset;

import dev.sheaf.array.NdArray;
import dev.sheaf.array.ScalarElements;
import dev.sheaf.bytes.RowGather;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;

/// One field of all rows, mapped. Thread-safe.
sealed interface PackedColumn {
  /// How many rows there are.
  long rows();

  /// The value of one row: an array, which is a view; or a number or a boolean as an object.
  Object get(long row);

  /// Writes the shapes of these rows, one after the other.
  void extents(long[] positions, int count, long[] extents);

  /// How many bytes the elements of these rows have together.
  long bytes(long[] positions, int count);

  /// Copies the elements of these rows, end to end.
  void gather(long[] positions, int count, MemorySegment target);

  /// The rows as they lie end to end, if they have one shape.
  ///
  /// @throws IllegalStateException if they differ
  Fixed stacked();

  /// Whether rows of this type, which can be packed, have one shape.
  static boolean isStacked(FieldType type) {
    return packed(type).orElseThrow().shape().isFixed();
  }

  /// As which array rows of this type are packed; empty if they cannot be: they must be arrays of one dtype that have
  /// one shape, or differ along the first axis only, or numbers or booleans.
  static Optional<ArrayType> packed(FieldType type) {
    return type.column().filter(array -> array.shape().isFixed() || array.shape().isRaggedAlongFirstAxis());
  }

  /// The shape of all rows, or without the first axis where that varies.
  static Shape inner(ArrayType type) {
    List<ShapePattern.Axis> axes = type.shape().axes();
    return Shape.of(
        axes.stream()
            .skip(type.shape().isFixed() ? 0 : 1)
            .mapToLong(axis -> ((ShapePattern.Axis.Fixed) axis).extent())
            .toArray());
  }

  /// A column and the files that it is made of: that of the values, then that of the offsets, if there is one.
  record Mapped(PackedColumn column, List<InputFile> files) {}

  /// Maps a column.
  ///
  /// @param description `dataset.json`
  /// @throws CorruptDataException if its tables are not what schema and description say
  static Mapped map(
      Path description, FieldType field, PackedDescription.Column column, long rows, MappedTables mapped) {
    ArrayType type = packed(field).orElseThrow();
    boolean fixed = type.shape().isFixed();
    DType dtype = type.dtype().orElseThrow();
    List<TableRef> tables = column.tables();
    if (tables.size() != (fixed ? 1 : 2)) {
      throw new CorruptDataException(
          description.toString(),
          0,
          fixed ? "one table for %s".formatted(column.field()) : "values and offsets for " + column.field(),
          "%d tables".formatted(tables.size()));
    }
    Shape inner = inner(type);
    TableRef values = tables.getFirst();
    TableRef.Mapped data = values.map(description, dtype, inner.rank() + 1, mapped);
    long first = values.shape().getFirst();
    List<Long> found = values.shape().subList(1, values.shape().size());
    if (!found.equals(LongStream.of(inner.toArray()).boxed().toList()) || (fixed && first != rows)) {
      throw new CorruptDataException(
          description.toString(),
          0,
          "%s rows of %s for %s".formatted(fixed ? rows : "any number of", inner, column.field()),
          "the shape " + values.shape());
    }
    if (fixed) {
      Fixed stacked = new Fixed(dtype, inner, rows, data.data());
      return new Mapped(
          field instanceof ScalarType scalar ? new Scalars(scalar.scalar(), stacked) : stacked, List.of(data.file()));
    }
    TableRef.Mapped starts = tables.get(1).map(description, DType.INT64, 1, mapped);
    MemorySegment offsets = starts.data();
    if (offsets.byteSize() / Long.BYTES - 1 != rows) {
      throw new CorruptDataException(
          description.toString(),
          0,
          "offsets of %d rows for %s, and one more".formatted(rows, column.field()),
          "%d".formatted(offsets.byteSize() / Long.BYTES));
    }
    String place = description.resolveSibling(tables.get(1).file()).toString();
    return new Mapped(
        new RaggedRows(place, dtype, inner, first, data.data(), offsets), List.of(data.file(), starts.file()));
  }

  /// Rows of one shape.
  record Fixed(DType dtype, Shape inner, long rows, MemorySegment data) implements PackedColumn {
    long rowBytes() {
      return inner.size() * dtype.byteSize();
    }

    @Override
    public long bytes(long[] positions, int count) {
      return count * rowBytes();
    }

    @Override
    public Fixed stacked() {
      return this;
    }

    @Override
    public NdArray get(long row) {
      return NdArray.wrap(dtype, data.asSlice(Objects.checkIndex(row, rows) * rowBytes(), rowBytes()), inner);
    }

    @Override
    public void extents(long[] positions, int count, long[] extents) {
      int rank = inner.rank();
      for (int i = 0; i < count; i++) {
        Objects.checkIndex(positions[i], rows);
        for (int axis = 0; axis < rank; axis++) {
          extents[i * rank + axis] = inner.dim(axis);
        }
      }
    }

    @Override
    public void gather(long[] positions, int count, MemorySegment target) {
      RowGather.gather(data, rows, rowBytes(), positions, count, target);
    }
  }

  /// Numbers or booleans.
  record Scalars(Scalar scalar, Fixed stacked) implements PackedColumn {
    @Override
    public long rows() {
      return stacked.rows();
    }

    @Override
    public long bytes(long[] positions, int count) {
      return stacked.bytes(positions, count);
    }

    @Override
    public Object get(long row) {
      return new ScalarElements(scalar, stacked.data()).get(Objects.checkIndex(row, rows()));
    }

    @Override
    public void extents(long[] positions, int count, long[] extents) {
      stacked.extents(positions, count, extents);
    }

    @Override
    public void gather(long[] positions, int count, MemorySegment target) {
      stacked.gather(positions, count, target);
    }
  }

  /// Rows that differ along the first axis: row `i` is `values[offsets[i]:offsets[i + 1]]`.
  ///
  /// @param place the file of the offsets
  /// @param inner the shape without the first axis
  /// @param length how many elements of that shape there are
  record RaggedRows(String place, DType dtype, Shape inner, long length, MemorySegment data, MemorySegment offsets)
      implements PackedColumn {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    @Override
    public long rows() {
      return offsets.byteSize() / Long.BYTES - 1;
    }

    @Override
    public long bytes(long[] positions, int count) {
      long rows = 0;
      for (int i = 0; i < count; i++) {
        long start = start(positions[i]);
        rows += end(positions[i]) - start;
      }
      return rows * inner.size() * dtype.byteSize();
    }

    private long start(long row) {
      long start = offsets.getAtIndex(LONG, Objects.checkIndex(row, rows()));
      long end = offsets.getAtIndex(LONG, row + 1);
      if (start < 0 || end < start || end > length) {
        throw new CorruptDataException(
            place, row * Long.BYTES, "a row inside the %d values".formatted(length), "%d to %d".formatted(start, end));
      }
      return start;
    }

    /// After [#start(long)] has looked at the row.
    private long end(long row) {
      return offsets.getAtIndex(LONG, row + 1);
    }

    @Override
    public Fixed stacked() {
      throw new IllegalStateException("expected rows of one shape, found such as differ");
    }

    @Override
    public NdArray get(long row) {
      long start = start(row);
      long count = end(row) - start;
      long bytes = inner.size() * dtype.byteSize();
      return NdArray.wrap(dtype, data.asSlice(start * bytes, count * bytes), inner.stacked(count));
    }

    @Override
    public void extents(long[] positions, int count, long[] extents) {
      int rank = inner.rank() + 1;
      for (int i = 0; i < count; i++) {
        long start = start(positions[i]);
        extents[i * rank] = end(positions[i]) - start;
        for (int axis = 1; axis < rank; axis++) {
          extents[i * rank + axis] = inner.dim(axis - 1);
        }
      }
    }

    @Override
    public void gather(long[] positions, int count, MemorySegment target) {
      long elementBytes = inner.size() * dtype.byteSize();
      long to = 0;
      for (int i = 0; i < count; i++) {
        long start = start(positions[i]);
        long bytes = (end(positions[i]) - start) * elementBytes;
        MemorySegment.copy(data, start * elementBytes, target, to, bytes);
        to += bytes;
      }
    }
  }
}
