package dev.sheaf.codec;

import dev.sheaf.schema.DType;
import org.jspecify.annotations.Nullable;

/// Elements of a floating-point or complex dtype on the wire: what one of them may be, whatever keeps it.
abstract sealed class RoundedElements extends Elements permits FloatingElements, ComplexElements {
  /// From these magnitudes on, a number rounds to infinity.
  private static final double FLOAT16_OVERFLOW = 65520;

  private static final double BFLOAT16_OVERFLOW = 0x1.ffp127;
  private static final double FLOAT32_OVERFLOW = 0x1.ffffffp127;

  final double overflow;

  /// The dtype that a number of this magnitude is too large for.
  final DType overflowing;

  /// Whether numbers beyond all doubles become infinite, as the reference has it.
  final boolean casts;

  private boolean sawText;
  private @Nullable DecodeException sawBoolean;

  RoundedElements(JsonReader in, DType wire, DType declared, boolean bare, boolean casts, DecodeLimits limits) {
    super(in, wire, declared, bare, limits);
    this.casts = casts;
    overflowing = overflow(declared) < overflow(wire) ? declared : wire;
    overflow = overflow(overflowing);
  }

  /// From which magnitude on the numbers of a dtype, or their parts, round to infinity.
  private static double overflow(DType dtype) {
    return switch (dtype) {
      case FLOAT16 -> FLOAT16_OVERFLOW;
      case BFLOAT16 -> BFLOAT16_OVERFLOW;
      case FLOAT32, COMPLEX64 -> FLOAT32_OVERFLOW;
      case FLOAT64, COMPLEX128 -> Double.POSITIVE_INFINITY;
      case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
          throw new IllegalArgumentException("expected a floating-point or complex dtype, found " + dtype);
    };
  }

  /// Appends a real number, not yet rounded to the wire dtype.
  abstract void real(double value);

  @Override
  final void number(NumberScanner number) {
    double value = number.toDouble();
    if (bare && number.isInteger() && !number.fitsLong()) {
      throw value(in.offsetOf(number.start()), "an integer of more than 64 bits");
    }
    if (!(Math.abs(value) < overflow || (casts && becomesInfinite(number, value)))) {
      throw range(in.offsetOf(number.start()), number.text(), overflowing);
    }
    real(value);
  }

  @Override
  final void nonFinite(double value, long offset) {
    real(value);
  }

  @Override
  final void bool(boolean value, long offset) {
    if (sawBoolean == null) {
      sawBoolean = value(offset, "a boolean beside a text");
    }
    if (sawText) {
      throw sawBoolean;
    }
    real(value ? 1 : 0);
  }

  /// Whether the reference lets a number be infinite: one that no double holds, unless it is spelled as an integer.
  private static boolean becomesInfinite(NumberScanner number, double value) {
    return Double.isInfinite(value) && !number.isInteger();
  }

  /// Before a text is appended: there must be no boolean beside it.
  final void demandNoBoolean() {
    sawText = true;
    if (sawBoolean != null) {
      throw sawBoolean;
    }
  }
}
