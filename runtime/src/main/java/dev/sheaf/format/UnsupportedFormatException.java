package dev.sheaf.format;

import dev.sheaf.DataException;
import java.io.Serial;

/// A file is sound as far as one can tell, and uses a part of its format that this version of Sheaf does not read.
///
/// Damage is a [dev.sheaf.io.CorruptDataException] instead: its remedy is another copy of the file, not another reader.
public final class UnsupportedFormatException extends DataException {
  @Serial private static final long serialVersionUID = 1L;

  /// @param file the file
  /// @param offset where in it the unknown part is named, in bytes
  /// @param expected what this version reads
  /// @param found what stands there
  public UnsupportedFormatException(String file, long offset, String expected, String found) {
    super(
        "%s, byte %d: expected %s, found %s, which is not supported by this version of Sheaf"
            .formatted(file, offset, expected, found),
        file,
        offset,
        expected,
        found,
        null);
  }
}
