package dev.sheaf.source;

/// How a text is cut into lines.
///
/// A text is UTF-8 and nothing else. A byte-order mark is a character of the first line, as it is in the file. A last
/// line without an end is a line too. "White space" is what C calls so: space, `\t`, `\n`, `\v`, `\f`, `\r`.
///
/// ```java
/// Pipeline.lines(corpus, LineOptions.DEFAULT.trimmed().withoutEmpty())
/// ```
///
/// @param end what ends a line
/// @param keepsEnd whether a line is given with its end
/// @param trimsStart whether white space is taken off its start
/// @param trimsEnd whether white space is taken off its end, and with it the line's end
/// @param skipsEmpty whether lines are left out of which nothing but their end is left after trimming
/// @param mapped whether the file is mapped into memory, where its file system can; what comes out is the same
/// @param maxLineBytes how many bytes a line may have, its end included: memory is needed for all of them
public record LineOptions(
    LineEnd end,
    boolean keepsEnd,
    boolean trimsStart,
    boolean trimsEnd,
    boolean skipsEmpty,
    boolean mapped,
    int maxLineBytes) {
  /// Lines without their ends, which the file itself tells; all of them, as they are, of up to 256 MiB; mapped.
  public static final LineOptions DEFAULT = new LineOptions(LineEnd.INFER, false, false, false, false, true, 256 << 20);

  /// The longest that a Java array can be on every machine.
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  public LineOptions {
    if (maxLineBytes < 1 || maxLineBytes > LARGEST) {
      throw new IllegalArgumentException(
          "expected 1 to %d bytes for a line, found %d".formatted(LARGEST, maxLineBytes));
    }
  }

  /// These options with another end of lines.
  public LineOptions withEnd(LineEnd other) {
    return new LineOptions(other, keepsEnd, trimsStart, trimsEnd, skipsEmpty, mapped, maxLineBytes);
  }

  /// These options, with lines as they stand in the file: each with its end.
  public LineOptions keepingEnds() {
    return new LineOptions(end, true, trimsStart, trimsEnd, skipsEmpty, mapped, maxLineBytes);
  }

  /// These options, without white space at the start of lines.
  public LineOptions trimmedAtStart() {
    return new LineOptions(end, keepsEnd, true, trimsEnd, skipsEmpty, mapped, maxLineBytes);
  }

  /// These options, without white space at the end of lines.
  public LineOptions trimmedAtEnd() {
    return new LineOptions(end, keepsEnd, trimsStart, true, skipsEmpty, mapped, maxLineBytes);
  }

  /// These options, without white space around lines.
  public LineOptions trimmed() {
    return trimmedAtStart().trimmedAtEnd();
  }

  /// These options, without empty lines. Those are lines that trimming leaves empty, where it is asked for.
  public LineOptions withoutEmpty() {
    return new LineOptions(end, keepsEnd, trimsStart, trimsEnd, true, mapped, maxLineBytes);
  }

  /// These options, with a file that is mapped into memory or not.
  public LineOptions withMapped(boolean isMapped) {
    return new LineOptions(end, keepsEnd, trimsStart, trimsEnd, skipsEmpty, isMapped, maxLineBytes);
  }

  /// These options with another limit for a line's bytes.
  ///
  /// @throws IllegalArgumentException if it is less than 1
  public LineOptions withMaxLineBytes(int bytes) {
    return new LineOptions(end, keepsEnd, trimsStart, trimsEnd, skipsEmpty, mapped, bytes);
  }

  /// What decides which lines come, as it stands in a plan.
  String words() {
    StringBuilder words = new StringBuilder();
    if (end != LineEnd.INFER) {
      words.append(", ").append(end);
    }
    if (skipsEmpty) {
      words.append(trimsStart || trimsEnd ? ", without blank" : ", without empty");
    }
    return words.toString();
  }
}
