package dev.sheaf.select;

import dev.sheaf.DataException;
import java.io.Serial;

/// A value has no element where a selector leads. It does not know from which file the value came.
public final class MissingElementException extends DataException {
  @Serial private static final long serialVersionUID = 1L;

  private static final String NO_FILE = "";

  private final String path;

  MissingElementException(String path, String expected, String found) {
    super("%s: expected %s, found %s".formatted(path, expected, found), NO_FILE, NOWHERE, expected, found, null);
    this.path = path;
  }

  /// The path that leads nowhere. Where it goes through `[*]`, the index of the element that was the first without; the
  /// steps behind the first wrong one stand as they were written.
  public String path() {
    return path;
  }
}
