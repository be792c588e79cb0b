package dev.sheaf.dataset;

import dev.sheaf.schema.Field;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a scan saw of one field.
///
/// @param name the field
/// @param type what it holds, in words: the dtype of an array's or a number's elements, `text`, `list of bytes`
/// @param seen the shapes of arrays, as NumPy would print one, `(28, 28)`, or with ranges, `(3..4, 3)`; the range of
///     numbers and times, `0..9`, where NaN counts as the largest; how long texts, bytes, lists and maps were, `1..12
///     characters`; how many names of an enum there were; how often a value was absent. `none` where there was no
///     value, empty for records
public record FieldSummary(String name, String type, String seen) {
  private static final Pattern SHAPE = Pattern.compile("\\(([0-9., ]*)\\)");
  private static final Pattern LENGTH = Pattern.compile("(\\d+(?:\\.\\.\\d+)?) (?:characters|bytes|elements|entries)");

  /// The one of `field` among those of all fields.
  static FieldSummary of(Field<?, ?> field, List<FieldSummary> all) {
    return all.stream()
        .filter(each -> each.name().equals(field.path()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of the fields %s, found %s"
                        .formatted(all.stream().map(FieldSummary::name).toList(), field.path())));
  }

  /// How long the longest value was: the most elements of an array, characters of a text, bytes, elements of a list. Empty
  /// where there was none, where values have no length, or where only the number of axes was seen.
  OptionalLong longest() {
    Matcher shape = SHAPE.matcher(seen);
    if (shape.lookingAt()) {
      long elements = 1;
      for (String axis : shape.group(1).split(",", -1)) {
        elements = axis.isBlank() ? elements : Math.multiplyExact(elements, upper(axis.strip()));
      }
      return OptionalLong.of(elements);
    }
    Matcher length = LENGTH.matcher(seen);
    return length.lookingAt() ? OptionalLong.of(upper(length.group(1))) : OptionalLong.empty();
  }

  private static long upper(String range) {
    return Long.parseLong(range.substring(range.lastIndexOf('.') + 1));
  }

  /// The type and what was seen: `float32 (3..4, 3)`.
  @Override
  public String toString() {
    return seen.isEmpty() ? type : type + " " + seen;
  }
}
