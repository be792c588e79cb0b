package dev.sheaf.tools.inspect;

import dev.sheaf.SheafException;
import dev.sheaf.format.Layout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was found at one place: a dataset, a file, some rows of one. Where something is broken, it holds what could be read.
///
/// @param place as it was named
/// @param kind what it is: the name of a format, or `index`, `packed`, `cache`, `descriptor`, `checkpoint`
/// @param files how many files there are
/// @param bytes how many bytes they have together
/// @param rows how many rows there are, or [#UNKNOWN]
/// @param facts more of the whole, in the order in which they are shown
/// @param fields what a row is made of: of the record, where one was named, else as the data says it
/// @param columns how columns are stored, where they are stored by themselves
/// @param samples the first rows
/// @param cost what a row costs, by a sample
/// @param failure why there is not more; empty where nothing went wrong
public record Inspection(
    String place,
    String kind,
    long files,
    long bytes,
    long rows,
    Map<String, String> facts,
    List<Field> fields,
    List<Layout.Column> columns,
    List<Sample> samples,
    Optional<Cost> cost,
    Optional<SheafException> failure) {
  /// Stands for a number that nobody knows.
  public static final long UNKNOWN = -1;

  /// A field of a row.
  ///
  /// @param type its type in words: `float32 (?, 3)`
  /// @param seen what an index has seen of it; empty where there is none
  public record Field(String name, String type, String seen) {}

  /// One row.
  ///
  /// @param row which row of the place it is
  /// @param values its values in words, by field
  public record Sample(long row, Map<String, String> values) {
    public Sample {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /// What reading cost, of some rows that were read to find out: an estimate for the others.
  ///
  /// @param rows how many rows were read, from the first on
  /// @param storedBytes how many bytes a row has in the files, on the average of all; [#UNKNOWN] where they hold more
  /// @param decodedBytes how many bytes the values of a row have, on the average of those read; [#UNKNOWN] where they are
  ///     not decoded
  /// @param nanos how long all of those rows took, on one thread
  public record Cost(long rows, long storedBytes, long decodedBytes, long nanos) {
    /// How long all rows would take on one thread, if the others are like these.
    public long nanosFor(long all) {
      return (long) ((double) nanos / Math.max(1, rows) * all);
    }
  }

  public Inspection {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    fields = List.copyOf(fields);
    columns = List.copyOf(columns);
    samples = List.copyOf(samples);
  }

  /// As JSON for programs, on several lines.
  public String toJson() {
    return InspectionJson.of(this).toPrettyString();
  }

  /// As lines for people. Why something is missing is not among them.
  @Override
  public String toString() {
    return InspectionText.of(this);
  }
}
