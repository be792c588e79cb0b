package dev.sheaf.tools.profile;

import dev.sheaf.schema.RecordSchema;
import java.util.List;

/// What the values of a dataset are like.
///
/// @param schema what a row is made of
/// @param rows how many rows there are
/// @param fields each field, those inside records and lists too, in the order of the schema
/// @param unreadableRows how many rows could not be read as a whole; what was read of them before is counted
/// @param faults the first of them
public record DatasetProfile(
    RecordSchema schema, long rows, List<FieldProfile> fields, long unreadableRows, List<UnreadableRow> faults) {
  public DatasetProfile {
    fields = List.copyOf(fields);
    faults = List.copyOf(faults);
  }

  /// A row that could not be read.
  ///
  /// @param row its position
  /// @param fault what was wrong
  public record UnreadableRow(long row, String fault) {}

  /// The field with a path, such as `cloud.points` or `features[]<hole>.radius`.
  ///
  /// @throws IllegalArgumentException if there is none
  public FieldProfile field(String path) {
    return fields.stream()
        .filter(field -> field.path().equals(path))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of the fields %s, found %s"
                        .formatted(fields.stream().map(FieldProfile::path).toList(), path)));
  }
}
