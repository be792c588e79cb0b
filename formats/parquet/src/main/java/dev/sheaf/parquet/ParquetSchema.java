package dev.sheaf.parquet;

import dev.sheaf.schema.RecordSchema;
import java.util.List;
import org.apache.parquet.schema.MessageType;

/// What a file of a record looks like to Parquet: the message type that [ParquetFormat] writes into it.
public final class ParquetSchema {
  private ParquetSchema() {}

  /// The schema of a file of such rows in Parquet's own words, `message schema { required float x; ... }`, as tools
  /// like `parquet-cli` print it and `MessageTypeParser` reads it; `\n` at each line's end.
  ///
  /// @param row what a row is made of
  /// @throws IllegalArgumentException if there is a field that Parquet has no column for; the message names it
  public static String of(RecordSchema row) {
    return message(WrittenColumns.of(row)).toString();
  }

  static MessageType message(List<WrittenColumn> columns) {
    return new MessageType("schema", columns.stream().map(WrittenColumn::type).toList());
  }
}
