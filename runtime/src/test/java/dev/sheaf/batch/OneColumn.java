package dev.sheaf.batch;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Field;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Rows of one array, in the field `a`.
record OneColumn(DType dtype, String dims) {
  RecordSchema schema() {
    return new RecordSchema("Row", "", false, List.of(field().schema()));
  }

  Field<NdArray[], NdArray> field() {
    FieldSchema schema = new FieldSchema("a", "", new ArrayType(dtype, ShapePattern.parse(dims), false));
    return new Field<>(schema, row -> row[0]);
  }

  ColumnCollator<NdArray[], Columns> collator() {
    return new ColumnCollator<>(schema(), List.of(field()), Function.identity());
  }

  ColumnCollator<NdArray[], Columns> padded(Padding padding) {
    return collator().padded(field(), padding);
  }

  static List<NdArray[]> rows(NdArray... arrays) {
    return Stream.of(arrays).map(array -> new NdArray[] {array}).toList();
  }

  /// The same rows as a source of columns.
  Rows source(NdArray... arrays) {
    return new Rows(schema(), rows(arrays));
  }

  static long[] allOf(Rows rows) {
    return LongStream.range(0, rows.size()).toArray();
  }

  /// A row of random elements, in a random shape that the schema allows.
  NdArray random(Random random, int rankWhereOpen) {
    ShapePattern pattern = ShapePattern.parse(dims);
    int rank = pattern.anyRank() ? rankWhereOpen : pattern.axes().size();
    long[] extents = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      extents[axis] =
          !pattern.anyRank() && pattern.axes().get(axis) instanceof ShapePattern.Axis.Fixed(long extent)
              ? extent
              : random.nextInt(5);
    }
    Shape shape = Shape.of(extents);
    byte[] bytes = new byte[(int) shape.size() * dtype.byteSize()];
    random.nextBytes(bytes);
    if (dtype == DType.BOOL) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] &= 1;
      }
    }
    return NdArray.wrap(dtype, MemorySegment.ofArray(bytes), shape);
  }

  /// An array whose bytes are all the same.
  NdArray bytes(int each, long... extents) {
    Shape shape = Shape.of(extents);
    byte[] bytes = new byte[(int) shape.size() * dtype.byteSize()];
    Arrays.fill(bytes, (byte) each);
    return NdArray.wrap(dtype, MemorySegment.ofArray(bytes), shape);
  }
}
