package dev.sheaf.cli;

import dev.sheaf.dataset.FieldSummary;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How counts, names and fields are written in results.
final class Words {
  private Words() {}

  /// `1 record`, `1,234 records`.
  static String count(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  /// The class name without its package and the classes around it.
  static String simpleName(String binaryName) {
    return binaryName.substring(Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$')) + 1);
  }

  /// `float32, (3..4, 3)`, or with several fields `image: uint8 (28, 28); label: int64 0..9`.
  static String describe(List<FieldSummary> fields) {
    if (fields.size() == 1) {
      FieldSummary only = fields.getFirst();
      return only.seen().isEmpty() ? only.type() : only.type() + ", " + only.seen();
    }
    return fields.stream().map(field -> field.name() + ": " + field).collect(Collectors.joining("; "));
  }
}
