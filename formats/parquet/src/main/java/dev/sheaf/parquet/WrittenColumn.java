package dev.sheaf.parquet;

import java.util.Map;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.Type;

/// How the values of a field are written.
///
/// @param type as Parquet has it, with name and repetition
/// @param arrow as Arrow has it
/// @param values what a value becomes
record WrittenColumn(Type type, ArrowSchemaWriter.Field arrow, ValueWriter values) {
  /// Hands one value, which is there, to Parquet.
  @FunctionalInterface
  interface ValueWriter {
    /// Writes the value.
    ///
    /// @throws IllegalArgumentException if it is not what the schema says
    void write(RecordConsumer consumer, Object value);
  }

  WrittenColumn withMetadata(Map<String, String> metadata) {
    return new WrittenColumn(
        type,
        new ArrowSchemaWriter.Field(arrow.name(), arrow.nullable(), arrow.type(), arrow.children(), metadata),
        values);
  }

  String name() {
    return type.getName();
  }

  boolean optional() {
    return type.isRepetition(Type.Repetition.OPTIONAL);
  }
}
