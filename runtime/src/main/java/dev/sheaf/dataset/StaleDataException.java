package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import java.io.Serial;

/// Data is no longer what it was when it was indexed or opened, or it was indexed or packed for another schema.
public final class StaleDataException extends SheafException {
  @Serial private static final long serialVersionUID = 1L;

  private final String file;
  private final String expected;
  private final String found;

  /// @param file the file that is not the one it was
  /// @param expected what was known of it
  /// @param found what it is now
  /// @param advice what to do, such as `index it again`
  public StaleDataException(String file, String expected, String found, String advice) {
    super("%s: expected %s, found %s; %s".formatted(file, expected, found, advice), null);
    this.file = file;
    this.expected = expected;
    this.found = found;
  }

  /// The file that is not the one it was.
  public String file() {
    return file;
  }

  /// What was known of it.
  public String expected() {
    return expected;
  }

  /// What it is now.
  public String found() {
    return found;
  }
}
