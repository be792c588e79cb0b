package dev.sheaf.tools.inspect;

import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import java.util.Locale;
import java.util.stream.Collectors;

/// How types and times are written.
final class Words {
  private static final double[] STEPS = {1e9, 1e6, 1e3};
  private static final String[] UNITS = {"s", "ms", "us"};

  private Words() {}

  /// `float32 (?, 3)`, `optional text`, `{x: float32, y: float32}`.
  static String type(FieldType type) {
    return switch (type) {
      case ArrayType array -> {
        // As Python writes a tuple of one.
        String comma = array.shape().axes().size() == 1 && !array.shape().anyRank() ? "," : "";
        yield "%s (%s%s)".formatted(type.inWords(), array.shape(), comma);
      }
      case OptionalType(FieldType of) -> "optional " + type(of);
      case RecordType(var record) ->
          record.fields().stream()
              .map(field -> "%s: %s".formatted(field.name(), type(field.type())))
              .collect(Collectors.joining(", ", "{", "}"));
      default -> type.inWords();
    };
  }

  /// `3.2 s`, `12 ms`, `40 ns`.
  static String time(long nanos) {
    for (int i = 0; i < STEPS.length; i++) {
      double value = nanos / STEPS[i];
      if (value >= 1) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[i]);
      }
    }
    return nanos + " ns";
  }
}
