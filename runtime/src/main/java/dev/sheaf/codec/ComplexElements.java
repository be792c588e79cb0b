package dev.sheaf.codec;

import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Elements of complex64 or complex128 on the wire, each written as a text or as a real number, kept as two doubles.
///
/// A bare list has no texts: then all are real.
final class ComplexElements extends RoundedElements {
  /// The longest Java array has room for so many.
  private static final int MAX_ELEMENTS = (Integer.MAX_VALUE - 8) / 2;

  private final boolean toFloats;
  private double[] parts;

  ComplexElements(
      JsonReader in, DType wire, DType declared, boolean bare, boolean casts, DecodeLimits limits, int capacity) {
    super(in, wire, declared, bare, casts, limits);
    toFloats = wire == DType.COMPLEX64;
    parts = new double[2 * Math.min(capacity, MAX_ELEMENTS)];
  }

  @Override
  void real(double value) {
    append(value, 0);
  }

  /// Complex elements are texts as a rule: numbers are taken one by one.
  @Override
  void numbersAfter(long left, long length) {}

  @Override
  void nothing(long offset) {
    if (bare) {
      throw value(offset, "a null");
    }
    append(Double.NaN, Double.NaN);
  }

  @Override
  void text(String text, long offset) {
    String found = "the text \"%s\"".formatted(text);
    if (bare) {
      throw value(offset, found);
    }
    demandNoBoolean();
    PythonComplex value;
    try {
      value = PythonComplex.parse(casts ? withoutNuls(text) : text);
    } catch (NumberFormatException e) {
      throw value(offset, found);
    }
    if ((value.overflows() && !casts) || isTooLarge(value.real()) || isTooLarge(value.imaginary())) {
      throw range(offset, found, overflowing);
    }
    append(value.real(), value.imaginary());
  }

  private boolean isTooLarge(double part) {
    return Double.isFinite(part) && Math.abs(part) >= overflow;
  }

  private void append(double real, double imaginary) {
    if (2 * size == parts.length) {
      parts = Arrays.copyOf(parts, 2 * Math.min(grown(size), MAX_ELEMENTS));
    }
    parts[2 * size] = toFloats ? (float) real : real;
    parts[2 * size + 1] = toFloats ? (float) imaginary : imaginary;
    size++;
  }

  @Override
  MemorySegment toSegment() {
    return cast(
        MemorySegment.ofArray(2 * size == parts.length ? parts : Arrays.copyOf(parts, 2 * size)), DType.COMPLEX128);
  }
}
