package dev.sheaf.maven;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory as people write it: {@code 512m}, {@code 2g}, {@code 512MiB}, {@code 2GB}. */
final class MemorySize {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(|[kmgt]i?b?)");

  /** As Java has it, the bare letter is a power of 1024; with a B alone behind it, one of 1000. */
  private static final String UNITS = "kmgt";

  private MemorySize() {}

  /**
   * The number of bytes.
   *
   * @throws IllegalArgumentException if the text says none
   */
  static long bytes(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "expected an amount of memory as 512m, 2g or 512MiB in <memory> (dataset.memory), found '" + text + "'");
    }
    String unit = matcher.group(2);
    long bytes = Long.parseLong(matcher.group(1));
    int power = unit.isEmpty() ? 0 : 1 + UNITS.indexOf(unit.charAt(0));
    boolean decimal = unit.length() == 2 && unit.endsWith("b");
    for (int i = 0; i < power; i++) {
      bytes = Math.multiplyExact(bytes, decimal ? 1000L : 1024L);
    }
    return bytes;
  }
}
