package dev.sheaf.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;

/// Texts as Java source spells them, on one line: what would end the line, or is not seen there, is escaped.
///
/// JavaPoet's own `$S` breaks lines at all that Unicode calls a line break, and takes no text that is longer than a
/// constant of a class file can be.
final class Literals {
  /// The most bytes of a text in the constants of a class file.
  private static final int MOST_BYTES = 65_535;

  // Class files write a character with three bytes at most, those beyond the first plane as two.
  private static final int PIECE = MOST_BYTES / 3;

  private Literals() {}

  /// The expression for a text.
  static CodeBlock of(String text) {
    if (text.length() <= PIECE) {
      return CodeBlock.of("$L", quoted(text));
    }
    // With a plus between them the compiler would make one constant of them.
    List<CodeBlock> pieces = new ArrayList<>(List.of(CodeBlock.of("\"\"")));
    for (int start = 0; start < text.length(); start += PIECE) {
      pieces.add(CodeBlock.of("$L", quoted(text.substring(start, Math.min(start + PIECE, text.length())))));
    }
    return Lines.call(CodeBlock.of("$T.join", String.class), pieces);
  }

  private static String quoted(String text) {
    StringBuilder literal = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> append(literal, c));
    return literal.append('"').toString();
  }

  private static void append(StringBuilder literal, int c) {
    switch (c) {
      case '"' -> literal.append("\\\"");
      case '\\' -> literal.append("\\\\");
      case '\n' -> literal.append("\\n");
      case '\r' -> literal.append("\\r");
      case '\t' -> literal.append("\\t");
      default -> {
        if (isSeen(c)) {
          literal.appendCodePoint(c);
        } else {
          for (char unit : Character.toChars(c)) {
            literal.append("\\u%04x".formatted((int) unit));
          }
        }
      }
    }
  }

  /// Whether a person sees it in the source, and a file in UTF-8 keeps it.
  static boolean isSeen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
