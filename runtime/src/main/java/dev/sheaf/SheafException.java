package dev.sheaf;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The base of every error that Sheaf itself raises about data, storage or a checkpoint.
///
/// A mistake of the caller (an argument out of range, a closed loader) is a plain [IllegalArgumentException] or
/// [IllegalStateException] instead: its remedy is in the calling code, not in the data.
public abstract class SheafException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// For subclasses: the whole message is made once, where the fault is found.
  protected SheafException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
