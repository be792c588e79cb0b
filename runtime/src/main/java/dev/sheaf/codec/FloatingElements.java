package dev.sheaf.codec;

import dev.sheaf.array.Float16Array;
import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Elements of a floating-point dtype on the wire, kept as float32 or float64.
///
/// Decimal text is rounded to double, then to the wire dtype, as NumPy does.
final class FloatingElements extends RoundedElements {
  private final PlainNumber plain = new PlainNumber();
  private final NumberScanner number = new NumberScanner();
  private final boolean toHalf;
  private final boolean toFloat;
  private final boolean keepsFloats;
  private float[] floats = {};
  private double[] doubles = {};

  FloatingElements(
      JsonReader in, DType wire, DType declared, boolean bare, boolean casts, DecodeLimits limits, int capacity) {
    super(in, wire, declared, bare, casts, limits);
    toHalf = wire == DType.FLOAT16;
    toFloat = wire == DType.FLOAT32;
    keepsFloats = declared == DType.FLOAT32;
    if (keepsFloats) {
      floats = new float[capacity];
    } else {
      doubles = new double[capacity];
    }
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
  void nothing(long offset) {
    if (bare) {
      throw value(offset, "a null");
    }
    real(Double.NaN);
  }

  @Override
  void text(String text, long offset) {
    if (bare) {
      throw value(offset, "a text");
    }
    demandNoBoolean();
    double value;
    try {
      value = PythonFloat.parse(casts ? withoutNuls(text) : text);
    } catch (NumberFormatException e) {
      throw value(offset, "the text \"%s\"".formatted(text));
    }
    if (Double.isFinite(value) ? Math.abs(value) >= overflow : !casts && PythonFloat.hasDigits(text)) {
      throw range(offset, "the text \"%s\"".formatted(text), overflowing);
    }
    real(value);
  }

  /// The double nearest to a double that the wire dtype has. Where that is bfloat16, so is the declared one: then the
  /// conversion at the end rounds.
  private double round(double value) {
    return toHalf ? Float16Array.nearest(value) : toFloat ? (float) value : value;
  }

  @Override
  void real(double value) {
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
