package dev.sheaf.array;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.DType.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Converts the elements of one array to another dtype, some at a time.
///
/// They are copied out in bulk, widened to `long` (integers and booleans) or `double` (all others; two for a complex
/// number), taken from one to the other where the dtypes need it, narrowed, and copied in. So there is a loop for each
/// dtype at either end rather than for each pair, every loop runs over Java arrays that stay in the first-level cache,
/// and none decides anything by element but whether the element fits. For one thread.
final class ElementConversion {
  /// What to do with an element that the target does not have.
  enum Mode {
    /// Refuse it.
    EXACT,
    /// Take the nearest, half to even; refuse a number beyond the target's range.
    ROUNDING
  }

  /// Every element was converted.
  static final long ALL = -1;

  private static final int CHUNK = 512;

  private final DType from;
  private final DType to;
  private final boolean exact;

  /// The range of an integer target; all its numbers are below `bound`, which a double has exactly.
  private final long min;

  private final long max;
  private final double lowest;
  private final double bound;

  private final long[] wholes;
  private final double[] reals;
  private final byte[] bytes;
  private final short[] shorts;
  private final int[] ints;
  private final float[] floats;

  private ElementConversion(DType from, DType to, Mode mode, int capacity) {
    this.from = from;
    this.to = to;
    this.exact = mode == Mode.EXACT;
    boolean signed = to.kind() == Kind.SIGNED;
    int bits = to == DType.BOOL ? 1 : 8 * to.byteSize() - (signed ? 1 : 0);
    long least = signed ? -1L << Math.min(bits, Long.SIZE - 1) : 0;
    this.max = bits >= Long.SIZE - 1 ? Long.MAX_VALUE : (1L << bits) - 1;
    this.min = from.kind() == Kind.UNSIGNED ? 0 : least;
    this.lowest = least;
    this.bound = Math.scalb(1.0, bits);
    wholes = new long[capacity];
    reals = new double[2 * capacity];
    bytes = new byte[capacity];
    shorts = new short[capacity];
    ints = new int[capacity];
    floats = new float[2 * capacity];
  }

  /// Converts all elements of `source` into `target`, which has as many; both are in native byte order.
  ///
  /// @return the position of the first element that is refused, or [#ALL]
  static long convert(MemorySegment source, DType from, MemorySegment target, DType to, Mode mode) {
    long count = source.byteSize() / from.byteSize();
    ElementConversion conversion = new ElementConversion(from, to, mode, (int) Math.min(count, CHUNK));
    for (long position = 0; position < count; position += CHUNK) {
      int some = (int) Math.min(count - position, CHUNK);
      if (!conversion.convert(source, target, position, some)) {
        return conversion.firstRefused(source, target, position);
      }
    }
    return ALL;
  }

  /// Which one it is shows when each is converted alone.
  private long firstRefused(MemorySegment source, MemorySegment target, long position) {
    while (convert(source, target, position, 1)) {
      position++;
    }
    return position;
  }

  /// @return whether all of them could be converted
  private boolean convert(MemorySegment source, MemorySegment target, long position, int count) {
    read(source, position, count);
    boolean wholesFound = isWhole(from);
    boolean fits = from.kind() != Kind.COMPLEX || to.kind() == Kind.COMPLEX || dropImaginary(count);
    if (isWhole(to)) {
      fits &= wholesFound ? wholesInRange(count) : realsToWholes(count);
      writeWholes(target, position, count);
      return fits;
    }
    if (wholesFound) {
      fits &= wholesToReals(count);
    }
    if (to.kind() == Kind.COMPLEX && from.kind() != Kind.COMPLEX) {
      addImaginary(count);
    }
    return writeReals(target, position, count) && fits;
  }

  private static boolean isWhole(DType dtype) {
    return switch (dtype.kind()) {
      case BOOL, UNSIGNED, SIGNED -> true;
      case FLOAT, COMPLEX -> false;
    };
  }

  // From the source's dtype.

