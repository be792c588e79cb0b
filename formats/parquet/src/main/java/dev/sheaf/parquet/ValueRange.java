package dev.sheaf.parquet;

import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;

/// The values between two in one field, for [ParquetReader#rowGroups(ValueRange)].
///
/// @param field a field at the top of the file's schema
/// @param least the smallest value of the range: a `Number` for numbers, else a `String`, `LocalDate`, `Instant` or
///     `LocalDateTime`, as the field has them; texts are ordered by their code points
/// @param most the largest value of the range, of the same type
public record ValueRange(String field, Object least, Object most) {
  /// @throws IllegalArgumentException if the two are of other types, or in the wrong order
  public ValueRange {
    if (compare(least, most) > 0) {
      throw new IllegalArgumentException("expected a range in order, found %s to %s".formatted(least, most));
    }
  }

  boolean mayBeIn(ColumnMetaData chunk, Column.Single column) {
    LeafType type = column.values().type();
    checkType(type);
    Statistics statistics = chunk.getStatistics();
    if (statistics == null || !statistics.isSetMin_value() || !statistics.isSetMax_value()) {
      return true;
    }
    Optional<Object> min = value(statistics.getMin_value(), column);
    Optional<Object> max = value(statistics.getMax_value(), column);
    if (min.isEmpty() || max.isEmpty()) {
      return true;
    }
    return compare(max.get(), least) >= 0 && compare(min.get(), most) <= 0;
  }

  private void checkType(LeafType type) {
    boolean fits =
        switch (type) {
          case LeafType.Numeric(DType dtype) -> least instanceof Number && dtype.kind() != DType.Kind.BOOL;
          case LeafType.Text _ -> least instanceof String;
          case LeafType.Moment moment -> least.getClass().getSimpleName().equals(moment.time().javaName());
          case LeafType.Bytes _, LeafType.Decimal _ -> false;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "expected a range of %s in \"%s\", found %s to %s".formatted(type.fieldType().inWords(), field, least, most));
    }
  }

  /// Empty where the statistic says nothing: NaN, or bytes of another length.
  private static Optional<Object> value(byte[] bytes, Column.Single column) {
    int width = ValueDecoder.width(column.node());
    LeafType type = column.values().type();
    if (type instanceof LeafType.Text) {
      // May be cut off inside a character, and is compared as bytes.
      return Optional.of(bytes);
    }
    // Old statistics of INT96 and of halves have no order that is known.
    if (bytes.length != width || column.node().physical() == Type.INT96) {
      return Optional.empty();
    }
    if (type instanceof LeafType.Numeric(DType dtype)) {
      if (dtype == DType.FLOAT16 || dtype == DType.UINT64) {
        return Optional.empty();
      }
      if (dtype.kind() == DType.Kind.UNSIGNED) {
        return Optional.of(unsigned(bytes));
      }
    }
    PageValues one = new PageValues.Fixed(MemorySegment.ofArray(bytes), width, 1);
    Object value = column.values().value(one, 0, new Place("", 0));
    boolean nan = (value instanceof Float f && f.isNaN()) || (value instanceof Double d && d.isNaN());
    return nan ? Optional.empty() : Optional.of(value);
  }

  private static Long unsigned(byte[] bytes) {
    long value = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[i] & 0xff);
    }
    return value;
  }

  private static int compare(Object a, Object b) {
    return switch (a) {
      case Number x when b instanceof Number y -> decimal(x).compareTo(decimal(y));
      case LocalDate x when b instanceof LocalDate y -> x.compareTo(y);
      case Instant x when b instanceof Instant y -> x.compareTo(y);
      case LocalDateTime x when b instanceof LocalDateTime y -> x.compareTo(y);
      case String x -> compare(utf8(x), b);
      case byte[] x when b instanceof String y -> compare(x, utf8(y));
      case byte[] x when b instanceof byte[] y -> Arrays.compareUnsigned(x, y);
      default ->
          throw new IllegalArgumentException(
              "expected two values of one type that has an order, found %s and %s".formatted(a, b));
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Zeros are equal whatever their sign, and infinities are beyond all numbers.
  private static BigDecimal decimal(Number number) {
    return switch (number) {
      case Float f when f.isInfinite() -> infinity(f);
      case Double d when d.isInfinite() -> infinity(d);
      case Float f -> new BigDecimal(f);
      case Double d -> new BigDecimal(d);
      default -> new BigDecimal(number.toString());
    };
  }

  private static BigDecimal infinity(double value) {
    return BigDecimal.valueOf(Math.signum(value)).movePointRight(400);
  }
}
