package dev.sheaf.tools.compare;

import dev.sheaf.schema.RecordSchema;
import java.util.Comparator;
import java.util.List;

/// What has changed between two schemas.
///
/// The question is whether data that was written with the old schema is read by the new one, all of it and with equal
/// values; and beside it, whether data written with the new one is read by the old. Data is what a codec writes and
/// reads with default options, in JSON or in the tables of other formats. Numbers are equal if they are the same
/// number; a `float` that JSON spells `0.1` and that is read as a `double` is the `double` nearest to what is spelled.
///
/// An index and a packed folder belong to one schema and are made again after any change but of descriptions.
///
/// @param old the name of the old record
/// @param now the name of the new record
/// @param changes in the order of the new schema's fields, with what is no longer there at the end of each record
public record SchemaComparison(String old, String now, List<Change> changes) {
  public SchemaComparison {
    changes = List.copyOf(changes);
  }

  /// Compares two schemas.
  public static SchemaComparison of(RecordSchema old, RecordSchema now) {
    return new SchemaComparison(old.name(), now.name(), new RecordChanges().of(old, now));
  }

  /// The worst of the changes; compatible where there is none.
  public Level level() {
    return changes.stream().map(Change::level).max(Comparator.naturalOrder()).orElse(Level.COMPATIBLE);
  }
}
