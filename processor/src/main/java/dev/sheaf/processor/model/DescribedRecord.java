package dev.sheaf.processor.model;

import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.RecordSchema;
import java.util.List;

/// A record that keeps all rules, and the schema that it describes.
///
/// @param name what it is called
/// @param isPublic whether it can be used from outside its package
/// @param warnings what compilers warn of where it is used, in the words of `@SuppressWarnings`, sorted
/// @param schema what it is made of
public record DescribedRecord(RecordName name, boolean isPublic, List<String> warnings, RecordSchema schema) {
  public DescribedRecord {
    warnings = List.copyOf(warnings);
  }

  /// Whether it describes a dataset whose rows are a type of their own.
  public boolean hasRow() {
    return schema.fields().stream().anyMatch(field -> field.type() instanceof FieldType.SequenceType);
  }
}
