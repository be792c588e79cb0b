package dev.sheaf.codec;

import dev.sheaf.codec.EncodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Writes the elements of an array as nested lists; a scalar as the mere element.
///
/// Booleans are `true` and `false`, complex numbers texts as Python spells them (`"1+2j"`), all others numbers.
final class JsonElements {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  /// An element and what stands around it, brackets aside: two numbers at most, quotes, signs, a comma.
  private static final int MAX_ELEMENT_BYTES = 2 * NumberText.MAX_BYTES + 16;

  private static final int PIECE_ELEMENTS = 512;

  private static final int HALF_EXPONENT = 0x7C00;
  private static final int BFLOAT_EXPONENT = 0x7F80;

  private final JsonWriter out;
  private final DType dtype;
  private final long[] dims;
  private final MemorySegment values;
  private final boolean nonFiniteAsNull;

  /// How many elements a row has: one innermost list.
  private final long columns;

  /// For each axis but the last, which of its lists the next element is in.
  private final long[] index;

  /// Elements of the commonest type, taken out of the segment many at a time, as that costs less.
  private final float[] floats;

  /// The next element.
  private long element;

  /// How many elements are left in the row.
  private long left;

  /// @param values the elements: dense, row-major, in native byte order
  JsonElements(JsonWriter out, DType dtype, Shape shape, MemorySegment values, boolean nonFiniteAsNull) {
    this.out = out;
    this.dtype = dtype;
    this.dims = shape.toArray();
    this.values = values;
    this.nonFiniteAsNull = nonFiniteAsNull;
    this.columns = dims.length == 0 ? 1 : dims[dims.length - 1];
    this.index = new long[Math.max(0, dims.length - 1)];
    this.left = columns;
    this.floats = new float[dtype == DType.FLOAT32 ? (int) Math.min(shape.size(), PIECE_ELEMENTS) : 0];
  }

  void write() {
    out.beginValue();
    long count = values.byteSize() / dtype.byteSize();
    if (count == 0) {
      empty(0);
      return;
    }
    for (int axis = 0; axis < dims.length; axis++) {
      out.putByte('[');
    }
    int most = MAX_ELEMENT_BYTES + 2 * dims.length;
    while (element < count) {
      out.require(most);
      long room = Math.min(PIECE_ELEMENTS, (out.buffer.length - out.position) / most);
      piece(Math.min(count, element + room));
    }
  }

  /// Writes lists without elements, down to the axis of extent 0.
  private void empty(int axis) {
    out.putByte('[');
    for (long i = 0; i < dims[axis]; i++) {
      if (i > 0) {
        out.putByte(',');
      }
      empty(axis + 1);
    }
    out.putByte(']');
  }

  /// Writes the elements before `stop`, for which there is room, with what stands between them.
  private void piece(long stop) {
    switch (dtype) {
      case FLOAT32 -> floats(stop);
      case FLOAT64 -> doubles(stop);
      case FLOAT16 -> halves(stop);
      case BFLOAT16 -> bfloats(stop);
      case COMPLEX64, COMPLEX128 -> complex(stop);
      case BOOL -> booleans(stop);
      default -> integers(stop);
    }
  }

  /// Ends the row, and the lists around it that end with it, and begins the next ones, if any.
  ///
  /// @param end behind the comma that stands after every element
  private int endRow(byte[] target, int end) {
    left = columns;
    int at = end - 1;
    int axis = index.length - 1;
    if (axis >= 0 && index[axis] + 1 < dims[axis]) {
      // The usual case: the next row of the same list.
      index[axis]++;
      target[at] = ']';
      target[at + 1] = ',';
      target[at + 2] = '[';
      return at + 3;
    }
    while (axis >= 0 && ++index[axis] == dims[axis]) {
      index[axis--] = 0;
      target[at++] = ']';
    }
    if (dims.length > 0) {
      target[at++] = ']';
    }
    if (axis < 0) {
      return at;
    }
    target[at++] = ',';
    for (int begun = axis + 1; begun < dims.length; begun++) {
      target[at++] = '[';
    }
    return at;
  }

  private void floats(long stop) {
    byte[] target = out.buffer;
    int at = out.position;
    int count = (int) (stop - element);
    MemorySegment.copy(values, FLOAT, element * Float.BYTES, floats, 0, count);
    for (int i = 0; i < count; i++) {
      float value = floats[i];
      at =
          Float.isFinite(value)
              ? ShortestDecimal.put(target, at, value)
              : putNull(target, at, element + i, value);
      target[at++] = ',';
      if (--left == 0) {
        at = endRow(target, at);
      }
    }
    passed(stop, at);
  }

  private void doubles(long stop) {
    byte[] target = out.buffer;
    int at = out.position;
    for (long next = element; next < stop; next++) {
      double value = values.get(DOUBLE, next * Double.BYTES);
      at = Double.isFinite(value) ? ShortestDecimal.put(target, at, value) : putNull(target, at, next, value);
      target[at++] = ',';
      if (--left == 0) {
        at = endRow(target, at);
      }
    }
    passed(stop, at);
  }

