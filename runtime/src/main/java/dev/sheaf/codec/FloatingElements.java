package dev.sheaf.codec;

import dev.sheaf.array.Float16Array;
import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Elements of a floating-point dtype on the wire, kept as float32 or float64.
///
/// Decimal text is rounded to double, then to the wire dtype, as NumPy does.
final class FloatingElements extends Elements {
  /// From these magnitudes on, a number rounds to infinity.
  private static final double FLOAT16_OVERFLOW = 65520;

  private static final double BFLOAT16_OVERFLOW = 0x1.ffp127;
  private static final double FLOAT32_OVERFLOW = 0x1.ffffffp127;

  private final PlainNumber plain = new PlainNumber();
  private final NumberScanner number = new NumberScanner();
  private final double overflow;

  /// The dtype that a number of this magnitude is too large for.
  private final DType overflowing;

  /// Whether numbers beyond all doubles [become infinite][Elements#becomesInfinite].
  private final boolean casts;

  private final boolean toHalf;
  private final boolean toFloat;
  private final boolean keepsFloats;
  private float[] floats = {};
  private double[] doubles = {};
  private boolean sawText;
  private @Nullable DecodeException sawBoolean;

  FloatingElements(
      JsonReader in, DType wire, DType declared, boolean bare, boolean casts, DecodeLimits limits, int capacity) {
    super(in, wire, declared, bare, limits);
    this.casts = casts;
    toHalf = wire == DType.FLOAT16;
    toFloat = wire == DType.FLOAT32;
    keepsFloats = declared == DType.FLOAT32;
    overflowing = overflow(declared) < overflow(wire) ? declared : wire;
    overflow = overflow(overflowing);
    if (keepsFloats) {
      floats = new float[capacity];
    } else {
      doubles = new double[capacity];
    }
  }

  /// From which magnitude on the numbers of a dtype, or their parts, round to infinity.
  static double overflow(DType dtype) {
    return switch (dtype) {
      case FLOAT16 -> FLOAT16_OVERFLOW;
      case BFLOAT16 -> BFLOAT16_OVERFLOW;
      case FLOAT32, COMPLEX64 -> FLOAT32_OVERFLOW;
      case FLOAT64, COMPLEX128 -> Double.POSITIVE_INFINITY;
      case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
          throw new IllegalArgumentException("expected a floating-point or complex dtype, found " + dtype);
    };
  }

  @Override
  void number(NumberScanner number) {
    double value = number.toDouble();
    if (bare && number.isInteger() && !number.fitsLong()) {
      throw value(in.offsetOf(number.start()), "an integer of more than 64 bits");
    }
    if (!(Math.abs(value) < overflow || (casts && becomesInfinite(number, value)))) {
      throw range(in.offsetOf(number.start()), number.text(), overflowing);
    }
    append(value);
  }

  @Override
  void numbersAfter(long left, long length) {
    long room = left;
    while (true) {
      room = keepsFloats && !toHalf ? plainFloatsAfter(room, length) : plainDoublesAfter(room, length);
      int from = NumberLists.next(in.buffer, in.position, room, length);
      int end = from < 0 ? from : number.scan(in.buffer, from);
      // A number that ends where the buffer does may go on in the next chunk.
      if (end < 0 || end == in.limit || in.isTooLong(end - from)) {
        return;
      }
      number(number);
      in.position = end;
      room = NumberLists.roomAfterOne(room, length);
    }
  }

  /// Appends plain numbers while there is storage for them: how many more the last list has room for then. All that the
  /// loop touches is in locals, which the compiler keeps in registers.
  private long plainFloatsAfter(long left, long length) {
    PlainNumber plain = this.plain;
    byte[] buffer = in.buffer;
    int limit = in.limit;
    double overflow = this.overflow;
    float[] floats = this.floats;
    int position = in.position;
    long room = left;
    int count = size;
    while (count < floats.length) {
      int from = NumberLists.next(buffer, position, room, length);
      double value = from < 0 ? Double.NaN : plain.readDouble(buffer, from);
      int end = plain.end();
      if (!(Math.abs(value) < overflow) || end < 0 || end >= limit) {
        break;
      }
      floats[count++] = (float) value;
      position = end;
      room = NumberLists.roomAfterOne(room, length);
    }
    in.position = position;
    size = count;
    return room;
  }

  /// The same for the other kinds of storage and of rounding.
  private long plainDoublesAfter(long left, long length) {
    PlainNumber plain = this.plain;
    byte[] buffer = in.buffer;
    int limit = in.limit;
    int capacity = keepsFloats ? floats.length : doubles.length;
    int position = in.position;
    long room = left;
    int count = size;
    while (count < capacity) {
      int from = NumberLists.next(buffer, position, room, length);
      double value = from < 0 ? Double.NaN : plain.readDouble(buffer, from);
      int end = plain.end();
      if (!(Math.abs(value) < overflow) || end < 0 || end >= limit) {
        break;
      }
      if (keepsFloats) {
        floats[count++] = (float) round(value);
      } else {
        doubles[count++] = round(value);
      }
      position = end;
      room = NumberLists.roomAfterOne(room, length);
    }
    in.position = position;
    size = count;
    return room;
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
      value = PythonFloat.parse(casts ? withoutNuls(text) : text);
    } catch (NumberFormatException e) {
      throw value(offset, "the text \"%s\"".formatted(text));
    }
    if (Double.isFinite(value) ? Math.abs(value) >= overflow : !casts && PythonFloat.hasDigits(text)) {
      throw range(offset, "the text \"%s\"".formatted(text), overflowing);
    }
    append(value);
  }

  /// The double nearest to a double that the wire dtype has. Where that is bfloat16, so is the declared one: then the
  /// conversion at the end rounds.
  private double round(double value) {
    return toHalf ? Float16Array.nearest(value) : toFloat ? (float) value : value;
  }

  private void append(double value) {
    if (keepsFloats) {
      if (size == floats.length) {
        floats = Arrays.copyOf(floats, grown(size));
      }
      floats[size++] = (float) round(value);
    } else {
      if (size == doubles.length) {
        doubles = Arrays.copyOf(doubles, grown(size));
      }
      doubles[size++] = round(value);
    }
  }

  @Override
  MemorySegment toSegment() {
    return keepsFloats
        ? MemorySegment.ofArray(size == floats.length ? floats : Arrays.copyOf(floats, size))
        : cast(MemorySegment.ofArray(size == doubles.length ? doubles : Arrays.copyOf(doubles, size)), DType.FLOAT64);
  }
}
