package dev.sheaf.parquet;

import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;

/// Where in which file something is read, for messages.
///
/// @param file the name of the file
/// @param offset where the page, or the part of the footer, begins, in bytes
record Place(String file, long offset) {
  CorruptDataException corrupt(String expected, String found) {
    return new CorruptDataException(file, offset, expected, found);
  }

  CorruptDataException corrupt(String expected, long found) {
    return corrupt(expected, Long.toString(found));
  }

  UnsupportedFormatException unsupported(String expected, String found) {
    return new UnsupportedFormatException(file, offset, expected, found);
  }
}
