package dev.sheaf.io;

import dev.sheaf.SheafException;
import java.io.Serial;

/// The bytes of a file are not what its format says: damaged, cut off, or of another format.
public sealed class CorruptDataException extends SheafException permits TruncatedDataException {
  @Serial private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;
  private final String expected;
  private final String found;

  /// @param file the file
  /// @param offset where in it, in bytes
  /// @param expected what should stand there
  /// @param found what does
  public CorruptDataException(String file, long offset, String expected, String found) {
    super("%s, byte %d: expected %s, found %s".formatted(file, offset, expected, found), null);
    this.file = file;
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }

  /// The file.
  public String file() {
    return file;
  }

  /// Where in the file, in bytes from its start.
  public long offset() {
    return offset;
  }

  /// What should stand there.
  public String expected() {
    return expected;
  }

  /// What does.
  public String found() {
    return found;
  }
}
