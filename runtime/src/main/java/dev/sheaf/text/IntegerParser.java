package dev.sheaf.text;

import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Reads a whole text as one integer of 64 bits: ASCII digits, with a `-` before them where it is negative, and nothing
/// else: no white space, no `+`, no prefix of the base. Immutable.
public final class IntegerParser implements Function<String, Long>, ToLongFunction<String> {
  private static final IntegerParser DECIMAL = new IntegerParser(10);

  private final int base;

  private IntegerParser(int base) {
    this.base = base;
  }

  /// Reads decimal digits.
  public static IntegerParser decimal() {
    return DECIMAL;
  }

  /// Reads digits of another base; above 9 they are letters, of either case.
  ///
  /// @param base from 2 to 36
  /// @throws IllegalArgumentException if it is not
  public static IntegerParser ofBase(int base) {
    if (base < Character.MIN_RADIX || base > Character.MAX_RADIX) {
      throw new IllegalArgumentException(
          "expected a base from %d to %d, found %d".formatted(Character.MIN_RADIX, Character.MAX_RADIX, base));
    }
    return new IntegerParser(base);
  }

  /// The integer.
  ///
  /// @throws MalformedTextException if the text is none, or one that needs more than 64 bits
  @Override
  public Long apply(String text) {
    return applyAsLong(text);
  }

  /// The integer, without a box.
  ///
  /// @throws MalformedTextException if the text is none, or one that needs more than 64 bits
  @Override
  public long applyAsLong(String text) {
    if (!isAscii(text) || text.startsWith("+")) {
      throw malformed(text, null);
    }
    try {
      return Long.parseLong(text, base);
    } catch (NumberFormatException e) {
      throw malformed(text, e);
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private MalformedTextException malformed(String text, @Nullable NumberFormatException cause) {
    return new MalformedTextException(
        text, "an integer of 64 bits in digits of base " + base, text.isEmpty() ? "nothing" : "something else", cause);
  }
}
