package dev.sheaf.tfds;

import dev.sheaf.array.NdArray;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.Layout;
import dev.sheaf.format.TableReader;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern.Axis;
import dev.sheaf.tfds.FeatureTree.Dict;
import dev.sheaf.tfrecord.example.ExampleParser;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The rows that messages are, with the values of those fields that are asked for.
final class TfdsTable implements TableReader {
  private final TfdsRecords records;
  private final RecordSchema schema;
  private final Layout layout;
  private final Map<String, FeatureDecoder> decoders = new LinkedHashMap<>();
  private final ExampleParser parser;
  private final Runnable onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// @param layout what the folder says of itself
  /// @param parser knows the names of the features
  /// @param onClose what else there is to be closed
  TfdsTable(
      TfdsRecords records,
      RecordSchema schema,
      Layout layout,
      Dict features,
      ExampleParser parser,
      Runnable onClose) {
    this.records = records;
    this.layout = layout;
    this.schema = schema;
    this.parser = parser;
    this.onClose = onClose;
    features.features()
        .forEach((name, feature) -> decoders.put(name, FeatureDecoder.of(feature, name, records.options())));
  }

  @Override
  public RecordSchema schema() {
    return schema;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public long size() {
    return records.size();
  }

  @Override
  public Map<String, Object> row(long row, Set<String> fields) {
    StoredRecord record = stored(row, records.read(row));
    Map<String, Object> values = new LinkedHashMap<>();
    decoders.forEach(
        (name, decoder) -> {
          Object value = fields.contains(name) ? decoder.decode(record) : null;
          if (value != null) {
            values.put(name, value);
          }
        });
    return values;
  }

  private StoredRecord stored(long row, MemorySegment message) {
    String place = records.place(row);
    return new StoredRecord(parser.parse(message, place, 0), place);
  }

  @Override
  public ColumnValues column(int field, long from, long to) {
    FeatureDecoder decoder =
        Objects.requireNonNull(
            decoders.get(schema.fields().get(Objects.checkIndex(field, schema.fields().size())).name()));
    List<@Nullable Object> values = new ArrayList<>();
    records.read(from, to, (row, message) -> values.add(decoder.decode(stored(row, message))));
    FieldType type = schema.fields().get(field).type();
    if (type.column().isPresent()) {
      ArrayType array = type.column().get();
      List<NdArray> arrays = values.stream().map(value -> array(value, array)).toList();
      if (array.shape().isFixed()) {
        return stacked(array, arrays);
      }
      if (array.shape().isRaggedAlongFirstAxis()) {
        return ragged(array, arrays);
      }
    }
    return new ColumnValues.Listed(values);
  }

  private static NdArray array(@Nullable Object value, ArrayType type) {
    if (value instanceof NdArray array) {
      return array;
    }
    MemorySegment number =
        switch (value) {
          case Boolean truth -> MemorySegment.ofArray(new byte[] {(byte) (truth ? 1 : 0)});
          case Byte one -> MemorySegment.ofArray(new byte[] {one});
          case Short one -> MemorySegment.ofArray(new short[] {one});
          case Integer one -> MemorySegment.ofArray(new int[] {one});
          case Long one -> MemorySegment.ofArray(new long[] {one});
          case Float one -> MemorySegment.ofArray(new float[] {one});
          case Double one -> MemorySegment.ofArray(new double[] {one});
          case null, default -> throw new AssertionError("expected a number, found " + value);
        };
    return NdArray.wrap(type.dtype().orElseThrow(), number, Shape.of());
  }

  private static ColumnValues stacked(ArrayType type, List<NdArray> arrays) {
    long[] dims = new long[type.shape().axes().size() + 1];
    dims[0] = arrays.size();
    copyDims(type, dims);
    return new ColumnValues.Stacked(together(type, arrays, dims));
  }

  private static ColumnValues ragged(ArrayType type, List<NdArray> arrays) {
    long[] offsets = new long[arrays.size() + 1];
    for (int i = 0; i < arrays.size(); i++) {
      offsets[i + 1] = offsets[i] + arrays.get(i).shape().dim(0);
    }
    long[] dims = new long[type.shape().axes().size()];
    copyDims(type, dims);
    dims[0] = offsets[arrays.size()];
    return new ColumnValues.Ragged(together(type, arrays, dims), offsets);
  }

  /// The extents of the last axes, which are the same for all.
  private static void copyDims(ArrayType type, long[] dims) {
    int axes = type.shape().axes().size();
    for (int axis = 0; axis < axes; axis++) {
      if (type.shape().axes().get(axis) instanceof Axis.Fixed(long extent)) {
        dims[dims.length - axes + axis] = extent;
      }
    }
  }

  private static NdArray together(ArrayType type, List<NdArray> arrays, long[] dims) {
    Stacking stacking = new Stacking(type.dtype().orElseThrow(), Shape.of(dims));
    arrays.forEach(stacking::add);
    return stacking.array();
  }

  @Override
  public long offset(long row) {
    return records.offset(row);
  }

  @Override
  public void close() {
    records.close();
    if (closed.compareAndSet(false, true)) {
      onClose.run();
    }
  }
}
