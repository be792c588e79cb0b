package dev.sheaf.parquet;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Time;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/// Hands values to Parquet, each checked against what the schema says.
final class WrittenValues {
  private static final long NANOS = 1_000_000_000;
  private static final ValueLayout.OfShort SHORT_BYTES =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private WrittenValues() {}

  static void fields(RecordConsumer consumer, Object values, List<WrittenColumn> columns) {
    if (!(values instanceof Object[] fields) || fields.length != columns.size()) {
      throw wrong("%d values of fields".formatted(columns.size()), values);
    }
    for (int i = 0; i < fields.length; i++) {
      WrittenColumn column = columns.get(i);
      Object value = present(fields[i], column);
      if (value != null) {
        consumer.startField(column.name(), i);
        column.values().write(consumer, value);
        consumer.endField(column.name(), i);
      }
    }
  }

  /// What an optional holds; null where it is empty.
  private static @Nullable Object present(@Nullable Object value, WrittenColumn column) {
    if (column.optional() && value instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (value == null && !column.optional()) {
      throw new IllegalArgumentException("expected a value for \"%s\", found null".formatted(column.name()));
    }
    return value;
  }

  private static IllegalArgumentException wrong(String expected, Object found) {
    Object shown = found instanceof NdArray ? found : found.getClass().getSimpleName();
    return new IllegalArgumentException("expected %s, found %s".formatted(expected, shown));
  }

  static void scalar(RecordConsumer consumer, Object value) {
    switch (value) {
      case Boolean truth -> consumer.addBoolean(truth);
      case Byte number -> consumer.addInteger(number);
      case Short number -> consumer.addInteger(number);
      case Integer number -> consumer.addInteger(number);
      case Long number -> consumer.addLong(number);
      case Float number -> consumer.addFloat(number);
      case Double number -> consumer.addDouble(number);
      default -> throw wrong("a boolean or a number", value);
    }
  }

  static void scalar(RecordConsumer consumer, Object value, DType dtype) {
    if (!(value instanceof NdArray array) || array.dtype() != dtype || array.shape().rank() != 0) {
      throw wrong("%s without axes".formatted(dtype), value);
    }
    element(consumer, array.segment(), dtype, 0);
  }

  static void text(RecordConsumer consumer, Object value) {
    if (!(value instanceof String text)) {
      throw wrong("a text", value);
    }
    consumer.addBinary(Binary.fromString(text));
  }

  @SuppressWarnings("EnumOrdinal") // The schema has the names in the order of the constants.
  static void enumeration(RecordConsumer consumer, Object value, List<String> values) {
    String name =
        switch (value) {
          case Enum<?> constant when constant.ordinal() < values.size() -> values.get(constant.ordinal());
          case String text when values.contains(text) -> text;
          default -> throw wrong("one of " + values, value);
        };
    consumer.addBinary(Binary.fromString(name));
  }

  static void bytes(RecordConsumer consumer, Object value) {
    if (!(value instanceof byte[] bytes)) {
      throw wrong("bytes", value);
    }
    consumer.addBinary(Binary.fromConstantByteArray(bytes.clone()));
  }

  static void list(RecordConsumer consumer, Object value, WrittenColumn element) {
    if (!(value instanceof List<?> values)) {
      throw wrong("a list", value);
    }
    consumer.startGroup();
    if (!values.isEmpty()) {
      consumer.startField("list", 0);
      for (Object each : values) {
        consumer.startGroup();
        Object there = present(each, element);
        if (there != null) {
          consumer.startField("element", 0);
          element.values().write(consumer, there);
          consumer.endField("element", 0);
        }
        consumer.endGroup();
      }
      consumer.endField("list", 0);
    }
    consumer.endGroup();
  }

  static void map(RecordConsumer consumer, Object value, WrittenColumn element) {
    if (!(value instanceof Map<?, ?> values)) {
      throw wrong("a map", value);
    }
    consumer.startGroup();
    if (!values.isEmpty()) {
      consumer.startField("key_value", 0);
      for (Map.Entry<?, ?> entry : values.entrySet()) {
        consumer.startGroup();
        consumer.startField("key", 0);
        text(consumer, entry.getKey());
        consumer.endField("key", 0);
        Object there = present(entry.getValue(), element);
        if (there != null) {
          consumer.startField("value", 1);
          element.values().write(consumer, there);
          consumer.endField("value", 1);
        }
        consumer.endGroup();
      }
      consumer.endField("key_value", 0);
    }
    consumer.endGroup();
  }

  /// @param extents of the array; -1 where any will do
  /// @param lists the lengths of the lists that it becomes
  static void array(RecordConsumer consumer, Object value, DType dtype, List<Long> extents, List<Long> lists) {
    boolean fits = value instanceof NdArray array && array.dtype() == dtype && fits(array, extents);
    if (!fits) {
      throw wrong("%s of shape %s".formatted(dtype, extents).replace("-1", "?"), value);
    }
    NdArray array = (NdArray) value;
    long first = lists.getFirst() < 0 ? array.shape().dim(0) : lists.getFirst();
    lists(consumer, array.segment(), dtype, lists, 0, first, 0);
  }

  private static boolean fits(NdArray array, List<Long> extents) {
    if (array.shape().rank() != extents.size()) {
      return false;
    }
    for (int axis = 0; axis < extents.size(); axis++) {
      if (extents.get(axis) >= 0 && extents.get(axis) != array.shape().dim(axis)) {
        return false;
      }
    }
    return true;
  }

  /// Writes one list of the given length; gives the position after its last element.
  private static long lists(
      RecordConsumer consumer,
      MemorySegment elements,
      DType dtype,
      List<Long> lists,
      int axis,
      long length,
      long from) {
    long position = from;
    consumer.startGroup();
    if (length > 0) {
      consumer.startField("list", 0);
      for (long i = 0; i < length; i++) {
        consumer.startGroup();
        consumer.startField("element", 0);
        if (axis == lists.size() - 1) {
          element(consumer, elements, dtype, position++);
        } else {
          position = lists(consumer, elements, dtype, lists, axis + 1, lists.get(axis + 1), position);
        }
        consumer.endField("element", 0);
        consumer.endGroup();
      }
      consumer.endField("list", 0);
    }
    consumer.endGroup();
    return position;
  }

  private static void element(RecordConsumer consumer, MemorySegment elements, DType dtype, long index) {
    long at = index * dtype.byteSize();
    switch (dtype) {
      case BOOL -> consumer.addBoolean(elements.get(ValueLayout.JAVA_BYTE, at) != 0);
      case INT8 -> consumer.addInteger(elements.get(ValueLayout.JAVA_BYTE, at));
      case UINT8 -> consumer.addInteger(elements.get(ValueLayout.JAVA_BYTE, at) & 0xff);
      case INT16 -> consumer.addInteger(elements.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
      case UINT16 -> consumer.addInteger(elements.get(ValueLayout.JAVA_SHORT_UNALIGNED, at) & 0xffff);
      case INT32, UINT32 -> consumer.addInteger(elements.get(ValueLayout.JAVA_INT_UNALIGNED, at));
      case INT64, UINT64 -> consumer.addLong(elements.get(ValueLayout.JAVA_LONG_UNALIGNED, at));
      case FLOAT32 -> consumer.addFloat(elements.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at));
      case FLOAT64 -> consumer.addDouble(elements.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, at));
      case FLOAT16 -> {
        byte[] half = new byte[Short.BYTES];
        MemorySegment.ofArray(half).set(SHORT_BYTES, 0, elements.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
        consumer.addBinary(Binary.fromConstantByteArray(half));
      }
      case BFLOAT16, COMPLEX64, COMPLEX128 -> throw new IllegalArgumentException("Parquet has no " + dtype);
    }
  }

  static void time(RecordConsumer consumer, Object value, Time time) {
    try {
      switch (value) {
        case LocalDate date when time == Time.LOCAL_DATE -> consumer.addInteger(Math.toIntExact(date.toEpochDay()));
        case LocalTime local when time == Time.LOCAL_TIME -> consumer.addLong(local.toNanoOfDay());
        case Instant instant when time == Time.INSTANT ->
            consumer.addLong(nanos(instant.getEpochSecond(), instant.getNano()));
        case LocalDateTime local when time == Time.LOCAL_DATE_TIME ->
            time(consumer, local.toInstant(ZoneOffset.UTC), Time.INSTANT);
        case Duration duration when time == Time.DURATION ->
            consumer.addLong(nanos(duration.getSeconds(), duration.getNano()));
        case OffsetDateTime offset when time == Time.OFFSET_DATE_TIME ->
            consumer.addBinary(Binary.fromString(offset.toString()));
        default -> throw wrong(time.javaName(), value);
      }
    } catch (ArithmeticException _) {
      throw new IllegalArgumentException(
          "expected a %s of 64 bits of nanoseconds, found %s".formatted(time.javaName(), value));
    }
  }

  /// The nanoseconds before 1970 go down from the second before.
  private static long nanos(long seconds, int nanos) {
    return seconds < 0
        ? Math.addExact(Math.multiplyExact(seconds + 1, NANOS), nanos - NANOS)
        : Math.addExact(Math.multiplyExact(seconds, NANOS), nanos);
  }
}
