package dev.sheaf.processor.model;

import dev.sheaf.processor.model.DescribedType.Container;
import dev.sheaf.processor.model.DescribedType.Structure;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.RecordSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A record that keeps all rules, and the schema that it describes.
///
/// @param name what it is called
/// @param isPublic whether it can be used from outside its package
/// @param warnings what compilers warn of where it is used, in the words of `@SuppressWarnings`, sorted
/// @param shadowing the simple names of `java.lang` that types of its package have, too
/// @param schema what it is made of
/// @param fields its fields, in the order of the schema
public record DescribedRecord(
    DeclaredName name,
    boolean isPublic,
    List<String> warnings,
    Set<String> shadowing,
    RecordSchema schema,
    List<DescribedField> fields) {
  public DescribedRecord {
    warnings = List.copyOf(warnings);
    shadowing = Set.copyOf(shadowing);
    fields = List.copyOf(fields);
  }

  /// Whether it describes a dataset: its rows are not the record itself.
  public boolean hasRow() {
    return schema.fields().stream().anyMatch(field -> field.type() instanceof FieldType.SequenceType);
  }

  /// The record that is an element of the only sequence, where each element is a row.
  public Optional<Structure> elementRow() {
    return hasRow() && sequenceElements().getFirst().type() instanceof Structure element
            && element.schema().record().equals(schema.row())
        ? Optional.of(element)
        : Optional.empty();
  }

  /// The fields of a row, in the order of the row's schema.
  public List<DescribedField> columns() {
    return hasRow() ? elementRow().map(Structure::fields).orElseGet(this::sequenceElements) : fields;
  }

  private List<DescribedField> sequenceElements() {
    List<DescribedField> columns = new ArrayList<>();
    for (DescribedField field : fields) {
      if (field.type() instanceof Container(_, FieldType.SequenceType _, DescribedType element)) {
        FieldSchema schema = field.schema();
        columns.add(
            new DescribedField(
                new FieldSchema(
                    schema.name(), schema.component(), schema.description(), element.schema(), Optional.empty()),
                element));
      }
    }
    return columns;
  }
}
