package dev.sheaf;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The data is at fault, not the machine and not the caller: damaged, not of its schema, or no longer what it was. The
/// facts are fields; the message is made from them.
public abstract class DataException extends SheafException {
  @Serial private static final long serialVersionUID = 1L;

  /// The offset of a fault that has no place in its file.
  protected static final long NOWHERE = -1;

  private final String file;
  private final long offset;
  private final String expected;
  private final String found;

  /// For subclasses: the message tells these facts, and what else the subclass knows.
  protected DataException(
      String message, String file, long offset, String expected, String found, @Nullable Throwable cause) {
    super(message, cause);
    this.file = file;
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }

  /// The file, or another name of the source.
  public final String file() {
    return file;
  }

  /// Where in the file, in bytes from its start; -1 when it has no place there.
  public final long offset() {
    return offset;
  }

  /// What should be there.
  public final String expected() {
    return expected;
  }

  /// What is.
  public final String found() {
    return found;
  }
}
