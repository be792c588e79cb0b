package dev.sheaf.arrayrecord;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Options as ArrayRecord writes them: `key` or `key:value`, with commas between.
///
/// Messages are those of ArrayRecord itself, so that whoever looks for one finds it.
final class OptionText {
  private static final Pattern INTEGER = Pattern.compile(" *([+-]?[0-9]{1,19}) *");
  private static final Pattern BYTES =
      Pattern.compile("([0-9]{1,30}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30})([BkKMGTPE]?)");
  private static final String SUFFIXES = "BkMGTPE";
  private static final String AUTO = "auto";

  private final Map<String, String> values;

  private OptionText(Map<String, String> values) {
    this.values = values;
  }

  /// Takes a text apart.
  ///
  /// @throws IllegalArgumentException if a key is not one of `valid`, or is there twice
  static OptionText parse(String text, List<String> valid) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String item : text.split(",", -1)) {
      if (item.isEmpty()) {
        continue;
      }
      int colon = item.indexOf(':');
      String key = colon < 0 ? item : item.substring(0, colon);
      check(key, valid);
      if (key.equals("default") && !values.isEmpty() && !values.containsKey(key)) {
        throw new IllegalArgumentException("Option default must be first");
      }
      if (values.put(key, colon < 0 ? "" : item.substring(colon + 1)) != null) {
        throw new IllegalArgumentException("Option %s is present more than once".formatted(key));
      }
    }
    return new OptionText(values);
  }

  /// Options that are apart already.
  ///
  /// @throws IllegalArgumentException if a key is not one of `valid`
  static OptionText of(Map<String, String> settings, List<String> valid) {
    settings.keySet().forEach(key -> check(key, valid));
    return new OptionText(new LinkedHashMap<>(settings));
  }

  private static void check(String key, List<String> valid) {
    if (!valid.contains(key)) {
      throw new IllegalArgumentException(
          "Unknown option %s, valid options: %s".formatted(key, String.join(", ", valid)));
    }
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /// The keys, in the order of the text.
  List<String> keys() {
    return List.copyOf(values.keySet());
  }

  /// One of some words; the first where the key is missing.
  String word(String key, String... valid) {
    String value = values.getOrDefault(key, valid[0]);
    if (!List.of(valid).contains(value)) {
      throw invalid(key, value, String.join(", ", List.of(valid).stream().map(OptionText::shown).toList()));
    }
    return value;
  }

  /// A whole number.
  long integer(String key, long min, long max, long otherwise) {
    String value = values.get(key);
    return value == null ? otherwise : integer(key, value, "", min, max);
  }

  /// A whole number; empty for `auto` and where the key is missing.
  OptionalLong integerOrAuto(String key, long min, long max) {
    String value = values.get(key);
    return value == null || value.equals(AUTO)
        ? OptionalLong.empty()
        : OptionalLong.of(integer(key, value, "auto, ", min, max));
  }

  /// A whole number; `otherwise` where the key has no value, or is missing.
  long integerOrEmpty(String key, long min, long max, long otherwise) {
    String value = values.getOrDefault(key, "");
    return value.isEmpty() ? otherwise : integer(key, value, "(empty), ", min, max);
  }

  private static long integer(String key, String value, String others, long min, long max) {
    Matcher matcher = INTEGER.matcher(value);
    BigInteger number = matcher.matches() ? new BigInteger(matcher.group(1)) : null;
    if (number == null
        || number.compareTo(BigInteger.valueOf(min)) < 0
        || number.compareTo(BigInteger.valueOf(max)) > 0) {
      throw invalid(key, value, "%sintegers in the range [%d..%d]".formatted(others, min, max));
    }
    return number.longValue();
  }

  /// A number of bytes, such as `1.5M`; empty for `auto` and where the key is missing.
  ///
  /// @param max unsigned
  OptionalLong bytesOrAuto(String key, long min, long max) {
    String value = values.get(key);
    if (value == null || value.equals(AUTO)) {
      return OptionalLong.empty();
    }
    BigInteger highest = new BigInteger(Long.toUnsignedString(max));
    Matcher matcher = BYTES.matcher(value.strip());
    if (matcher.matches()) {
      int power = matcher.group(2).isEmpty() ? 0 : SUFFIXES.indexOf(matcher.group(2).replace('K', 'k'));
      BigInteger bytes =
          new BigDecimal(matcher.group(1))
              .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(10 * power)))
              .setScale(0, RoundingMode.HALF_UP)
              .toBigInteger();
      if (bytes.compareTo(BigInteger.valueOf(min)) >= 0 && bytes.compareTo(highest) <= 0) {
        return OptionalLong.of(bytes.longValue());
      }
    }
    throw invalid(
        key,
        value,
        "auto, integers expressed as reals with optional suffix [BkKMGTPE], in the range [%d..%s]"
            .formatted(min, highest));
  }

  private static IllegalArgumentException invalid(String key, String value, String valid) {
    return new IllegalArgumentException(
        "Option %s: invalid value: %s, valid values: %s".formatted(key, shown(value), valid));
  }

  private static String shown(String value) {
    return value.isEmpty() ? "(empty)" : value;
  }
}
