package dev.sheaf.dataset;

import java.util.Comparator;

/// One place where data is not what its schema says, or where it cannot be read.
///
/// @param file the file, relative to the source's base where it lies inside
/// @param record which of the file's records, from 0; -1 where the file is one record
/// @param offset where in the file, in bytes from its start; -1 when it has no place there
/// @param field where in the record, such as `data[2]`; empty for the record itself
/// @param rule what kind of fault it is, such as `shape`: see [dev.sheaf.codec.DecodeException.Rule]; also `corrupt`,
///     `unsupported` and `changed`
/// @param expected what should stand there
/// @param found what does
public record Finding(
    String file, long record, long offset, String field, String rule, String expected, String found)
    implements Comparable<Finding> {
  /// The record of a file that is one record.
  static final long WHOLE_FILE = -1;

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::file, DatasetSource.CODE_POINTS)
          .thenComparingLong(Finding::offset)
          .thenComparingLong(Finding::record)
          .thenComparing(Finding::field)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::expected)
          .thenComparing(Finding::found);

  /// By file, then by offset.
  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /// One line: `data/a.jsonl, byte 120, record 7, field data[2]: expected 3 axes, found 2 [shape]`.
  @Override
  public String toString() {
    return "%s%s%s%s: expected %s, found %s [%s]"
        .formatted(
            file,
            offset < 0 ? "" : ", byte " + offset,
            record < 0 ? "" : ", record " + record,
            field.isEmpty() ? "" : ", field " + field,
            expected,
            found,
            rule);
  }
}