  private void read(MemorySegment source, long position, int count) {
    long at = position * from.byteSize();
    switch (from) {
      case BOOL -> {
        MemorySegment.copy(source, ValueLayout.JAVA_BYTE, at, bytes, 0, count);
        for (int i = 0; i < count; i++) {
          wholes[i] = bytes[i] == 0 ? 0 : 1;
        }
      }
      case UINT8 -> {
        MemorySegment.copy(source, ValueLayout.JAVA_BYTE, at, bytes, 0, count);
        for (int i = 0; i < count; i++) {
          wholes[i] = Byte.toUnsignedLong(bytes[i]);
        }
      }
      case INT8 -> {
        MemorySegment.copy(source, ValueLayout.JAVA_BYTE, at, bytes, 0, count);
        for (int i = 0; i < count; i++) {
          wholes[i] = bytes[i];
        }
      }
      case UINT16 -> {
        MemorySegment.copy(source, ValueLayout.JAVA_SHORT_UNALIGNED, at, shorts, 0, count);
        for (int i = 0; i < count; i++) {
          wholes[i] = Short.toUnsignedLong(shorts[i]);
        }
      }
      case INT16 -> {
        MemorySegment.copy(source, ValueLayout.JAVA_SHORT_UNALIGNED, at, shorts, 0, count);
        for (int i = 0; i < count; i++) {
          wholes[i] = shorts[i];
        }
      }
      case UINT32 -> {
        MemorySegment.copy(source, ValueLayout.JAVA_INT_UNALIGNED, at, ints, 0, count);
        for (int i = 0; i < count; i++) {
          wholes[i] = Integer.toUnsignedLong(ints[i]);
        }
      }
      case INT32 -> {
        MemorySegment.copy(source, ValueLayout.JAVA_INT_UNALIGNED, at, ints, 0, count);
        for (int i = 0; i < count; i++) {
          wholes[i] = ints[i];
        }
      }
      case UINT64, INT64 -> MemorySegment.copy(source, ValueLayout.JAVA_LONG_UNALIGNED, at, wholes, 0, count);
      case FLOAT16 -> {
        MemorySegment.copy(source, ValueLayout.JAVA_SHORT_UNALIGNED, at, shorts, 0, count);
        for (int i = 0; i < count; i++) {
          reals[i] = Float.float16ToFloat(shorts[i]);
        }
      }
      case BFLOAT16 -> {
        MemorySegment.copy(source, ValueLayout.JAVA_SHORT_UNALIGNED, at, shorts, 0, count);
        for (int i = 0; i < count; i++) {
          reals[i] = SmallFloats.ofBFloat16(shorts[i]);
        }
      }
      case FLOAT32, COMPLEX64 -> {
        int numbers = from == DType.COMPLEX64 ? 2 * count : count;
        MemorySegment.copy(source, ValueLayout.JAVA_FLOAT_UNALIGNED, at, floats, 0, numbers);
        for (int i = 0; i < numbers; i++) {
          reals[i] = floats[i];
        }
      }
      case FLOAT64, COMPLEX128 -> {
        int numbers = from == DType.COMPLEX128 ? 2 * count : count;
        MemorySegment.copy(source, ValueLayout.JAVA_DOUBLE_UNALIGNED, at, reals, 0, numbers);
      }
    }
  }

  // From one kind of number to another.

  private boolean wholesInRange(int count) {
    boolean fits = true;
    for (int i = 0; i < count; i++) {
      // The bits of an unsigned number above the signed ones are a negative number.
      fits &= wholes[i] >= min && wholes[i] <= max;
    }
    return fits;
  }

  private boolean realsToWholes(int count) {
    boolean fits = true;
    for (int i = 0; i < count; i++) {
      double whole = Math.rint(reals[i]);
      // No comparison holds for NaN.
      fits &= whole >= lowest && whole < bound && (!exact || whole == reals[i]);
      wholes[i] = whole < 0x1p63 ? (long) whole : Long.MIN_VALUE + (long) (whole - 0x1p63);
    }
    return fits;
  }

  private boolean wholesToReals(int count) {
    boolean toDoubles = to == DType.FLOAT64 || to == DType.COMPLEX128;
    return toDoubles ? wholesToDoubles(count) : wholesToFloats(count);
  }

  private boolean wholesToDoubles(int count) {
    boolean unsigned = from == DType.UINT64;
    boolean fits = true;
    for (int i = 0; i < count; i++) {
      reals[i] = unsigned ? unsignedToDouble(wholes[i]) : wholes[i];
      fits &= !exact || isDouble(wholes[i], unsigned);
    }
    return fits;
  }

