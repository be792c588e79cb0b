package dev.sheaf.select;

import java.io.Serial;

/// A text is no selector.
public final class SelectorSyntaxException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  private final String text;
  private final int position;
  private final String expected;

  SelectorSyntaxException(String text, int position, String expected) {
    super(
        "selector \"%s\", position %d: expected %s, found %s"
            .formatted(text, position, expected, found(text, position)));
    this.text = text;
    this.position = position;
    this.expected = expected;
  }

  private static String found(String text, int position) {
    return position == text.length() ? "its end" : "\"%s\"".formatted(Character.toString(text.codePointAt(position)));
  }

  /// The text.
  public String text() {
    return text;
  }

  /// Which of its characters is the first that is wrong, from 0; its length where something is missing at its end.
  public int position() {
    return position;
  }

  /// What should stand there.
  public String expected() {
    return expected;
  }
}
