package dev.sheaf.testkit;

import dev.sheaf.array.NdArray;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.RowSource;
import dev.sheaf.format.TableReader;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rows and values in a form in which equal ones are equal: copies, which know nothing of the file any more.
final class Plain {
  private static final HexFormat HEX = HexFormat.of();

  private Plain() {}

  /// What stands for a missing value in a list.
  private record Missing() {}

  /// Bytes without a meaning.
  private record Bytes(String hex) {}

  /// An array, or a number as one without axes.
  private record Numbers(DType dtype, Shape shape, String hex) {}

  /// A value of a row, or a whole row.
  static Object of(@Nullable Object value) {
    return switch (value) {
      case null -> new Missing();
      case byte[] bytes -> new Bytes(HEX.formatHex(bytes));
      case MemorySegment bytes -> new Bytes(HEX.formatHex(bytes.toArray(ValueLayout.JAVA_BYTE)));
      case NdArray array ->
          new Numbers(array.dtype(), array.shape(), HEX.formatHex(array.segment().toArray(ValueLayout.JAVA_BYTE)));
      case Boolean bool -> number(DType.BOOL, new byte[] {(byte) (bool ? 1 : 0)});
      case Byte number -> number(DType.INT8, new byte[] {number});
      case Short number -> number(DType.INT16, bytes(MemorySegment.ofArray(new short[] {number})));
      case Integer number -> number(DType.INT32, bytes(MemorySegment.ofArray(new int[] {number})));
      case Long number -> number(DType.INT64, bytes(MemorySegment.ofArray(new long[] {number})));
      case Float number -> number(DType.FLOAT32, bytes(MemorySegment.ofArray(new float[] {number})));
      case Double number -> number(DType.FLOAT64, bytes(MemorySegment.ofArray(new double[] {number})));
      case List<?> list -> list.stream().map(Plain::of).toList();
      case Map<?, ?> map -> ofMap(map);
      default -> value;
    };
  }

  private static Map<String, Object> ofMap(Map<?, ?> map) {
    Map<String, Object> plain = new TreeMap<>();
    map.forEach(
        (name, value) -> {
          if (value != null) {
            plain.put(String.valueOf(name), of(value));
          }
        });
    return plain;
  }

  private static Numbers number(DType dtype, byte[] bytes) {
    return new Numbers(dtype, Shape.of(), HEX.formatHex(bytes));
  }

  private static byte[] bytes(MemorySegment segment) {
    return segment.toArray(ValueLayout.JAVA_BYTE);
  }

  /// One row of an open file, with all its fields.
  static Object row(RowSource source, long position) {
    return switch (source) {
      case RecordReader records -> of(records.read(position));
      case TableReader table -> of(table.row(position, fields(table)));
    };
  }

  /// All rows, one by one.
  static List<Object> rows(RowSource source) {
    List<Object> rows = new ArrayList<>();
    for (long row = 0; row < source.size(); row++) {
      rows.add(row(source, row));
    }
    return rows;
  }

  /// The names of all fields.
  static Set<String> fields(TableReader table) {
    Set<String> names = new HashSet<>();
    for (FieldSchema field : table.schema().fields()) {
      names.add(field.name());
    }
    return names;
  }

  /// The values of a column, one for each row.
  static List<Object> values(ColumnValues column) {
    List<Object> values = new ArrayList<>();
    switch (column) {
      case ColumnValues.Stacked(NdArray stacked) -> {
        for (long row = 0; row < column.rows(); row++) {
          values.add(of(stacked.at(row)));
        }
      }
      case ColumnValues.Ragged(NdArray all, long[] offsets) -> {
        for (int row = 0; row < column.rows(); row++) {
          values.add(of(all.slice(offsets[row], offsets[row + 1])));
        }
      }
      case ColumnValues.Listed(List<@Nullable Object> list) -> list.forEach(value -> values.add(of(value)));
    }
    return values;
  }
}
