package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Holds the shape of data against the declared one: an axis of 1 is repeated where more is declared.
final class DeclaredShape {
  /// Stands for a number of elements beyond 64 bits.
  static final long UNCOUNTABLE = Long.MAX_VALUE;

  private DeclaredShape() {}

  /// The shape that an array takes.
  ///
  /// @param dims its shape in the data
  /// @param offset where that shape stands, for errors
  static long[] fit(long[] dims, ShapePattern declared, JsonReader in, long offset) {
    long[] fitted = fit(dims, declared);
    if (fitted == null) {
      throw in.error(Rule.SHAPE, offset, "shape (%s)".formatted(declared), "(%s)".formatted(text(dims)));
    }
    return fitted;
  }

  /// The shape that an array takes; null where it does not fit the declared one.
  ///
  /// @param dims its shape in the data
  static long @Nullable [] fit(long[] dims, ShapePattern declared) {
    if (declared.anyRank()) {
      return dims;
    }
    if (dims.length != declared.axes().size()) {
      return null;
    }
    long[] fitted = dims.clone();
    for (int axis = 0; axis < dims.length; axis++) {
      if (declared.axes().get(axis) instanceof Axis.Fixed(long extent) && extent != dims[axis]) {
        // No axis makes an element vanish; one of 0 may take the place of one of 1 where there is none.
        if (dims[axis] != 1 || (extent == 0 && count(dims) > 0)) {
          return null;
        }
        fitted[axis] = extent;
      }
    }
    return fitted;
  }

  /// The shape in words, as [ShapePattern] spells one.
  static String text(long[] dims) {
    return LongStream.of(dims).mapToObj(Long::toString).collect(Collectors.joining(", "));
  }

  /// How many elements a shape has; [#UNCOUNTABLE] when it would be so many without its axes of 0.
  static long count(long[] dims) {
    long count = 1;
    boolean empty = false;
    for (long dim : dims) {
      empty |= dim == 0;
      if (dim != 0 && (Math.multiplyHigh(count, dim) != 0 || count * dim < 0)) {
        return UNCOUNTABLE;
      }
      count *= dim == 0 ? 1 : dim;
    }
    return empty ? 0 : count;
  }

  /// The elements of an array of shape `from`, with axes of 1 repeated as `to` says.
  static MemorySegment broadcast(
      MemorySegment values, int elementBytes, long[] from, long[] to, MemorySegment target) {
    if (Arrays.equals(from, to)) {
      return values;
    }
    // Without elements there is nothing to repeat, however long the other axes are.
    if (target.byteSize() > 0) {
      copy(values, 0, target, 0, elementBytes, from, to, 0);
    }
    return target;
  }

  private static void copy(
      MemorySegment source,
      long at,
      MemorySegment target,
      long to,
      long elementBytes,
      long[] from,
      long[] dims,
      int axis) {
    if (Arrays.equals(from, axis, from.length, dims, axis, dims.length)) {
      long count = count(Arrays.copyOfRange(dims, axis, dims.length));
      MemorySegment.copy(source, at, target, to, count * elementBytes);
      return;
    }
    long sourceStep = elementBytes * count(Arrays.copyOfRange(from, axis + 1, from.length));
    long targetStep = elementBytes * count(Arrays.copyOfRange(dims, axis + 1, dims.length));
    long distinct = Math.min(from[axis], dims[axis]);
    for (long i = 0; i < distinct; i++) {
      copy(source, at + i * sourceStep, target, to + i * targetStep, elementBytes, from, dims, axis + 1);
    }
    for (long i = distinct; distinct > 0 && i < dims[axis]; i++) {
      MemorySegment.copy(target, to, target, to + i * targetStep, targetStep);
    }
  }
}
