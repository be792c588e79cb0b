package dev.sheaf.codec;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the bytes of an array lie in another file: `path[:offset[:compressedSize]]`.
///
/// Only the last two groups of digits count, so that a path may hold colons.
///
/// @param path the file, relative or absolute
/// @param offset where in the file, in bytes
/// @param size how many bytes there, when they are compressed
record BinaryReference(String path, long offset, OptionalLong size) {
  private static final Pattern FORM = Pattern.compile("(?dU)(.+?)(?::(\\d+)(?::(\\d+))?)?");

  /// The most digits of a `long`, and a zero before them.
  private static final int LONG_DIGITS = 20;

  /// Takes a reference apart; empty when it is none.
  static Optional<BinaryReference> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String offset = parts.group(2);
    String size = parts.group(3);
    return Optional.of(
        new BinaryReference(
            parts.group(1),
            offset == null ? 0 : clamped(offset),
            size == null ? OptionalLong.empty() : OptionalLong.of(clamped(size))));
  }

  /// Beyond 63 bits a number lies behind the end of every file, and that is all that matters: of very many digits none
  /// is multiplied.
  private static long clamped(String digits) {
    String significant = PythonFloat.toAsciiDigits(digits).replaceFirst("^0++", "0");
    return significant.length() > LONG_DIGITS
        ? Long.MAX_VALUE
        : new BigInteger(significant).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }
}
