package dev.sheaf.dataset;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A source is malformed or names no file: the caller's mistake, of a kind that a tool tells its user.
public final class DatasetSourceException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  DatasetSourceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
