package dev.sheaf.processor.emit;

import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.ShapePattern;

/// What Javadoc comments say, with the texts that users write made safe for them.
final class Prose {
  private Prose() {}

  /// A column: what the user says of it, its dtype and shape, and how its arrays lie in a batch.
  static String column(FieldSchema column, Layout layout) {
    ShapePattern shape = RecordTypes.arrayType(column).shape();
    String description = column.description().isBlank() ? "" : inJavadoc(sentence(column.description())) + " ";
    String axes = shape.axes().isEmpty() ? "" : shape.toString();
    String words =
        switch (layout) {
          case ALONE -> shape.anyRank() ? "Any shape." : "Shape {@code (%s)}.".formatted(axes);
          case STACKED -> "Shape {@code (%s)}.".formatted(axes.isEmpty() ? "rows" : "rows, " + axes);
          case END_TO_END ->
              "Arrays of %s, end to end."
                  .formatted(shape.anyRank() ? "any shape" : "shape {@code (%s)}".formatted(axes));
        };
    return description + words;
  }

  /// How the arrays of a column lie.
  enum Layout {
    /// One array.
    ALONE,
    /// Side by side along a new first axis.
    STACKED,
    /// End to end, along the first axis or flat.
    END_TO_END
  }

  private static String sentence(String text) {
    String stripped = text.strip();
    return ".!?".indexOf(stripped.charAt(stripped.length() - 1)) < 0 ? stripped + "." : stripped;
  }

  /// The same text to a reader of the Javadoc, whatever is in it: no tag, no end of comment, no Unicode escape.
  private static String inJavadoc(String text) {
    StringBuilder safe = new StringBuilder();
    text.chars().forEach(c -> append(safe, (char) c));
    return safe.toString();
  }

  private static void append(StringBuilder safe, char c) {
    switch (c) {
      case '&', '<', '>', '@', '*', '\\', '{', '}' -> safe.append("&#").append((int) c).append(';');
      case '\r' -> {}
      default -> safe.append(c);
    }
  }
}