  private void halves(long stop) {
    byte[] target = out.buffer;
    int at = out.position;
    for (long next = element; next < stop; next++) {
      short value = values.get(SHORT, next * Short.BYTES);
      boolean finite = (value & HALF_EXPONENT) != HALF_EXPONENT;
      at =
          finite
              ? ShortestDecimal.putHalf(target, at, value)
              : putNull(target, at, next, Float.float16ToFloat(value));
      target[at++] = ',';
      if (--left == 0) {
        at = endRow(target, at);
      }
    }
    passed(stop, at);
  }

  private void bfloats(long stop) {
    byte[] target = out.buffer;
    int at = out.position;
    for (long next = element; next < stop; next++) {
      short value = values.get(SHORT, next * Short.BYTES);
      boolean finite = (value & BFLOAT_EXPONENT) != BFLOAT_EXPONENT;
      at =
          finite
              ? ShortestDecimal.putBFloat(target, at, value)
              : putNull(target, at, next, Float.intBitsToFloat(value << 16));
      target[at++] = ',';
      if (--left == 0) {
        at = endRow(target, at);
      }
    }
    passed(stop, at);
  }

  private int putNull(byte[] target, int at, long position, double value) {
    if (!nonFiniteAsNull) {
      throw out.elementError(
          Rule.NONFINITE,
          position,
          "a finite number, as JSON has no others (base64 and binref keep them; an option writes null)",
          Double.toString(value));
    }
    return putWord(target, at, "null");
  }

  private void integers(long stop) {
    byte[] target = out.buffer;
    int at = out.position;
    for (long next = element; next < stop; next++) {
      at =
          dtype == DType.UINT64
              ? NumberText.putUnsigned(target, at, values.get(LONG, next * Long.BYTES))
              : NumberText.putInteger(target, at, integer(next));
      target[at++] = ',';
      if (--left == 0) {
        at = endRow(target, at);
      }
    }
    passed(stop, at);
  }

  private long integer(long position) {
    return switch (dtype) {
      case INT8 -> values.get(BYTE, position);
      case UINT8 -> Byte.toUnsignedLong(values.get(BYTE, position));
      case INT16 -> values.get(SHORT, position * Short.BYTES);
      case UINT16 -> Short.toUnsignedLong(values.get(SHORT, position * Short.BYTES));
      case INT32 -> values.get(INT, position * Integer.BYTES);
      case UINT32 -> Integer.toUnsignedLong(values.get(INT, position * Integer.BYTES));
      case INT64 -> values.get(LONG, position * Long.BYTES);
      default -> throw new IllegalStateException("no whole numbers in " + dtype);
    };
  }

  private void booleans(long stop) {
    byte[] target = out.buffer;
    int at = out.position;
    for (long next = element; next < stop; next++) {
      at = putWord(target, at, values.get(BYTE, next) != 0 ? "true" : "false");
      target[at++] = ',';
      if (--left == 0) {
        at = endRow(target, at);
      }
    }
    passed(stop, at);
  }

  private void complex(long stop) {
    byte[] target = out.buffer;
    int at = out.position;
    boolean wide = dtype == DType.COMPLEX128;
    for (long part = 2 * element; part < 2 * stop; part += 2) {
      target[at++] = '"';
      at = wide ? putPart(target, at, wide(part)) : putPart(target, at, narrow(part));
      boolean signed = wide ? isNegative(wide(part + 1)) : isNegative(narrow(part + 1));
      if (!signed) {
        target[at++] = '+';
      }
      at = wide ? putPart(target, at, wide(part + 1)) : putPart(target, at, narrow(part + 1));
      target[at++] = 'j';
      target[at++] = '"';
      target[at++] = ',';
      if (--left == 0) {
        at = endRow(target, at);
      }
    }
    passed(stop, at);
  }

  private float narrow(long part) {
    return values.get(FLOAT, part * Float.BYTES);
  }

  private double wide(long part) {
    return values.get(DOUBLE, part * Double.BYTES);
  }

  /// Whether the number's own spelling begins with a minus.
  private static boolean isNegative(double value) {
    return !Double.isNaN(value) && Double.doubleToRawLongBits(value) < 0;
  }

  private static int putPart(byte[] target, int at, float value) {
    return Float.isFinite(value)
        ? withoutPointZero(target, ShortestDecimal.put(target, at, value))
        : putNonFinite(target, at, value);
  }

  private static int putPart(byte[] target, int at, double value) {
    return Double.isFinite(value)
        ? withoutPointZero(target, ShortestDecimal.put(target, at, value))
        : putNonFinite(target, at, value);
  }

  private static int putNonFinite(byte[] target, int at, double value) {
    return putWord(target, at, Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf");
  }

  private static int withoutPointZero(byte[] target, int end) {
    return target[end - 1] == '0' && target[end - 2] == '.' ? end - 2 : end;
  }

  private static int putWord(byte[] target, int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      target[at + i] = (byte) word.charAt(i);
    }
    return at + word.length();
  }

  private void passed(long stop, int at) {
    element = stop;
    out.position = at;
  }
}
