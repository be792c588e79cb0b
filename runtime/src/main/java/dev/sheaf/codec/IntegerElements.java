package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;

/// Elements of bool or an integer dtype on the wire; every 64-bit integer stays exact.
final class IntegerElements extends Elements {
  /// Anything with more digits fits no 64-bit integer.
  private static final int MAX_DIGITS = 20;

  private final DType declared;
  private final BigInteger min;
  private final BigInteger max;

  /// The same bounds, as far as a `long` goes: what lies between them needs no closer look.
  private final long plainMin;

  private final long plainMax;
  private long[] values;

  IntegerElements(JsonReader in, DType wire, DType declared, boolean bare, DecodeLimits limits, int capacity) {
    super(in, wire, bare, limits);
    this.declared = declared;
    this.min = IntegerRange.min(wire);
    this.max = declared.kind() == DType.Kind.FLOAT ? IntegerRange.max(wire) : IntegerRange.max(wire).min(IntegerRange.max(declared));
    this.plainMin = min.longValueExact();
    this.plainMax = max.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    this.values = new long[capacity];
  }

  @Override
  void number(NumberScanner number) {
    if (number.isShortInteger()) {
      long magnitude = number.magnitude();
      long value = number.isNegative() ? -magnitude : magnitude;
      if (magnitude >= 0 && value >= plainMin && value <= plainMax) {
        append(value);
        return;
      }
    }
    append(exact(number));
  }

  private long exact(NumberScanner number) {
    long offset = in.offsetOf(number.start());
    if (bare && !number.isInteger()) {
      throw in.error(Rule.DTYPE, offset, "integers", number.text());
    }
    BigInteger value;
    try {
      value = number.toWhole(MAX_DIGITS);
    } catch (NumberFormatException e) {
      throw outside(offset, number.text());
    } catch (ArithmeticException e) {
      throw in.error(Rule.INTEGER, offset, "a whole number for " + wire, number.text());
    }
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw outside(offset, number.text());
    }
    return value.longValue();
  }

  private DecodeException outside(long offset, String found) {
    return wire == DType.BOOL ? value(offset, found) : range(offset, found);
  }

  @Override
  void nonFinite(double value, long offset) {
    throw bare
        ? in.error(Rule.DTYPE, offset, "integers", Double.toString(value))
        : in.error(Rule.INTEGER, offset, "a whole number for " + wire, Double.toString(value));
  }

  @Override
  void bool(boolean value, long offset) {
    append(value ? 1 : 0);
  }

  @Override
  void nothing(long offset) {
    throw value(offset, "a null");
  }

  @Override
  void text(String text, long offset) {
    throw value(offset, "the text \"%s\"".formatted(text));
  }

  private void append(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, grown(size));
    }
    values[size++] = value;
  }

  @Override
  MemorySegment toSegment() {
    MemorySegment wireValues = MemorySegment.ofArray(size == values.length ? values : Arrays.copyOf(values, size));
    return ElementCast.cast(wireValues, wire == DType.UINT64 ? DType.UINT64 : DType.INT64, declared);
  }
}
