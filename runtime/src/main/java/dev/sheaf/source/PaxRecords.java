package dev.sheaf.source;

import dev.sheaf.io.CorruptDataException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// What is said about one file in a tar archive before its own header.
///
/// @param path its name, where it is said
/// @param bytes how many bytes it has, where that is said
/// @param isSparse whether it has holes
record PaxRecords(Optional<String> path, OptionalLong bytes, boolean isSparse) {
  static final PaxRecords NONE = new PaxRecords(Optional.empty(), OptionalLong.empty(), false);

  /// Reads records of pax: `length key=value\n`, of which the length counts everything.
  ///
  /// @param archive what to call the archive in errors
  /// @param offset where in it the records are
  /// @throws CorruptDataException if they are something else
  static PaxRecords parse(byte[] text, String archive, long offset) {
    PaxRecords records = NONE;
    int at = 0;
    while (at < text.length) {
      int space = indexOf(text, ' ', at, text.length);
      long length = space < 0 ? -1 : number(text, at, space);
      long end = at + length;
      if (length <= space - at + 1 || end > text.length || text[(int) end - 1] != '\n') {
        throw new CorruptDataException(archive, offset + at, "a record: length key=value", "other bytes");
      }
      int last = (int) end - 1;
      int equal = indexOf(text, '=', space + 1, last);
      if (equal < 0) {
        throw new CorruptDataException(archive, offset + at, "a record: length key=value", "one without a value");
      }
      String key = Utf8.decode(Arrays.copyOfRange(text, space + 1, equal), archive, offset + space + 1);
      byte[] value = Arrays.copyOfRange(text, equal + 1, last);
      records = records.with(key, value, archive, offset + equal + 1);
      at = (int) end;
    }
    return records;
  }

  private PaxRecords with(String key, byte[] value, String archive, long offset) {
    if (key.equals("path")) {
      return withPath(Utf8.decode(value, archive, offset));
    }
    if (key.equals("size")) {
      long number = number(value, 0, value.length);
      if (number < 0) {
        throw new CorruptDataException(archive, offset, "a size in decimal digits", "other bytes");
      }
      return new PaxRecords(path, OptionalLong.of(number), isSparse);
    }
    return key.startsWith("GNU.sparse.") ? new PaxRecords(path, bytes, true) : this;
  }

  /// The same about a file of this name.
  PaxRecords withPath(String name) {
    return new PaxRecords(Optional.of(name), bytes, isSparse);
  }

  /// Both of these and others; what is said later holds.
  PaxRecords and(PaxRecords later) {
    return new PaxRecords(
        later.path.or(() -> path), later.bytes.isPresent() ? later.bytes : bytes, isSparse || later.isSparse);
  }

  private static int indexOf(byte[] text, char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /// A number in decimal digits; -1 if it is none, or too large.
  private static long number(byte[] text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return from == to ? -1 : number;
  }
}
