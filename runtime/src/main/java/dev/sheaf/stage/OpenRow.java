package dev.sheaf.stage;

import dev.sheaf.array.ConversionException;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// A row that is being packed: pieces of arrays, and where they go. Elements are copied once, when the row is made.
final class OpenRow {
  private final String operator;
  private final List<Column> columns;
  private int segments;

  OpenRow(String operator, List<PackedFeature> features) {
    this.operator = operator;
    this.columns = features.stream().map(feature -> new Column(feature)).toList();
  }

  /// A piece of an array, in a row.
  ///
  /// @param elements has the dtype of the row
  private record Piece(NdArray elements, int start, int segment) {}

  private final class Column {
    private final PackedFeature feature;
    private final List<Piece> pieces = new ArrayList<>();
    private int used;

    Column(PackedFeature feature) {
      this.feature = feature;
    }

    /// The first piece decides what the others are.
    private @Nullable NdArray model() {
      return pieces.isEmpty() ? null : pieces.getFirst().elements();
    }

    NdArray checked(NdArray elements) {
      NdArray model = model();
      if (model == null) {
        return elements;
      }
      if (!model.shape().inner().equals(elements.shape().inner())) {
        throw new UnfitItemException(
            operator,
            "elements of %s of shape %s as before".formatted(feature.name(), model.shape().inner()),
            elements.shape().inner().toString());
      }
      try {
        return elements.convertExactly(model.dtype());
      } catch (ConversionException e) {
        throw new UnfitItemException(
            operator, "%s of %s as before in its row".formatted(feature.name(), model.dtype()), e.value(), e);
      }
    }

    NdArray make() {
      int length = feature.kind() == PackedFeature.Kind.COLLECTED ? used : feature.length();
      NdArray model = model();
      if (model == null) {
        return filled(DType.INT64, Shape.of(length));
      }
      Shape inner = model.shape().inner();
      NdArray made = filled(model.dtype(), inner.stacked(length));
      long bytes = inner.size() * model.dtype().byteSize();
      for (Piece piece : pieces) {
        MemorySegment from = piece.elements().segment();
        MemorySegment.copy(from, 0, made.segment(), piece.start() * bytes, from.byteSize());
        if (feature.begin().isPresent() && piece.elements().shape().dim(0) > 0) {
          fill(made.segment().asSlice(piece.start() * bytes, bytes), feature.begin().get(), made.dtype());
        }
      }
      return made;
    }

    /// The elements, and the padding once if there is any.
    double[] values() {
      DoubleStream.Builder values = DoubleStream.builder();
      long elements = 0;
      for (Piece piece : pieces) {
        DoubleStream.of(piece.elements().convertRounding(Float64Array.class).toArray()).forEach(values);
        elements += piece.elements().shape().dim(0);
      }
      if (feature.kind() != PackedFeature.Kind.COLLECTED && elements < feature.length()) {
        values.add(feature.padding().doubleValue());
      }
      return values.build().toArray();
    }

    private NdArray filled(DType dtype, Shape shape) {
      MemorySegment memory = MemorySegment.ofArray(new byte[Math.toIntExact(shape.size() * dtype.byteSize())]);
      if (feature.padding().doubleValue() != 0) {
        fill(memory, feature.padding(), dtype);
      }
      return NdArray.wrap(dtype, memory, shape);
    }

    private void fill(MemorySegment memory, Number value, DType dtype) {
      MemorySegment element = element(operator, value, dtype);
      for (long offset = 0; offset < memory.byteSize(); offset += element.byteSize()) {
        MemorySegment.copy(element, 0, memory, offset, element.byteSize());
      }
    }

    /// The number of the segment, and the position in it, of each element.
    Int32Array numbers(boolean ofSegments) {
      int[] numbers = new int[feature.length()];
      for (Piece piece : pieces) {
        for (int i = 0; i < piece.elements().shape().dim(0); i++) {
          numbers[piece.start() + i] = ofSegments ? piece.segment() : i;
        }
      }
      return Int32Array.of(Shape.of(numbers.length), numbers);
    }
  }

  /// One element in memory.
  static MemorySegment element(String operator, Number value, DType dtype) {
    boolean isWhole = value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    NdArray one =
        isWhole
            ? Int64Array.of(Shape.of(1), value.longValue())
            : Float64Array.of(Shape.of(1), value.doubleValue());
    try {
      return one.convertExactly(dtype).segment();
    } catch (ConversionException e) {
      throw new UnfitItemException(operator, "a value that %s has".formatted(dtype), e.value(), e);
    }
  }

  /// Whether an item of such lengths has room, every array behind the last one.
  boolean fits(List<NdArray> arrays) {
    for (int i = 0; i < arrays.size(); i++) {
      Column column = columns.get(i);
      if (column.feature.next(column.used) + arrays.get(i).shape().dim(0) > column.feature.length()) {
        return false;
      }
    }
    return true;
  }

  /// How many elements of a feature have room.
  int free(int feature) {
    Column column = columns.get(feature);
    return Math.max(0, column.feature.length() - column.feature.next(column.used));
  }

  /// Adds a segment: a piece of each feature, which may have no elements.
  ///
  /// @throws UnfitItemException if a piece is not what the row has begun with; then nothing is added
  void add(List<NdArray> arrays) {
    List<NdArray> checked = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      checked.add(columns.get(i).checked(arrays.get(i)));
    }
    segments++;
    for (int i = 0; i < arrays.size(); i++) {
      Column column = columns.get(i);
      int start = column.feature.next(column.used);
      int length = (int) checked.get(i).shape().dim(0);
      column.pieces.add(new Piece(checked.get(i), start, segments));
      column.used = length == 0 ? column.used : start + length;
    }
  }

  int segments() {
    return segments;
  }

  /// How many elements stand before the next segment, over all features.
  long cells() {
    return columns.stream()
        .filter(column -> column.feature.kind() != PackedFeature.Kind.COLLECTED)
        .mapToLong(column -> column.feature.next(column.used))
        .sum();
  }

  /// The mean of the distinct values other than zero that a feature has in the row, padding included; 0 if there is none.
  double mean(int feature) {
    double[] values = columns.get(feature).values();
    Arrays.sort(values);
    double sum = 0;
    long count = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0 && (i == 0 || values[i] != values[i - 1])) {
        sum += values[i];
        count++;
      }
    }
    return count == 0 || Double.isNaN(sum) ? 0 : sum / count;
  }

  /// The row: each feature, and its segment ids and positions.
  Map<String, NdArray> make() {
    Map<String, NdArray> row = new LinkedHashMap<>();
    for (Column column : columns) {
      row.put(column.feature.name(), column.make());
    }
    for (Column column : columns) {
      if (column.feature.isSequence()) {
        row.put(column.feature.segmentIds(), column.numbers(true));
        row.put(column.feature.positions(), column.numbers(false));
      }
    }
    return Collections.unmodifiableMap(row);
  }
}
