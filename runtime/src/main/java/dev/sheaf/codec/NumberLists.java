package dev.sheaf.codec;

/// What may stand between two numbers of lists of numbers, as far as it stands in the buffer whole.
final class NumberLists {
  /// No number follows in the way that was asked for, or not in this buffer.
  static final int NONE = -1;

  private NumberLists() {}

  /// Where the next number starts, behind one that ends at `position`: of the same list while that has room for more,
  /// else of the list after it.
  ///
  /// @param room how many more numbers the list has room for
  /// @param length how long the lists are, or 0 where only one list is read
  static int next(byte[] buffer, int position, long room, long length) {
    if (room > 0) {
      return buffer[position] == ',' ? skipSpace(buffer, position + 1) : NONE;
    }
    return length > 0 ? firstOfNextList(buffer, position) : NONE;
  }

  /// How many more numbers there is room for when one has been read where [#next] said.
  static long roomAfterOne(long room, long length) {
    return (room > 0 ? room : length) - 1;
  }

  /// Where the first number of the next list starts: behind `],[`.
  private static int firstOfNextList(byte[] buffer, int position) {
    int end = skipSpace(buffer, position);
    if (buffer[end] != ']') {
      return NONE;
    }
    int comma = skipSpace(buffer, end + 1);
    if (buffer[comma] != ',') {
      return NONE;
    }
    int bracket = skipSpace(buffer, comma + 1);
    return buffer[bracket] == '[' ? skipSpace(buffer, bracket + 1) : NONE;
  }

  private static int skipSpace(byte[] buffer, int from) {
    int at = from;
    while (buffer[at] <= ' ' && isSpace(buffer[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte character) {
    return character == ' ' || character == '\n' || character == '\r' || character == '\t';
  }
}
