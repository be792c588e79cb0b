package dev.sheaf.format;

import dev.sheaf.SheafException;
import java.io.Serial;

/// A file is sound as far as one can tell, and uses a part of its format that this version of Sheaf does not read.
///
/// Damage is a [dev.sheaf.io.CorruptDataException] instead: its remedy is another copy of the file, not another reader.
public final class UnsupportedFormatException extends SheafException {
  @Serial private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;
  private final String expected;
  private final String found;

  /// @param file the file
  /// @param offset where in it the unknown part is named, in bytes
  /// @param expected what this version reads
  /// @param found what stands there
  public UnsupportedFormatException(String file, long offset, String expected, String found) {
    super(
        "%s, byte %d: expected %s, found %s, which is not supported by this version of Sheaf"
            .formatted(file, offset, expected, found),
        null);
    this.file = file;
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }

  /// The file.
  public String file() {
    return file;
  }

  /// Where in the file the unknown part is named, in bytes from its start.
  public long offset() {
    return offset;
  }

  /// What this version reads.
  public String expected() {
    return expected;
  }

  /// What stands there.
  public String found() {
    return found;
  }
}
