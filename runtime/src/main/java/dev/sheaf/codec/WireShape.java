package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the `shape` of an encoded array: a list of integers, also spelled `2.0`, `true` for 1, and, where no number is
/// declared for the axis, `"2"`.
final class WireShape {
  /// Anything with more digits is no extent.
  private static final int MAX_DIGITS = 19;

  /// An extent in a text: at most 18 digits, which fit 64 bits, and no fraction but zeros.
  private static final Pattern TEXT = Pattern.compile("\\+?([0-9]{1,18})(?:\\.0*)?");

  private final JsonReader in;
  private final ShapePattern declared;

  private WireShape(JsonReader in, ShapePattern declared) {
    this.in = in;
    this.declared = declared;
  }

  /// The extents, outermost first, none of them negative.
  static long[] read(JsonReader in, ShapePattern declared) {
    return new WireShape(in, declared).read();
  }

  private long[] read() {
    long offset = in.offset();
    if (in.peek() != '[') {
      String found = in.found();
      in.skipValue();
      throw in.error(Rule.SHAPE, offset, "a list of extents as shape", found);
    }
    long[] dims = new long[NestedList.MAX_RANK];
    int rank = 0;
    in.beginList();
    while (in.nextItem()) {
      if (rank == dims.length) {
        throw in.error(Rule.SHAPE, offset, "at most %d axes".formatted(dims.length), "more");
      }
      dims[rank] = extent(rank);
      rank++;
    }
    return Arrays.copyOf(dims, rank);
  }

  private long extent(int axis) {
    int next = in.peek();
    long offset = in.offset();
    String found = in.found();
    switch (next) {
      case 't' -> {
        in.word("true");
        return 1;
      }
      case 'f' -> {
        in.word("false");
        return 0;
      }
      case '"' -> {
        String text = in.string();
        found = "the text \"%s\"".formatted(text);
        boolean fixed = axis < declared.axes().size() && declared.axes().get(axis) instanceof Axis.Fixed;
        Matcher digits = TEXT.matcher(text.strip());
        if (!fixed && digits.matches()) {
          return Long.parseLong(digits.group(1));
        }
      }
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        if (!in.atMinusInfinity()) {
          NumberScanner number = in.number();
          found = number.text();
          try {
            BigInteger whole = number.toWhole(MAX_DIGITS);
            if (whole.signum() >= 0 && whole.bitLength() < Long.SIZE) {
              return whole.longValue();
            }
          } catch (ArithmeticException | NumberFormatException _) {
            // No extent: said below.
          }
        }
      }
      default -> in.skipValue();
    }
    throw in.error(Rule.SHAPE, offset, "an extent of 0 or more", found);
  }
}
