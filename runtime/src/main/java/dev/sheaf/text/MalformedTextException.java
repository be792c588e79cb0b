package dev.sheaf.text;

import dev.sheaf.DataException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A text does not say what it should. It does not know from which file the text came.
public final class MalformedTextException extends DataException {
  @Serial private static final long serialVersionUID = 1L;

  private static final String NO_FILE = "";
  private static final int SHOWN = 60;

  private final String text;

  MalformedTextException(String text, String expected, String found) {
    this(text, expected, found, null);
  }

  MalformedTextException(String text, String expected, String found, @Nullable Throwable cause) {
    super(
        "expected %s, found %s in \"%s\"".formatted(expected, found, shown(text)),
        NO_FILE,
        NOWHERE,
        expected,
        found,
        cause);
    this.text = text;
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, text.offsetByCodePoints(0, SHOWN / 2)) + "...";
  }

  /// The whole text.
  public String text() {
    return text;
  }
}
