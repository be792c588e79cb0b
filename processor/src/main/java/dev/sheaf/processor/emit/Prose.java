package dev.sheaf.processor.emit;

import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.ShapePattern;
import java.util.Optional;

/// What Javadoc comments say, with the texts that users write made safe for them.
final class Prose {
  private Prose() {}

  /// A field by itself: what the user says of it, and the shape of an array.
  static String alone(FieldSchema field) {
    if (!(field.type() instanceof ArrayType array)) {
      return described(field, "");
    }
    ShapePattern shape = array.shape();
    return described(
        field, shape.anyRank() ? "Any shape." : "Shape {@code (%s)}.".formatted(axes(shape)));
  }

  /// A column of a batch: what the user says of its field, and how the values of its rows lie.
  static String column(FieldSchema field) {
    Optional<ArrayType> array = field.type().column();
    if (array.isEmpty()) {
      return described(field, "One for each row.");
    }
    ShapePattern shape = array.get().shape();
    if (shape.isFixed()) {
      String axes = axes(shape);
      return described(field, "Shape {@code (%s)}.".formatted(axes.isEmpty() ? "rows" : "rows, " + axes));
    }
    return described(
        field,
        "Arrays of %s, end to end."
            .formatted(shape.anyRank() ? "any shape" : "shape {@code (%s)}".formatted(axes(shape))));
  }

  private static String axes(ShapePattern shape) {
    return shape.axes().isEmpty() ? "" : shape.toString();
  }

  private static String described(FieldSchema field, String words) {
    String description = field.description().isBlank() ? "" : inJavadoc(sentence(field.description()));
    return description.isEmpty() || words.isEmpty() ? description + words : description + " " + words;
  }

  private static String sentence(String text) {
    String stripped = text.strip();
    return ".!?".indexOf(stripped.charAt(stripped.length() - 1)) < 0 ? stripped + "." : stripped;
  }

  /// The same text to a reader of the Javadoc, whatever is in it: no tag, no end of comment, no Unicode escape.
  static String inJavadoc(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int c) {
    switch (c) {
      case '&', '<', '>', '@', '*', '\\', '{', '}' -> safe.append("&#").append(c).append(';');
      case '\r' -> {}
      case '\n' -> safe.append('\n');
      default -> safe.appendCodePoint(Literals.isSeen(c) ? c : ' ');
    }
  }
}
