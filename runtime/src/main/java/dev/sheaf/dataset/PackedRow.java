package dev.sheaf.dataset;

import dev.sheaf.array.NdArray;
import dev.sheaf.array.ScalarElements;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;

/// One row on its way into a packed folder.
///
/// @param elements of each field, in native byte order
/// @param lengths the extents along the first axis, where they differ from row to row; 0 elsewhere
/// @param hash over shapes and elements
@SuppressWarnings("ArrayRecordComponent") // Made by one thread and handed to another, and compared by nobody.
record PackedRow(MemorySegment[] elements, long[] lengths, byte[] hash) {
  /// @param row its position, for messages
  /// @param values of its fields
  /// @param hash what nothing has been added to
  /// @throws IllegalArgumentException if a value is not of its field's type
  static PackedRow of(RecordSchema schema, long row, Object[] values, Fingerprint hash) {
    MemorySegment[] elements = new MemorySegment[values.length];
    long[] lengths = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      FieldSchema field = schema.fields().get(i);
      if (field.type() instanceof ScalarType scalar) {
        elements[i] = scalar(row, field, scalar, values[i]);
        hash.add("");
      } else {
        NdArray array = array(row, field, values[i]);
        elements[i] = array.segment();
        lengths[i] = DatasetPacker.type(field).shape().isFixed() ? 0 : array.shape().dim(0);
        hash.add(array.shape().toString());
      }
      hash.add(elements[i]);
    }
    return new PackedRow(elements, lengths, hash.take());
  }

  private static MemorySegment scalar(long row, FieldSchema field, ScalarType type, Object value) {
    try {
      MemorySegment element = MemorySegment.ofArray(new byte[type.scalar().dtype().byteSize()]);
      new ScalarElements(type.scalar(), element).set(0, value);
      return element;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("row %d, field %s: %s".formatted(row, field.name(), e.getMessage()), e);
    }
  }

  private static NdArray array(long row, FieldSchema field, Object value) {
    ArrayType type = DatasetPacker.type(field);
    if (!(value instanceof NdArray array)
        || array.dtype() != type.dtype().orElseThrow()
        || !type.shape().matches(array.shape())) {
      throw new IllegalArgumentException(
          "row %d, field %s: expected %s (%s), found %s"
              .formatted(row, field.name(), type.dtype().orElseThrow(), type.shape(), value));
    }
    return array;
  }

  /// How many bytes its values have.
  long bytes() {
    long bytes = 0;
    for (MemorySegment each : elements) {
      bytes += each.byteSize();
    }
    return bytes;
  }
}
