package dev.sheaf.dataset;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file, or some neighbouring rows of it.
///
/// @param file where it lies
/// @param skip how many rows at its start are left out
/// @param take how many rows follow; [#REST] for all that there are, which opens the file to count them
public record FileSlice(Path file, long skip, long take) {
  /// Stands for all rows up to the end.
  public static final long REST = -1;

  private static final Pattern TEXT = Pattern.compile("(.+)\\[(\\d{0,18}):(\\d{0,18})]");

  public FileSlice {
    if (skip < 0 || take < REST) {
      throw new IllegalArgumentException("expected 0 rows or more, found skip %d, take %d".formatted(skip, take));
    }
    if (take != REST) {
      Math.addExact(skip, take);
    }
  }

  /// All of a file.
  public static FileSlice of(Path file) {
    return new FileSlice(file, 0, REST);
  }

  /// A text such as `train.array_record[100:200]`, which names the rows from 100 to 199; without brackets, all of a file.
  ///
  /// @throws IllegalArgumentException if the second number is below the first
  public static FileSlice parse(String text) {
    Matcher slice = TEXT.matcher(text);
    if (!slice.matches()) {
      return of(Path.of(text));
    }
    long from = slice.group(2).isEmpty() ? 0 : Long.parseLong(slice.group(2));
    if (slice.group(3).isEmpty()) {
      return new FileSlice(Path.of(slice.group(1)), from, REST);
    }
    long to = Long.parseLong(slice.group(3));
    if (to < from) {
      throw new IllegalArgumentException("expected rows from %d on, found \"%s\"".formatted(from, text));
    }
    return new FileSlice(Path.of(slice.group(1)), from, to - from);
  }

  /// Whether a text ends in brackets as [#parse(String)] reads them.
  static boolean isSlice(String text) {
    return TEXT.matcher(text).matches();
  }

  @Override
  public String toString() {
    return skip == 0 && take == REST ? file.toString() : "%s[%d:%s]".formatted(file, skip, take == REST ? "" : "" + (skip + take));
  }
}
