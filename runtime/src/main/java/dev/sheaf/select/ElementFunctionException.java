package dev.sheaf.select;

import dev.sheaf.SheafException;
import java.io.Serial;

/// A function failed on a selected element, or the record around the element refused what the function gave. The cause
/// is what was thrown.
public final class ElementFunctionException extends SheafException {
  @Serial private static final long serialVersionUID = 1L;

  private final String path;

  ElementFunctionException(String path, RuntimeException cause) {
    super("the function failed on element %s: %s".formatted(path, cause), cause);
    this.path = path;
  }

  /// Where the element is, `[*]` resolved: `foo[1].y`; the field, where a record refused what would be in it.
  public String path() {
    return path;
  }
}
