package dev.sheaf.dataset;

import dev.sheaf.array.NdArray;
import dev.sheaf.codec.SchemaCodec.Variant;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts NaN and infinities in the values of one field, and knows where the first of them is. What is inside lists,
/// maps and records of the row counts too; elements of lazy sequences inside them are not read for it.
///
/// The order in which values come, and on which threads, makes no difference. For one thread; those of several are
/// merged.
final class NonFinite {
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  /// Where a row lies.
  ///
  /// @param source which of the sources
  /// @param record which of its records; -1 where the file is one record
  /// @param offset where in the file, in bytes; -1 where nothing says so
  record Place(int source, long record, long offset) {
    private boolean isBefore(Place other) {
      return source != other.source ? source < other.source : record < other.record;
    }
  }

  private final FieldSchema field;
  private final boolean possible;
  private @Nullable Place first;
  private long nans;
  private long infinities;

  NonFinite(FieldSchema field) {
    this.field = field;
    this.possible = isPossible(field.type());
  }

  /// One for each field of a row.
  static List<NonFinite> of(RecordSchema row) {
    return row.fields().stream().map(NonFinite::new).toList();
  }

  private static boolean isPossible(FieldType type) {
    return switch (type) {
      case ArrayType array -> array.dtype().map(NonFinite::hasFloats).orElse(true);
      case ScalarType(Scalar scalar, _) -> hasFloats(scalar.dtype());
      case OptionalType(FieldType of) -> isPossible(of);
      case ListType(FieldType element, _) -> isPossible(element);
      case MapType(FieldType value, _) -> isPossible(value);
      case RecordType(RecordSchema record) -> isPossible(record);
      case UnionType union -> union.variants().stream().anyMatch(variant -> isPossible(variant.record()));
      case TextType _, BytesType _, EnumType _, TimeType _, SequenceType _ -> false;
    };
  }

  private static boolean isPossible(RecordSchema record) {
    return record.fields().stream().anyMatch(field -> isPossible(field.type()));
  }

  private static boolean hasFloats(DType dtype) {
    return dtype.kind() == DType.Kind.FLOAT || dtype.kind() == DType.Kind.COMPLEX;
  }

  FieldSchema field() {
    return field;
  }

  /// Where the first of them is; null if there is none.
  @Nullable Place first() {
    return first;
  }

  /// `2 NaN and 1 infinite`.
  String inWords() {
    if (infinities == 0 || nans == 0) {
      return infinities == 0 ? nans + " NaN" : infinities + " infinite";
    }
    return nans + " NaN and " + infinities + " infinite";
  }

  /// Adds the value of one row, as [dev.sheaf.codec.SchemaCodec] gives it.
  void add(Object value, int source, long record, long offset) {
    if (!possible) {
      return;
    }
    long before = nans + infinities;
    look(field.type(), value);
    if (nans + infinities > before) {
      seen(new Place(source, record, offset));
    }
  }

  /// Adds what was seen on another thread.
  void add(NonFinite other) {
    nans += other.nans;
    infinities += other.infinities;
    if (other.first != null) {
      seen(other.first);
    }
  }

  private void seen(Place place) {
    if (first == null || place.isBefore(first)) {
      first = place;
    }
  }

  private void look(FieldType type, Object value) {
    switch (type) {
      case ArrayType _ -> look((NdArray) value);
      case ScalarType _ -> {
        if (value instanceof Float number) {
          count(Float.isNaN(number), Float.isInfinite(number));
        } else if (value instanceof Double number) {
          count(Double.isNaN(number), Double.isInfinite(number));
        }
      }
      case OptionalType(FieldType of) -> ((Optional<?>) value).ifPresent(present -> look(of, present));
      case ListType(FieldType element, _) -> ((List<?>) value).forEach(each -> look(element, each));
      case MapType(FieldType of, _) -> ((Map<?, ?>) value).values().forEach(each -> look(of, each));
      case RecordType(RecordSchema record) -> look(record, List.of((Object[]) value));
      case UnionType union -> {
        Variant variant = (Variant) value;
        union.variants().stream()
            .filter(each -> each.tag().equals(variant.tag()))
            .forEach(each -> look(each.record(), variant.values()));
      }
      case TextType _, BytesType _, EnumType _, TimeType _, SequenceType _ -> {
        // None can be in them.
      }
    }
  }

  private void look(RecordSchema record, List<Object> values) {
    for (int i = 0; i < values.size(); i++) {
      look(record.fields().get(i).type(), values.get(i));
    }
  }

  private void count(boolean nan, boolean infinite) {
    nans += nan ? 1 : 0;
    infinities += infinite ? 1 : 0;
  }

  /// Nearly always there is none, which one pass without branches tells.
  private void look(NdArray array) {
    MemorySegment elements = array.segment();
    switch (array.dtype()) {
      case FLOAT16 -> halves(elements, 0x7c00);
      case BFLOAT16 -> halves(elements, 0x7f80);
      case FLOAT32, COMPLEX64 -> {
        if (hasInt(elements)) {
          for (long i = 0; i < elements.byteSize() / Integer.BYTES; i++) {
            float element = Float.intBitsToFloat(elements.getAtIndex(INT, i));
            count(Float.isNaN(element), Float.isInfinite(element));
          }
        }
      }
      case FLOAT64, COMPLEX128 -> {
        if (hasLong(elements)) {
          for (long i = 0; i < elements.byteSize() / Long.BYTES; i++) {
            double element = Double.longBitsToDouble(elements.getAtIndex(LONG, i));
            count(Double.isNaN(element), Double.isInfinite(element));
          }
        }
      }
      case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> {
        // These have neither.
      }
    }
  }

  /// @param exponent its bits, all of which NaN and infinities have set
  private void halves(MemorySegment elements, int exponent) {
    for (long i = 0; i < elements.byteSize() / Short.BYTES; i++) {
      int bits = elements.getAtIndex(SHORT, i) & 0x7fff;
      count(bits > exponent, bits == exponent);
    }
  }

  /// Adding the lowest bit of an exponent whose bits are all set carries into the sign.
  private static boolean hasInt(MemorySegment elements) {
    int carried = 0;
    for (long i = 0; i < elements.byteSize() / Integer.BYTES; i++) {
      carried |= (elements.getAtIndex(INT, i) & 0x7f80_0000) + 0x0080_0000;
    }
    return carried < 0;
  }

  private static boolean hasLong(MemorySegment elements) {
    long carried = 0;
    for (long i = 0; i < elements.byteSize() / Long.BYTES; i++) {
      carried |= (elements.getAtIndex(LONG, i) & 0x7ff0_0000_0000_0000L) + 0x0010_0000_0000_0000L;
    }
    return carried < 0;
  }
}
