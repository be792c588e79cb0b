package dev.sheaf.codec;

import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Elements of float16, float32 or float64 on the wire, kept as float32 or float64.
///
/// Decimal text is rounded to double, then to the wire dtype, as NumPy does.
final class FloatingElements extends Elements {
  /// From these magnitudes on, a number rounds to infinity.
  private static final double FLOAT16_OVERFLOW = 65520;

  private static final double FLOAT32_OVERFLOW = 0x1.ffffffp127;

  private final double overflow;
  private final boolean toHalf;
  private final boolean toFloat;
  private final boolean keepsFloats;
  private float[] floats = {};
  private double[] doubles = {};
  private boolean sawText;
  private @Nullable DecodeException sawBoolean;

  FloatingElements(JsonReader in, DType wire, DType declared, boolean bare, DecodeLimits limits, int capacity) {
    super(in, wire, bare, limits);
    toHalf = wire == DType.FLOAT16;
    toFloat = wire == DType.FLOAT32;
    keepsFloats = declared == DType.FLOAT32;
    overflow =
        toHalf ? FLOAT16_OVERFLOW : toFloat || keepsFloats ? FLOAT32_OVERFLOW : Double.POSITIVE_INFINITY;
    if (keepsFloats) {
      floats = new float[capacity];
    } else {
      doubles = new double[capacity];
    }
  }

  @Override
  void number(NumberScanner number) {
    double value = number.toDouble();
    if (bare && number.isInteger() && !number.fitsLong()) {
      throw value(in.offsetOf(number.start()), "an integer of more than 64 bits");
    }
    if (!(Math.abs(value) < overflow)) {
      throw range(in.offsetOf(number.start()), number.text());
    }
    append(value);
  }

  @Override
  void nonFinite(double value, long offset) {
    append(value);
  }

  @Override
  void bool(boolean value, long offset) {
    if (sawBoolean == null) {
      sawBoolean = value(offset, "a boolean beside a text");
    }
    if (sawText) {
      throw sawBoolean;
    }
    append(value ? 1 : 0);
  }

  @Override
  void nothing(long offset) {
    if (bare) {
      throw value(offset, "a null");
    }
    append(Double.NaN);
  }

  @Override
  void text(String text, long offset) {
    if (bare) {
      throw value(offset, "a text");
    }
    sawText = true;
    if (sawBoolean != null) {
      throw sawBoolean;
    }
    double value;
    try {
      value = PythonFloat.parse(text);
    } catch (NumberFormatException e) {
      throw value(offset, "the text \"%s\"".formatted(text));
    }
    if (Double.isFinite(value) ? Math.abs(value) >= overflow : PythonFloat.hasDigits(text)) {
      throw range(offset, "the text \"%s\"".formatted(text));
    }
    append(value);
  }

  private void append(double value) {
    double rounded = toHalf ? Half.round(value) : toFloat ? (float) value : value;
    if (keepsFloats) {
      if (size == floats.length) {
        floats = Arrays.copyOf(floats, grown(size));
      }
      floats[size++] = (float) rounded;
    } else {
      if (size == doubles.length) {
        doubles = Arrays.copyOf(doubles, grown(size));
      }
      doubles[size++] = rounded;
    }
  }

  @Override
  MemorySegment toSegment() {
    return keepsFloats
        ? MemorySegment.ofArray(size == floats.length ? floats : Arrays.copyOf(floats, size))
        : MemorySegment.ofArray(size == doubles.length ? doubles : Arrays.copyOf(doubles, size));
  }
}