  /// What a double does not have becomes one that rounds on to a shorter type in the same way, and which that does not
  /// have either.
  private boolean wholesToFloats(int count) {
    boolean unsigned = from == DType.UINT64;
    for (int i = 0; i < count; i++) {
      reals[i] = unsigned ? SmallFloats.unsignedToOdd(wholes[i]) : SmallFloats.toOdd(wholes[i]);
    }
    return true;
  }

  /// Whether a double has this number: then it has at most 53 bits between its first and its last one.
  private static boolean isDouble(long bits, boolean unsigned) {
    long magnitude = unsigned ? bits : Math.abs(bits);
    return Long.SIZE - Long.numberOfLeadingZeros(magnitude) - Long.numberOfTrailingZeros(magnitude) <= 53;
  }

  /// Halved with the lost bit kept, an unsigned number rounds as it would whole.
  private static double unsignedToDouble(long bits) {
    return bits >= 0 ? bits : (double) ((bits >>> 1) | (bits & 1)) * 2;
  }

  private boolean dropImaginary(int count) {
    boolean fits = true;
    for (int i = 0; i < count; i++) {
      reals[i] = reals[2 * i];
      fits &= reals[2 * i + 1] == 0;
    }
    return fits;
  }

  private void addImaginary(int count) {
    for (int i = count - 1; i >= 0; i--) {
      reals[2 * i] = reals[i];
      reals[2 * i + 1] = 0;
    }
  }

  // To the target's dtype.

  private void writeWholes(MemorySegment target, long position, int count) {
    long at = position * to.byteSize();
    switch (to.byteSize()) {
      case Byte.BYTES -> {
        for (int i = 0; i < count; i++) {
          bytes[i] = (byte) wholes[i];
        }
        MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, at, count);
      }
      case Short.BYTES -> {
        for (int i = 0; i < count; i++) {
          shorts[i] = (short) wholes[i];
        }
        MemorySegment.copy(shorts, 0, target, ValueLayout.JAVA_SHORT_UNALIGNED, at, count);
      }
      case Integer.BYTES -> {
        for (int i = 0; i < count; i++) {
          ints[i] = (int) wholes[i];
        }
        MemorySegment.copy(ints, 0, target, ValueLayout.JAVA_INT_UNALIGNED, at, count);
      }
      default -> MemorySegment.copy(wholes, 0, target, ValueLayout.JAVA_LONG_UNALIGNED, at, count);
    }
  }

  /// Writes NaN and infinities too, but no infinity for a number.
  private boolean writeReals(MemorySegment target, long position, int count) {
    long at = position * to.byteSize();
    int numbers = to.kind() == Kind.COMPLEX ? 2 * count : count;
    return switch (to) {
      case FLOAT16 -> {
        boolean fits = true;
        for (int i = 0; i < numbers; i++) {
          shorts[i] = SmallFloats.float16(reals[i]);
          fits &= fits(reals[i], Float.float16ToFloat(shorts[i]));
        }
        MemorySegment.copy(shorts, 0, target, ValueLayout.JAVA_SHORT_UNALIGNED, at, numbers);
        yield fits;
      }
      case BFLOAT16 -> {
        boolean fits = true;
        for (int i = 0; i < numbers; i++) {
          shorts[i] = SmallFloats.bfloat16(reals[i]);
          fits &= fits(reals[i], SmallFloats.ofBFloat16(shorts[i]));
        }
        MemorySegment.copy(shorts, 0, target, ValueLayout.JAVA_SHORT_UNALIGNED, at, numbers);
        yield fits;
      }
      case FLOAT32, COMPLEX64 -> {
        boolean fits = true;
        for (int i = 0; i < numbers; i++) {
          floats[i] = (float) reals[i];
          fits &= fits(reals[i], floats[i]);
        }
        MemorySegment.copy(floats, 0, target, ValueLayout.JAVA_FLOAT_UNALIGNED, at, numbers);
        yield fits;
      }
      case FLOAT64, COMPLEX128 -> {
        MemorySegment.copy(reals, 0, target, ValueLayout.JAVA_DOUBLE_UNALIGNED, at, numbers);
        yield true;
      }
      case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
          throw new AssertionError("%s holds no reals".formatted(to));
    };
  }

  private boolean fits(double value, float narrowed) {
    return narrowed == value || (!exact && Math.abs(narrowed) != Float.POSITIVE_INFINITY) || Double.isNaN(value);
  }
}
