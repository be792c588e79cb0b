package dev.sheaf.dataset;

import dev.sheaf.schema.Field;
import java.util.List;

/// What a scan saw of one field.
///
/// @param name the field
/// @param type what it holds, in words: the dtype of an array's or a number's elements, `text`, `list of bytes`
/// @param seen the shapes of arrays, as NumPy would print one, `(28, 28)`, or with ranges, `(3..4, 3)`; the range of
///     numbers and times, `0..9`, where NaN counts as the largest; how long texts, bytes, lists and maps were, `1..12
///     characters`; how many names of an enum there were; how often a value was absent. `none` where there was no
///     value, empty for records
public record FieldSummary(String name, String type, String seen) {
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

  /// The type and what was seen: `float32 (3..4, 3)`.
  @Override
  public String toString() {
    return seen.isEmpty() ? type : type + " " + seen;
  }
}
