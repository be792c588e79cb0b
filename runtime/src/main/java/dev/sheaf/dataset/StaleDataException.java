package dev.sheaf.dataset;

import dev.sheaf.DataException;
import java.io.Serial;

/// Data is no longer what it was when it was indexed or opened, or it was indexed or packed for another schema.
public final class StaleDataException extends DataException {
  @Serial private static final long serialVersionUID = 1L;

  /// @param file the file that is not the one it was
  /// @param expected what was known of it
  /// @param found what it is now
  /// @param advice what to do, such as `index it again`
  public StaleDataException(String file, String expected, String found, String advice) {
    super(
        "%s: expected %s, found %s; %s".formatted(file, expected, found, advice),
        file,
        NOWHERE,
        expected,
        found,
        null);
  }
}
