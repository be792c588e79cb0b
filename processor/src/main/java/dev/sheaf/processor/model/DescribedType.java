package dev.sheaf.processor.model;

import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.UnionType;
import java.util.List;

/// A type that keeps all rules: what it is in Java, and what it is in data.
public sealed interface DescribedType {
  /// The type in Java.
  ComponentType java();

  /// The type in data.
  FieldType schema();

  /// A value without parts: an array, a number, a text, bytes, a point in time.
  record Value(ComponentType java, FieldType schema) implements DescribedType {}

  /// A constant of an enum.
  ///
  /// @param constants the names of all constants, in the order of the schema's values
  record Constant(ComponentType java, EnumType schema, List<String> constants) implements DescribedType {
    public Constant {
      constants = List.copyOf(constants);
    }
  }

  /// A type around another: an optional value, a list, a map, a lazy sequence.
  ///
  /// @param element the type inside
  record Container(ComponentType java, FieldType schema, DescribedType element) implements DescribedType {}

  /// A record.
  ///
  /// @param fields its fields, in the order of its components
  record Structure(ComponentType java, RecordType schema, List<DescribedField> fields) implements DescribedType {
    public Structure {
      fields = List.copyOf(fields);
    }
  }

  /// One of several records.
  ///
  /// @param variants the records, in the order of the schema's variants
  record Choice(ComponentType java, UnionType schema, List<Structure> variants) implements DescribedType {
    public Choice {
      variants = List.copyOf(variants);
    }
  }
}
