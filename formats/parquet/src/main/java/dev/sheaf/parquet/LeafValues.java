package dev.sheaf.parquet;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.Time;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.apache.parquet.format.Type;

/// Makes Java values of what pages hold.
final class LeafValues {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long SECONDS_OF_A_DAY = 86_400;
  private static final long JULIAN_DAY_OF_1970 = 2_440_588;

  private final LeafType type;
  private final Type physical;
  private final String path;

  LeafValues(SchemaNode leaf, LeafType type) {
    this.type = type;
    this.physical = leaf.physical();
    this.path = leaf.path();
  }

  LeafType type() {
    return type;
  }

  /// The value at a position, of the Java type that belongs to the leaf's type.
  Object value(PageValues values, int index, Place place) {
    return switch (values) {
      case PageValues.Fixed(MemorySegment bytes, int width, _) ->
          fixed(bytes.asSlice((long) index * width, width), place);
      case PageValues.Binary binary -> binary(binary.bytes(), binary.from(index), binary.to(index), place);
      case PageValues.Indexed(int[] indices, Dictionary dictionary) ->
          // Numbers are small, and bytes and arrays belong to whoever gets them.
          type instanceof LeafType.Text || type instanceof LeafType.Decimal
              ? dictionary.shared(indices[index], i -> value(dictionary.values(), i, place))
              : value(dictionary.values(), indices[index], place);
    };
  }

  /// Copies numbers from `from` to `to - 1` to `target`, an array's memory, as elements from `element` on.
  void copyNumbers(PageValues values, int from, int to, DType dtype, MemorySegment target, long element) {
    int size = dtype.byteSize();
    if (physical == Type.INT32 && size < Integer.BYTES) {
      MemorySegment wide = MemorySegment.ofArray(new int[to - from]);
      values.copyTo(wide, 0, from, to);
      for (int i = 0; i < to - from; i++) {
        int value = wide.get(ValueLayout.JAVA_INT_UNALIGNED, (long) i * Integer.BYTES);
        if (size == 1) {
          target.set(ValueLayout.JAVA_BYTE, element + i, (byte) value);
        } else {
          target.set(ValueLayout.JAVA_SHORT_UNALIGNED, (element + i) * Short.BYTES, (short) value);
        }
      }
      return;
    }
    values.copyTo(target, element * size, from, to);
  }

  private Object fixed(MemorySegment bytes, Place place) {
    return switch (type) {
      case LeafType.Numeric(DType dtype) -> number(bytes, dtype);
      case LeafType.Text _ -> text(Codecs.array(bytes), 0, (int) bytes.byteSize(), place);
      case LeafType.Bytes _ -> bytes.toArray(ValueLayout.JAVA_BYTE);
      case LeafType.Decimal(int scale) ->
          switch (physical) {
            case INT32 -> BigDecimal.valueOf(bytes.get(INT, 0), scale).toPlainString();
            case INT64 -> BigDecimal.valueOf(bytes.get(LONG, 0), scale).toPlainString();
            default -> decimal(bytes.toArray(ValueLayout.JAVA_BYTE), scale);
          };
      case LeafType.Moment moment -> moment(bytes, moment, place);
    };
  }

  private Object binary(byte[] bytes, int from, int to, Place place) {
    return switch (type) {
      case LeafType.Decimal(int scale) -> {
        if (from == to) {
          throw place.corrupt("the digits of a decimal of \"%s\"".formatted(path), "no bytes");
        }
        yield decimal(Arrays.copyOfRange(bytes, from, to), scale);
      }
      case LeafType.Text _ -> text(bytes, from, to, place);
      case LeafType.Bytes _, LeafType.Numeric _, LeafType.Moment _ -> Arrays.copyOfRange(bytes, from, to);
    };
  }

  private static Object number(MemorySegment bytes, DType dtype) {
    return switch (dtype) {
      case BOOL -> bytes.get(ValueLayout.JAVA_BYTE, 0) != 0;
      case INT8 -> (byte) bytes.get(INT, 0);
      case INT16 -> (short) bytes.get(INT, 0);
      case INT32 -> bytes.get(INT, 0);
      case INT64 -> bytes.get(LONG, 0);
      case FLOAT32 -> Float.intBitsToFloat(bytes.get(INT, 0));
      case FLOAT64 -> Double.longBitsToDouble(bytes.get(LONG, 0));
      case UINT8 -> LeafType.scalar(dtype, MemorySegment.ofArray(new byte[] {(byte) bytes.get(INT, 0)}));
      case UINT16 -> LeafType.scalar(dtype, MemorySegment.ofArray(new short[] {(short) bytes.get(INT, 0)}));
      case UINT32 -> LeafType.scalar(dtype, MemorySegment.ofArray(new int[] {bytes.get(INT, 0)}));
      case UINT64 -> LeafType.scalar(dtype, MemorySegment.ofArray(new long[] {bytes.get(LONG, 0)}));
      case FLOAT16, BFLOAT16 -> LeafType.scalar(dtype, MemorySegment.ofArray(new short[] {bytes.get(SHORT, 0)}));
      case COMPLEX64, COMPLEX128 -> throw new IllegalArgumentException("Parquet has no complex numbers");
    };
  }

  private static String decimal(byte[] bigEndian, int scale) {
    return new BigDecimal(new BigInteger(bigEndian), scale).toPlainString();
  }

  private String text(byte[] bytes, int from, int to, Place place) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    // Java writes this character where bytes are no UTF-8; only then is it worth a second look.
    if (text.indexOf('\ufffd') >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      } catch (CharacterCodingException _) {
        throw place.corrupt("text in UTF-8 in \"%s\"".formatted(path), "other bytes");
      }
    }
    return text;
  }

  private Object moment(MemorySegment bytes, LeafType.Moment moment, Place place) {
    if (moment.perSecond() == 0) {
      return LocalDate.ofEpochDay(bytes.get(INT, 0));
    }
    if (moment.perSecond() < 0) {
      return int96(bytes, place);
    }
    long units = physical == Type.INT32 ? bytes.get(INT, 0) : bytes.get(LONG, 0);
    long seconds = Math.floorDiv(units, moment.perSecond());
    int nanos = (int) (Math.floorMod(units, moment.perSecond()) * (1_000_000_000 / moment.perSecond()));
    return switch (moment.time()) {
      case INSTANT -> Instant.ofEpochSecond(seconds, nanos);
      case LOCAL_DATE_TIME -> LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
      case DURATION -> Duration.ofSeconds(seconds, nanos);
      case LOCAL_TIME -> {
        if (seconds < 0 || seconds >= SECONDS_OF_A_DAY) {
          throw place.corrupt("a time of day in \"%s\"".formatted(path), seconds + " seconds");
        }
        yield LocalTime.ofNanoOfDay(seconds * 1_000_000_000 + nanos);
      }
      case LOCAL_DATE, OFFSET_DATE_TIME -> throw new IllegalStateException("no unit has " + Time.OFFSET_DATE_TIME);
    };
  }

  /// Nanoseconds of the day, then the Julian day, as old writers have timestamps.
  private Object int96(MemorySegment bytes, Place place) {
    long nanos = bytes.get(LONG, 0);
    if (nanos < 0 || nanos >= SECONDS_OF_A_DAY * 1_000_000_000) {
      throw place.corrupt("nanoseconds of a day in \"%s\"".formatted(path), nanos);
    }
    return LocalDate.ofEpochDay(bytes.get(INT, Long.BYTES) - JULIAN_DAY_OF_1970)
        .atTime(LocalTime.ofNanoOfDay(nanos));
  }
}
