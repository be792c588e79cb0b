package dev.sheaf.batch;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Complex;
import dev.sheaf.array.Complex128Array;
import dev.sheaf.array.ConversionException;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;

/// How arrays that differ in size are brought to one: what stands beyond their ends, and how long they become.
///
/// All arrays of a batch become as long as the longest of them along each axis that varies. Immutable:
///
/// ```java
/// Padding.with(0).toMultipleOf(8).masked()
/// ```
public final class Padding {
  /// Where the padding stands.
  public enum Side {
    /// Before the elements: each array ends where its row ends.
    START,
    /// Behind the elements: each array begins where its row begins.
    END
  }

  private final NdArray value;
  private final long multiple;
  private final Side side;
  private final boolean mask;

  private Padding(NdArray value, long multiple, Side side, boolean mask) {
    this.value = value;
    this.multiple = multiple;
    this.side = side;
    this.mask = mask;
  }

  /// Padding with a whole number, behind the elements, no longer than needed.
  public static Padding with(long value) {
    return with(Int64Array.of(Shape.of(), value));
  }

  /// Padding with a number, behind the elements, no longer than needed. Arrays of whole numbers take `0.0`, too.
  public static Padding with(double value) {
    return with(Float64Array.of(Shape.of(), value));
  }

  /// Padding with a truth value, behind the elements, no longer than needed.
  public static Padding with(boolean value) {
    return with(BoolArray.of(Shape.of(), value));
  }

  /// Padding with a complex number, behind the elements, no longer than needed.
  public static Padding with(Complex value) {
    return with(Complex128Array.of(Shape.of(), value.real(), value.imaginary()));
  }

  private static Padding with(NdArray value) {
    return new Padding(value, 1, Side.END, false);
  }

  /// The same, with every axis that varies made longer until its extent is a multiple of this. An extent of 0 is one.
  ///
  /// @throws IllegalArgumentException if it is less than 1
  public Padding toMultipleOf(long count) {
    if (count < 1) {
      throw new IllegalArgumentException("expected a multiple of 1 or more, found " + count);
    }
    return new Padding(value, count, side, mask);
  }

  /// The same, on this side of the elements.
  public Padding at(Side where) {
    return new Padding(value, multiple, where, mask);
  }

  /// The same, with a mask that tells elements from padding: [Padded#mask()].
  public Padding masked() {
    return new Padding(value, multiple, side, true);
  }

  /// On which side of the elements it stands.
  public Side side() {
    return side;
  }

  /// Whether there is a mask.
  public boolean isMasked() {
    return mask;
  }

  /// What an axis is made a multiple of; 1 if it is no longer than needed.
  public long multiple() {
    return multiple;
  }

  /// What an axis becomes whose longest extent is this.
  ///
  /// @throws ArithmeticException if that is more than 2^63 - 1
  long rounded(long longest) {
    return Math.multiplyExact(Math.ceilDiv(longest, multiple), multiple);
  }

  /// The value as one element of `dtype`.
  ///
  /// @param column where it is needed, for the message
  /// @throws PaddingException if it has none that is the same
  NdArray valueOf(DType dtype, String column) {
    try {
      return value.convertExactly(dtype);
    } catch (ConversionException e) {
      throw new PaddingException(column, e.value(), dtype, e);
    }
  }

  /// In the words that it is made with: `with(0).toMultipleOf(8)`.
  @Override
  public String toString() {
    String text =
        switch (value) {
          case Int64Array whole -> "with(" + whole.getFlat(0) + ")";
          case Float64Array real -> "with(" + real.getFlat(0) + ")";
          case BoolArray truth -> "with(" + truth.getFlat(0) + ")";
          case Complex128Array complex -> "with(" + complex.getFlat(0) + ")";
          default -> throw new IllegalStateException("a pad value of " + value);
        };
    return text
        + (multiple == 1 ? "" : ".toMultipleOf(" + multiple + ")")
        + (side == Side.END ? "" : ".at(START)")
        + (mask ? ".masked()" : "");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Padding that
        && value.equals(that.value)
        && multiple == that.multiple
        && side == that.side
        && mask == that.mask;
  }

  @Override
  public int hashCode() {
    return 31 * value.hashCode() + Long.hashCode(multiple);
  }
}
