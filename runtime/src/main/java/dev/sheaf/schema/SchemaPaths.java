package dev.sheaf.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.sheaf.schema.ShapePattern.Axis;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// What tesseract-core says about a whole record beside its JSON Schema: which arrays are differentiable, and in which
/// order the fields were declared; each by its path.
///
/// A path is made of names, `[]` for an element and `{}` for a value of a map. The records of a union share one.
final class SchemaPaths {
  private final Map<String, ArrayType> differentiable = new LinkedHashMap<>();
  private final Map<String, Collection<String>> order = new LinkedHashMap<>();

  private SchemaPaths() {}

  static SchemaPaths of(RecordSchema record) {
    SchemaPaths paths = new SchemaPaths();
    if (record.bare()) {
      paths.visit("", record.fields().getFirst().type());
    } else {
      paths.visit("", record, List.of());
    }
    return paths;
  }

  /// @param more names behind those of the record
  private void visit(String path, RecordSchema record, List<String> more) {
    Collection<String> names = order.computeIfAbsent(path, _ -> new LinkedHashSet<>());
    record.fields().forEach(field -> names.add(field.name()));
    names.addAll(more);
    record.fields().forEach(field -> visit(below(path, field.name()), field.type()));
  }

  private void visit(String path, FieldType type) {
    switch (type) {
      case ArrayType array -> {
        if (array.differentiable()) {
          differentiable.put(path, array);
        }
      }
      case OptionalType(FieldType of) -> visit(path, of);
      case ListType(FieldType element, _) -> visit(below(path, "[]"), element);
      case SequenceType(FieldType element) -> visit(below(path, "[]"), element);
      case MapType(FieldType value, _) -> visit(below(path, "{}"), value);
      case RecordType(RecordSchema record) -> visit(path, record, List.of());
      case UnionType(_, String discriminator, var variants) ->
          variants.forEach(variant -> visit(path, variant.record(), List.of(discriminator)));
      case ScalarType _, TextType _, BytesType _, EnumType _, TimeType _ -> {}
    }
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /// Adds both to a schema.
  void writeTo(ObjectNode root) {
    ObjectNode arrays = root.putObject("differentiable_arrays");
    differentiable.forEach(
        (path, array) -> {
          ObjectNode node = arrays.putObject(path);
          if (array.shape().anyRank()) {
            node.putNull("shape");
          } else {
            ArrayNode shape = node.putArray("shape");
            array.shape().axes().forEach(axis -> addTo(shape, axis));
          }
          node.put("dtype", array.dtype().map(DType::wireName).orElse(null));
        });
    ObjectNode fields = root.putObject("field_order");
    order.forEach(
        (path, names) -> {
          if (!names.isEmpty()) {
            names.forEach(fields.putArray(path)::add);
          }
        });
  }

  private static void addTo(ArrayNode shape, Axis axis) {
    switch (axis) {
      case Axis.Fixed(long extent) -> shape.add(extent);
      case Axis.Any _, Axis.Named _ -> shape.addNull();
    }
  }
}
