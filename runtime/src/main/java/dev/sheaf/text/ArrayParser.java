package dev.sheaf.text;

import dev.sheaf.array.ConversionException;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt64Array;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Reads a text of integers with spaces between them as an array. Immutable.
///
/// An integer is written in decimal digits, with a `-` before them where it is negative. There may be any number of
/// spaces, also at the ends; an empty text is an array without elements.
public final class ArrayParser implements Function<String, NdArray> {
  private final DType dtype;
  private final ShapePattern shape;

  private ArrayParser(DType dtype, ShapePattern shape) {
    this.dtype = dtype;
    this.shape = shape;
  }

  /// Gives arrays with one axis.
  ///
  /// @param dtype one of the signed or unsigned integers
  /// @throws IllegalArgumentException if it is another
  public static ArrayParser of(DType dtype) {
    if (dtype.kind() != DType.Kind.SIGNED && dtype.kind() != DType.Kind.UNSIGNED) {
      throw new IllegalArgumentException("expected a dtype of integers, found " + dtype);
    }
    return new ArrayParser(dtype, new ShapePattern(false, List.of(new Axis.Any())));
  }

  /// Gives arrays of this shape, the integers being in row-major order.
  ///
  /// @param shape where one axis may be of any extent: as many as there are integers for
  /// @throws IllegalArgumentException if more than one axis, or the number of axes, is left open, or one is left open
  ///     beside an extent of 0
  public ArrayParser shaped(ShapePattern shape) {
    long open = shape.axes().stream().filter(axis -> !(axis instanceof Axis.Fixed)).count();
    if (shape.anyRank() || open > 1 || (open == 1 && fixedSize(shape) == 0)) {
      throw new IllegalArgumentException(
          "expected a shape that the number of integers decides, found (%s)".formatted(shape));
    }
    return new ArrayParser(dtype, shape);
  }

  /// How many elements there are for each step along the open axis.
  private static long fixedSize(ShapePattern shape) {
    return Shape.of(extents(shape, 1)).size();
  }

  private static long[] extents(ShapePattern shape, long open) {
    return shape.axes().stream().mapToLong(axis -> axis instanceof Axis.Fixed(long extent) ? extent : open).toArray();
  }

  /// The array, on the heap.
  ///
  /// @throws MalformedTextException if the text has anything else in it, an integer that the dtype does not have, or
  ///     another number of integers than the shape
  @Override
  public NdArray apply(String text) {
    long[] integers = integers(text);
    long fixed = fixedSize(shape);
    Shape found = Shape.of(extents(shape, fixed == 0 ? 0 : integers.length / fixed));
    if (found.size() != integers.length) {
      throw new MalformedTextException(
          text, "integers for an array of shape (%s)".formatted(shape), integers.length + " integers");
    }
    if (dtype == DType.UINT64) {
      return UInt64Array.wrap(MemorySegment.ofArray(integers), found);
    }
    try {
      return Int64Array.wrap(MemorySegment.ofArray(integers), found).convertExactly(dtype);
    } catch (ConversionException e) {
      throw new MalformedTextException(text, "integers of dtype " + dtype, e.value(), e);
    }
  }

  /// The integers; those of `uint64` by their bits.
  private long[] integers(String text) {
    long[] integers = new long[8];
    int count = 0;
    for (int start = skip(text, 0); start < text.length(); ) {
      int end = text.indexOf(' ', start);
      end = end < 0 ? text.length() : end;
      if (count == integers.length) {
        integers = Arrays.copyOf(integers, 2 * count);
      }
      integers[count++] = integer(text, start, end);
      start = skip(text, end);
    }
    return Arrays.copyOf(integers, count);
  }

  private static int skip(String text, int from) {
    int position = from;
    while (position < text.length() && text.charAt(position) == ' ') {
      position++;
    }
    return position;
  }

  private long integer(String text, int start, int end) {
    boolean negative = text.charAt(start) == '-';
    if (isDecimal(text, negative ? start + 1 : start, end)) {
      try {
        return dtype == DType.UINT64
            ? Long.parseUnsignedLong(text, start, end, 10)
            : Long.parseLong(text, start, end, 10);
      } catch (NumberFormatException _) {
        // Beyond 64 bits, or negative where nothing is.
      }
    }
    throw new MalformedTextException(
        text, "integers of dtype %s with spaces between them".formatted(dtype), text.substring(start, end));
  }

  private static boolean isDecimal(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return start < end;
  }
}
