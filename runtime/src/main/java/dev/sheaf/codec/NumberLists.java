package dev.sheaf.codec;

/// What may stand between two numbers of lists of numbers, as far as it stands in the buffer whole.
final class NumberLists {
  /// No number follows in the way that was asked for, or not in this buffer.
  static final int NONE = -1;

  private NumberLists() {}

  /// Where the next number of the same list starts: behind a comma.
  static int nextInList(byte[] buffer, int position) {
    return buffer[position] == ',' ? skipSpace(buffer, position + 1) : NONE;
  }

  /// Where the first number of the next list starts: behind `],[`.
  static int firstOfNextList(byte[] buffer, int position) {
    if (buffer[position] != ']' || buffer[position + 1] != ',') {
      return NONE;
    }
    int bracket = skipSpace(buffer, position + 2);
    return buffer[bracket] == '[' ? skipSpace(buffer, bracket + 1) : NONE;
  }

  private static int skipSpace(byte[] buffer, int from) {
    int at = from;
    while (buffer[at] == ' ' || buffer[at] == '\n') {
      at++;
    }
    return at;
  }
}
