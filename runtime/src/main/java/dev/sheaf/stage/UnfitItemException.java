package dev.sheaf.stage;

import dev.sheaf.DataException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// An item is not one that an operator can take.
public final class UnfitItemException extends DataException {
  @Serial private static final long serialVersionUID = 1L;

  /// @param operator that was to take it
  /// @param expected what it takes
  /// @param found what the item is
  public UnfitItemException(String operator, String expected, String found) {
    this(operator, expected, found, null);
  }

  /// @param operator that was to take it
  /// @param expected what it takes
  /// @param found what the item is
  public UnfitItemException(String operator, String expected, String found, @Nullable Throwable cause) {
    super(operator + ": expected " + expected + ", found " + found, operator, NOWHERE, expected, found, cause);
  }
}
