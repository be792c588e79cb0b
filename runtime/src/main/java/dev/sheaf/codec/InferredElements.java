package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.Arrays;

/// Elements of a bare list without a declared dtype: bool where all are booleans; int64 where all are integers, with
/// booleans as 0 and 1; uint64 where some are above int64 and none is negative; else float64, also where there is none.
final class InferredElements extends Elements {
  private static final int MAX_DIGITS = 20;

  /// What the elements so far are, in the order in which further ones can make them another.
  private DType dtype = DType.BOOL;

  /// Booleans and integers.
  private long[] wholes;

  /// What is kept instead once the dtype is float64.
  private double[] reals = {};

  private boolean sawNegative;

  InferredElements(JsonReader in, DecodeLimits limits, int capacity) {
    super(in, DType.FLOAT64, DType.FLOAT64, true, limits);
    wholes = new long[capacity];
  }

  @Override
  void number(NumberScanner number) {
    long offset = in.offsetOf(number.start());
    if (number.isInteger()) {
      if (!number.fitsLong()) {
        throw value(offset, "an integer of more than 64 bits");
      }
      BigInteger whole = number.toWhole(MAX_DIGITS);
      boolean above = whole.bitLength() >= Long.SIZE;
      boolean negative = whole.signum() < 0;
      boolean fits = !(above && sawNegative) && !(negative && dtype == DType.UINT64);
      if (dtype != DType.FLOAT64 && fits) {
        sawNegative |= negative;
        dtype = above || dtype == DType.UINT64 ? DType.UINT64 : DType.INT64;
        appendWhole(whole.longValue());
        return;
      }
    }
    double value = number.toDouble();
    if (Double.isInfinite(value)) {
      throw range(offset, number.text(), DType.FLOAT64);
    }
    appendReal(value);
  }

  /// An undeclared dtype is rare enough to look at each element.
  @Override
  void numbersAfter(long left, long length) {}

  @Override
  void nonFinite(double value, long offset) {
    appendReal(value);
  }

  @Override
  void bool(boolean value, long offset) {
    if (dtype == DType.FLOAT64) {
      appendReal(value ? 1 : 0);
    } else {
      appendWhole(value ? 1 : 0);
    }
  }

  @Override
  void nothing(long offset) {
    throw in.error(Rule.VALUE, offset, "numbers or booleans", "a null");
  }

  @Override
  void text(String text, long offset) {
    throw in.error(
        Rule.VALUE, offset, "numbers or booleans", "the text \"%s\"".formatted(text));
  }

  private void appendWhole(long bits) {
    if (size == wholes.length) {
      wholes = Arrays.copyOf(wholes, grown(size));
    }
    wholes[size++] = bits;
  }

  private void appendReal(double value) {
    if (dtype != DType.FLOAT64) {
      MemorySegment found = ElementCast.cast(keptWholes(), keptType(), DType.FLOAT64, in, in.offset());
      reals = Arrays.copyOf(found.toArray(ValueLayout.JAVA_DOUBLE), wholes.length);
      wholes = new long[0];
      dtype = DType.FLOAT64;
    }
    if (size == reals.length) {
      reals = Arrays.copyOf(reals, grown(size));
    }
    reals[size++] = value;
  }

  private MemorySegment keptWholes() {
    return MemorySegment.ofArray(Arrays.copyOf(wholes, size));
  }

  private DType keptType() {
    return dtype == DType.UINT64 ? DType.UINT64 : DType.INT64;
  }

  @Override
  DType dtype() {
    return size == 0 ? DType.FLOAT64 : dtype;
  }

  @Override
  MemorySegment toSegment() {
    return dtype() == DType.FLOAT64
        ? MemorySegment.ofArray(Arrays.copyOf(reals, size))
        : cast(keptWholes(), keptType());
  }
}
