package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Elements of a bare list without a declared dtype: bool where all are booleans; int64 where all are integers, with
/// booleans as 0 and 1; uint64 where some are above int64 and none is negative; else float64, also where there is none.
///
/// NumPy, and so the [options][DecodeOptions#withCasts()] that want its values, take float64 already where one integer
/// is above int64 and another is not, and let numbers beyond all doubles be infinite.
sealed class InferredElements extends Elements permits WrappingElements {
  private static final int MAX_DIGITS = 20;

  /// What the elements so far are, in the order in which further ones can make them another.
  private DType dtype = DType.BOOL;

  /// Booleans and integers.
  private long[] wholes;

  /// What is kept instead once the dtype is float64.
  private double[] reals = {};

  private final boolean casts;
  private boolean sawNegative;

  /// Whether there was an integer that is not above int64.
  private boolean sawSigned;

  InferredElements(JsonReader in, boolean casts, DecodeLimits limits, int capacity) {
    this(in, DType.FLOAT64, DType.FLOAT64, true, casts, limits, capacity);
  }

  InferredElements(
      JsonReader in, DType wire, DType declared, boolean bare, boolean casts, DecodeLimits limits, int capacity) {
    super(in, wire, declared, bare, limits);
    this.casts = casts;
    this.wholes = new long[capacity];
  }

  @Override
  void number(NumberScanner number) {
    long offset = in.offsetOf(number.start());
    if (number.isInteger()) {
      if (!number.fitsLong()) {
        throw value(offset, "an integer of more than 64 bits");
      }
      long bits = bits(number);
      boolean above = !number.isNegative() && bits < 0;
      boolean negative = number.isNegative() && bits != 0;
      boolean fits =
          !(above && (casts ? sawSigned : sawNegative)) && !((negative || (casts && !above)) && dtype == DType.UINT64);
      if (dtype != DType.FLOAT64 && fits) {
        sawNegative |= negative;
        sawSigned |= !above;
        dtype = above || dtype == DType.UINT64 ? DType.UINT64 : DType.INT64;
        appendWhole(bits);
        return;
      }
    }
    double value = number.toDouble();
    if (Double.isInfinite(value) && !casts) {
      throw range(offset, number.text(), DType.FLOAT64);
    }
    appendReal(value);
  }

  /// The value of an integer that fits 64 bits, signed where it is negative and unsigned where it is not.
  private static long bits(NumberScanner number) {
    if (number.isShortInteger() && number.magnitude() >= 0) {
      return number.isNegative() ? -number.magnitude() : number.magnitude();
    }
    return number.toWhole(MAX_DIGITS).longValue();
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

  /// Where float64 was found.
  final double[] keptReals() {
    return Arrays.copyOf(reals, size);
  }

  /// Where another dtype was found.
  final MemorySegment keptWholes() {
    return MemorySegment.ofArray(Arrays.copyOf(wholes, size));
  }

  final DType keptType() {
    return dtype == DType.UINT64 ? DType.UINT64 : DType.INT64;
  }

  /// The dtype found for all elements together.
  final DType inferred() {
    return size == 0 ? DType.FLOAT64 : dtype;
  }

  @Override
  DType dtype() {
    return inferred();
  }

  @Override
  MemorySegment toSegment() {
    return inferred() == DType.FLOAT64
        ? MemorySegment.ofArray(keptReals())
        : cast(keptWholes(), keptType());
  }
}
