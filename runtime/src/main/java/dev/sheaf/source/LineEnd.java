package dev.sheaf.source;

/// What ends a line.
public enum LineEnd {
  /// As the first line feed of the file says: `\r\n` for the whole file if a carriage return stands before it, else
  /// `\n`.
  INFER,
  /// `\n`; a carriage return before it belongs to the line.
  LF,
  /// `\r\n`; a line feed by itself is a character like any other.
  CRLF
}
