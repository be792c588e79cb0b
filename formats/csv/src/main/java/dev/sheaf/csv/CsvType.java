package dev.sheaf.csv;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a field's text stands for.
sealed interface CsvType {
  Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,40}");
  Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  Pattern NOT_FINITE = Pattern.compile("(?i)nan|[+-]?inf(inity)?");

  /// The text itself.
  record Text() implements CsvType {}

  /// A boolean or a number.
  record Numeric(DType dtype) implements CsvType {}

  /// A time in ISO 8601's form.
  record Moment(Time time) implements CsvType {}

  /// The type of this name.
  ///
  /// @throws IllegalArgumentException if there is none
  static CsvType named(String name) {
    List<String> names = new ArrayList<>(List.of("text"));
    for (DType dtype : DType.values()) {
      boolean plain = dtype.kind() != DType.Kind.COMPLEX && dtype != DType.FLOAT16 && dtype != DType.BFLOAT16;
      if (plain && dtype.wireName().equals(name)) {
        return new Numeric(dtype);
      }
      if (plain) {
        names.add(dtype.wireName());
      }
    }
    for (Time time : Time.values()) {
      if (time.javaName().equals(name)) {
        return new Moment(time);
      }
      names.add(time.javaName());
    }
    if (name.equals("text")) {
      return new Text();
    }
    throw new IllegalArgumentException("expected one of the types %s, found \"%s\"".formatted(names, name));
  }

  default FieldType fieldType() {
    return switch (this) {
      case Text _ -> new TextType(List.of());
      case Moment(Time time) -> new TimeType(time);
      case Numeric(DType dtype) -> {
        for (Scalar scalar : Scalar.values()) {
          if (scalar.dtype() == dtype) {
            yield new ScalarType(scalar, List.of());
          }
        }
        yield new ArrayType(dtype, ShapePattern.scalar(), false);
      }
    };
  }

  /// The value; empty where the text is none of this type.
  default Optional<Object> parse(String text) {
    return switch (this) {
      case Text _ -> Optional.of(text);
      case Moment(Time time) -> moment(text, time);
      case Numeric(DType dtype) -> {
        MemorySegment element = MemorySegment.ofArray(new long[1]).asSlice(0, dtype.byteSize());
        yield store(text, dtype, element, 0) ? Optional.of(value(element, dtype)) : Optional.empty();
      }
    };
  }

  private static Optional<Object> moment(String text, Time time) {
    try {
      return Optional.of(
          switch (time) {
            case INSTANT -> Instant.parse(text);
            case LOCAL_DATE -> LocalDate.parse(text);
            case LOCAL_TIME -> LocalTime.parse(text);
            case LOCAL_DATE_TIME -> LocalDateTime.parse(text);
            case OFFSET_DATE_TIME -> OffsetDateTime.parse(text);
            case DURATION -> Duration.parse(text);
          });
    } catch (DateTimeException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  private static Object value(MemorySegment element, DType dtype) {
    return switch (dtype) {
      case BOOL -> element.get(ValueLayout.JAVA_BYTE, 0) != 0;
      case INT8 -> element.get(ValueLayout.JAVA_BYTE, 0);
      case INT16 -> element.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0);
      case INT32 -> element.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
      case INT64 -> element.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
      case FLOAT32 -> element.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0);
      case FLOAT64 -> element.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0);
      default -> NdArray.wrap(dtype, element, Shape.of());
    };
  }

  /// Puts a number at a position of an array's memory; false where the text is none of this type.
  static boolean store(String text, DType dtype, MemorySegment target, long index) {
    return switch (dtype.kind()) {
      case BOOL -> storeTruth(text, target, index);
      case SIGNED, UNSIGNED -> storeInteger(text, dtype, target, index);
      case FLOAT -> storeFloat(text, dtype, target, index);
      case COMPLEX -> false;
    };
  }

  private static boolean storeTruth(String text, MemorySegment target, long index) {
    boolean truth = text.equals("1") || text.equalsIgnoreCase("true");
    target.set(ValueLayout.JAVA_BYTE, index, (byte) (truth ? 1 : 0));
    return truth || text.equals("0") || text.equalsIgnoreCase("false");
  }

  private static boolean storeInteger(String text, DType dtype, MemorySegment target, long index) {
    if (!INTEGER.matcher(text).matches()) {
      return false;
    }
    boolean signed = dtype.kind() == DType.Kind.SIGNED;
    int bits = 8 * dtype.byteSize();
    BigInteger big = text.length() > 18 ? new BigInteger(text) : null;
    if (big != null && (signed ? big.bitLength() >= bits : big.signum() < 0 || big.bitLength() > bits)) {
      return false;
    }
    long value = big != null ? big.longValue() : Long.parseLong(text);
    if (bits < Long.SIZE) {
      long least = signed ? -1L << (bits - 1) : 0;
      long most = signed ? (1L << (bits - 1)) - 1 : (1L << bits) - 1;
      if (value < least || value > most) {
        return false;
      }
    } else if (!signed && big == null && value < 0) {
      return false;
    }
    switch (dtype.byteSize()) {
      case 1 -> target.set(ValueLayout.JAVA_BYTE, index, (byte) value);
      case 2 -> target.set(ValueLayout.JAVA_SHORT_UNALIGNED, index * 2, (short) value);
      case 4 -> target.set(ValueLayout.JAVA_INT_UNALIGNED, index * 4, (int) value);
      default -> target.set(ValueLayout.JAVA_LONG_UNALIGNED, index * 8, value);
    }
    return true;
  }

  private static boolean storeFloat(String text, DType dtype, MemorySegment target, long index) {
    Double value = floating(text);
    if (value == null) {
      return false;
    }
    if (dtype == DType.FLOAT64) {
      target.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, index * Double.BYTES, value);
      return true;
    }
    float narrow = value.floatValue();
    target.set(ValueLayout.JAVA_FLOAT_UNALIGNED, index * Float.BYTES, narrow);
    // A number of the data does not become infinite.
    return !Float.isInfinite(narrow) || value.isInfinite();
  }

  private static @Nullable Double floating(String text) {
    if (NOT_FINITE.matcher(text).matches()) {
      boolean negative = text.charAt(0) == '-';
      boolean nan = Character.toLowerCase(text.charAt(0)) == 'n';
      return nan ? Double.NaN : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (!DECIMAL.matcher(text).matches()) {
      return null;
    }
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? null : value;
  }
}
