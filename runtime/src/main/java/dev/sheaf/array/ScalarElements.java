package dev.sheaf.array;

import dev.sheaf.schema.Scalar;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Java's numbers and booleans side by side in memory, as the elements of an array of their dtype: in native byte
/// order, a boolean as a byte that is 0 or 1.
///
/// The memory is the caller's. Safe for as many threads as the memory is.
///
/// @param scalar which of Java's types
/// @param segment the memory
public record ScalarElements(Scalar scalar, MemorySegment segment) {
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  /// One of them as an object of the type's own class.
  ///
  /// @throws IndexOutOfBoundsException if there is no such element
  public Object get(long index) {
    return switch (scalar) {
      case BOOLEAN -> segment.get(ValueLayout.JAVA_BYTE, index) != 0;
      case BYTE -> segment.get(ValueLayout.JAVA_BYTE, index);
      case SHORT -> segment.getAtIndex(SHORT, index);
      case INT -> segment.getAtIndex(INT, index);
      case LONG -> segment.getAtIndex(LONG, index);
      case FLOAT -> segment.getAtIndex(FLOAT, index);
      case DOUBLE -> segment.getAtIndex(DOUBLE, index);
    };
  }

  /// Writes a whole number.
  ///
  /// @throws IllegalArgumentException if the type does not hold it
  /// @throws IndexOutOfBoundsException if there is no such element
  public void set(long index, long value) {
    switch (scalar) {
      case BYTE -> segment.set(ValueLayout.JAVA_BYTE, index, (byte) inRange(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case SHORT -> segment.setAtIndex(SHORT, index, (short) inRange(value, Short.MIN_VALUE, Short.MAX_VALUE));
      case INT -> segment.setAtIndex(INT, index, (int) inRange(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case LONG -> segment.setAtIndex(LONG, index, value);
      case BOOLEAN, FLOAT, DOUBLE -> throw refused(value);
    }
  }

  /// Writes a floating-point number.
  ///
  /// @throws IllegalArgumentException if the type does not hold it as it is
  /// @throws IndexOutOfBoundsException if there is no such element
  public void set(long index, double value) {
    switch (scalar) {
      case FLOAT -> {
        float narrow = (float) value;
        if (narrow != value && !Double.isNaN(value)) {
          throw refused(value);
        }
        segment.setAtIndex(FLOAT, index, narrow);
      }
      case DOUBLE -> segment.setAtIndex(DOUBLE, index, value);
      case BOOLEAN, BYTE, SHORT, INT, LONG -> throw refused(value);
    }
  }

  /// Writes a boolean.
  ///
  /// @throws IllegalArgumentException if the type is another
  /// @throws IndexOutOfBoundsException if there is no such element
  public void set(long index, boolean value) {
    if (scalar != Scalar.BOOLEAN) {
      throw refused(value);
    }
    segment.set(ValueLayout.JAVA_BYTE, index, (byte) (value ? 1 : 0));
  }

  /// Writes a number or a boolean, whichever the object is.
  ///
  /// @throws IllegalArgumentException if it is something else, or the type does not hold it as it is
  /// @throws IndexOutOfBoundsException if there is no such element
  public void set(long index, @Nullable Object value) {
    switch (value) {
      case Byte whole -> set(index, whole.longValue());
      case Short whole -> set(index, whole.longValue());
      case Integer whole -> set(index, whole.longValue());
      case Long whole -> set(index, whole.longValue());
      case Float floating -> set(index, floating.doubleValue());
      case Double floating -> set(index, floating.doubleValue());
      case Boolean logical -> set(index, logical.booleanValue());
      case null, default -> throw refused(value);
    }
  }

  private long inRange(long value, long min, long max) {
    if (value < min || value > max) {
      throw refused(value);
    }
    return value;
  }

  private IllegalArgumentException refused(@Nullable Object value) {
    return new IllegalArgumentException("expected a value of %s, found %s".formatted(scalar.javaName(), value));
  }
}
