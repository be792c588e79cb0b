package dev.sheaf.select;

import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.select.Step.Each;
import dev.sheaf.select.Step.Index;
import dev.sheaf.select.Step.Member;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Follows a path through what a record is made of.
///
/// @param path the path, as it was parsed
record SchemaPath(ElementPath path) {
  /// @throws SelectorSchemaException if the record has nothing where the path leads
  static void check(ElementPath path, RecordSchema record) {
    new SchemaPath(path).fault(new RecordType(record), 0).ifPresent(fault -> {
      throw fault;
    });
  }

  /// What is wrong with the steps from `depth` on, where `type` stands.
  private Optional<SelectorSchemaException> fault(FieldType type, int depth) {
    if (depth == path.steps().size()) {
      return Optional.empty();
    }
    return switch (type) {
      case OptionalType(FieldType of) -> fault(of, depth);
      case ListType(FieldType element, _) -> faultInList(element, depth);
      case SequenceType(FieldType element) -> faultInList(element, depth);
      case MapType(FieldType value, _) ->
          path.steps().get(depth) instanceof Step.Key
              ? fault(value, depth + 1)
              : Optional.of(expected("a key of the map", depth, List.of()));
      case RecordType(RecordSchema record) -> faultInRecords(List.of(record), "record " + record.name(), depth);
      case UnionType(String name, _, var variants) ->
          faultInRecords(variants.stream().map(UnionType.Variant::record).toList(), "union " + name, depth);
      case ArrayType _, ScalarType _, TextType _, BytesType _, EnumType _, TimeType _ ->
          Optional.of(expected("the end of the path, as there is %s".formatted(type.inWords()), depth, List.of()));
    };
  }

  private Optional<SelectorSchemaException> faultInList(FieldType element, int depth) {
    return switch (path.steps().get(depth)) {
      case Each _, Index _ -> fault(element, depth + 1);
      case Step.Key _, Member _ -> Optional.of(expected("an index or [*]", depth, List.of()));
    };
  }

  /// One of the records will do, as data holds one of them.
  private Optional<SelectorSchemaException> faultInRecords(List<RecordSchema> records, String owner, int depth) {
    String name = path.steps().get(depth) instanceof Step.Key key ? key.name() : "";
    List<FieldSchema> fields = records.stream().flatMap(record -> record.fields().stream()).toList();
    List<Optional<SelectorSchemaException>> faults =
        fields.stream()
            .filter(field -> field.name().equals(name))
            .map(field -> fault(field.type(), depth + 1))
            .toList();
    if (faults.isEmpty()) {
      Stream<String> names = fields.stream().map(FieldSchema::name).distinct();
      return Optional.of(expected("a field of " + owner, depth, NearNames.of(name, names)));
    }
    return faults.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : faults.getFirst();
  }

  private SelectorSchemaException expected(String expected, int depth, List<String> near) {
    return new SelectorSchemaException(path.text(), path.steps().get(depth).toString(), expected, near);
  }
}
