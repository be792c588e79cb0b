package dev.sheaf.dataset;

import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.InputFile;

/// Finds where the records of one file begin and end, from front to back, without reading what is in them.
///
/// The file is read once, a chunk at a time: neither its length nor that of a record costs memory. What a record holds
/// is left to whoever decodes it; a cut is right for every file whose records are JSON. For one thread.
abstract sealed class RecordCutter permits LineCutter, ListCutter {
  final ForwardBytes bytes;
  private long start;
  private long end;

  RecordCutter(ForwardBytes bytes) {
    this.bytes = bytes;
  }

  /// A cutter for a file that holds its records in this form, which is not the whole file.
  static RecordCutter of(InputFile file, RecordForm form) {
    return of(file, form, ForwardBytes.CHUNK_BYTES);
  }

  static RecordCutter of(InputFile file, RecordForm form, int chunkBytes) {
    ForwardBytes bytes = new ForwardBytes(file, chunkBytes);
    return switch (form) {
      case LINES -> new LineCutter(bytes);
      case LIST -> new ListCutter(bytes);
      case WHOLE -> throw new IllegalArgumentException("expected a form with records to cut, found " + form);
    };
  }

  /// Goes to the next record; false after the last.
  ///
  /// @throws DecodeException if something else stands there; the next call goes on behind it, as far as that can be
  /// @throws dev.sheaf.SheafException if the file cannot be read
  abstract boolean next();

  /// The offset of the record's first byte.
  final long start() {
    return start;
  }

  /// How many bytes the record has; white space around it may be among them.
  final long length() {
    return end - start;
  }

  final void record(long from, long to) {
    start = from;
    end = to;
  }

  /// CRC-32C over the whole file; no record comes after it.
  final int checksum() {
    return bytes.checksum();
  }

  final DecodeException fault(long offset, String expected, String found) {
    return new DecodeException(Rule.JSON, bytes.name(), "", offset, expected, found, null);
  }

  /// Whether a byte is white space between JSON's tokens.
  static boolean isSpace(int next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }
}
