package dev.sheaf.dataset;

import dev.sheaf.io.FilePattern;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One place where data is not what its schema says, or where it cannot be read; or something that a person wants to
/// know of data that is as its schema says.
///
/// @param severity how much it weighs
/// @param file the file, relative to the source's base where it lies inside; empty for the dataset as a whole
/// @param record which of the file's records, from 0; -1 where the file is one record
/// @param offset where in the file, in bytes from its start; -1 when it has no place there
/// @param field where in the record, such as `data[2]`; empty for the record itself
/// @param rule what kind of fault it is, such as `shape`: see [dev.sheaf.codec.DecodeException.Rule]; also `corrupt`,
///     `unsupported` and `changed`; of warnings `no-rows`, `not-finite` and `always-absent`
/// @param expected what should stand there
/// @param found what does
public record Finding(
    Severity severity,
    String file,
    long record,
    long offset,
    String field,
    String rule,
    String expected,
    String found)
    implements Comparable<Finding> {
  /// The record of a file that is one record.
  static final long WHOLE_FILE = -1;

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity)
          .thenComparing(Finding::file, FilePattern.BY_CODE_POINT)
          .thenComparingLong(Finding::offset)
          .thenComparingLong(Finding::record)
          .thenComparing(Finding::field)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::expected)
          .thenComparing(Finding::found);

  /// Errors before warnings; each by file, then by offset.
  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /// Where it is: `data/a.jsonl, byte 120, record 7, field data[2]`; empty for the dataset as a whole.
  public String place() {
    return Stream.of(
            file,
            offset < 0 ? "" : "byte " + offset,
            record < 0 ? "" : "record " + record,
            field.isEmpty() ? "" : "field " + field)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /// What it is: `expected 3 axes, found 2`.
  public String message() {
    return "expected %s, found %s".formatted(expected, found);
  }

  /// One line: `data/a.jsonl, byte 120, record 7, field data[2]: expected 3 axes, found 2 [shape]`.
  @Override
  public String toString() {
    return Stream.concat(Stream.of(place()).filter(place -> !place.isEmpty()), Stream.of(message()))
        .collect(Collectors.joining(": ", "", " [%s]".formatted(rule)));
  }

  /// Those of one severity.
  static List<Finding> of(Severity severity, List<Finding> all) {
    return all.stream().filter(finding -> finding.severity == severity).toList();
  }
}
