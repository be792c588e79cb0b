package dev.sheaf.stage;

/// How sequences are put one after the other into rows of fixed length, which say where each begins and no more.
///
/// @param elements how many a row has
/// @param maxLength how long a sequence in a row is at most; a longer one is several where sequences are cut
/// @param padding what a row has behind its last sequence; the dtype must have it
/// @param cuts whether a sequence is cut where a row is full: the next row begins with the element before the cut, so
///     that its successor can be learned. If not, a sequence without room begins the next row, and one that is longer
///     than `maxLength` or a row is a fault that one can go on from
/// @param dropsRemainder whether a last row that is not full is left out; only where sequences are cut
public record TokenPacking(int elements, int maxLength, Number padding, boolean cuts, boolean dropsRemainder) {
  /// @throws IllegalArgumentException if a number is less than 1, or sequences are to be cut into rows of 1 element
  public TokenPacking {
    if (elements < 1 || maxLength < 1) {
      throw new IllegalArgumentException(
          "expected rows of 1 element or more, and sequences of as many, found %d and %d".formatted(elements, maxLength));
    }
    if (cuts && elements < 2) {
      throw new IllegalArgumentException(
          "expected rows of 2 elements or more where sequences are cut, since each begins with the last of the one before,"
              + " found "
              + elements);
    }
  }

  /// Sequences that are cut where a row is full; a last row that is not full is padded with zeros.
  ///
  /// @throws IllegalArgumentException if a number is out of range
  public static TokenPacking cut(int elements, int maxLength) {
    return new TokenPacking(elements, maxLength, 0L, true, false);
  }

  /// Sequences that stay whole; rows are padded with zeros.
  ///
  /// @throws IllegalArgumentException if a number is out of range
  public static TokenPacking whole(int elements, int maxLength) {
    return new TokenPacking(elements, maxLength, 0L, false, false);
  }

  /// The same, with another padding.
  public TokenPacking padded(Number value) {
    return new TokenPacking(elements, maxLength, value, cuts, dropsRemainder);
  }

  /// The same, and a last row that is not full is left out, where sequences are cut.
  public TokenPacking dropRemainder() {
    return new TokenPacking(elements, maxLength, padding, cuts, true);
  }

  /// As it stands in a plan: `4096, 512, WHOLE`.
  @Override
  public String toString() {
    return elements
        + ", "
        + maxLength
        + (cuts ? "" : ", WHOLE")
        + (padding.doubleValue() != 0 ? ", PADDED " + padding : "")
        + (dropsRemainder ? ", DROP" : "");
  }
}
