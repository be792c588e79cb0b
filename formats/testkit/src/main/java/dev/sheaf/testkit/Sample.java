package dev.sheaf.testkit;

import java.util.List;
import java.util.Map;

/// A file as it should be, and what is in it.
///
/// @param name what a file of this kind is called, such as `sample.tfrecord`
/// @param file its bytes; not copied
/// @param rows what it holds: `byte[]` for each record, or a map from the names of fields to values of the Java types
///     that [dev.sheaf.format.TableReader] gives, where a null and a field that is not there are the same
@SuppressWarnings("ArrayRecordComponent") // Made for one test, and compared by nobody.
public record Sample(String name, byte[] file, List<?> rows) {
  public Sample {
    rows = List.copyOf(rows);
  }

  /// A file of records.
  public static Sample ofRecords(String name, byte[] file, List<byte[]> records) {
    return new Sample(name, file, records);
  }

  /// A file of rows that are values.
  public static Sample ofRows(String name, byte[] file, List<? extends Map<String, ?>> rows) {
    return new Sample(name, file, rows);
  }

  /// The rows in a form that can be compared.
  List<Object> comparable() {
    return rows.stream().map(Plain::of).toList();
  }
}
