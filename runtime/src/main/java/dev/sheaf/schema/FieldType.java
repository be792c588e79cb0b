package dev.sheaf.schema;

import java.util.List;
import java.util.Optional;

/// What kind of value a field holds.
///
/// Constraints are what a value must keep beside being of its type; a type that takes none has no place for them.
public sealed interface FieldType {
  /// How values of this type lie side by side in memory or in a file: as arrays of one dtype, a single number as one
  /// without axes. Empty where they cannot.
  default Optional<ArrayType> column() {
    return switch (this) {
      case ArrayType array when array.dtype().isPresent() -> Optional.of(array);
      case ScalarType(Scalar scalar, _) -> Optional.of(new ArrayType(scalar.dtype(), ShapePattern.scalar(), false));
      case ArrayType _,
          TextType _,
          BytesType _,
          EnumType _,
          TimeType _,
          OptionalType _,
          ListType _,
          MapType _,
          RecordType _,
          UnionType _,
          SequenceType _ ->
          Optional.empty();
    };
  }

  /// What a value of this type is, for people: `float32`, `text`, `optional list of int32`.
  default String inWords() {
    return switch (this) {
      case ArrayType array -> array.dtype().map(DType::wireName).orElse("array");
      case ScalarType scalar -> scalar.scalar().dtype().wireName();
      case TextType _ -> "text";
      case BytesType _ -> "bytes";
      case EnumType _ -> "enum";
      case TimeType time -> time.time().javaName();
      case OptionalType optional -> "optional " + optional.of().inWords();
      case ListType list -> "list of " + list.element().inWords();
      case MapType map -> "map of " + map.value().inWords();
      case RecordType _ -> "record";
      case UnionType _ -> "union";
      case SequenceType sequence -> "sequence of " + sequence.element().inWords();
    };
  }

  /// A dense array.
  ///
  /// @param dtype the type of its elements; empty where each array says its own
  /// @param shape what shapes it may have
  /// @param differentiable whether gradients may be asked for with respect to it
  /// @param constraints what each element must keep
  record ArrayType(
      Optional<DType> dtype, ShapePattern shape, boolean differentiable, List<Constraint> constraints)
      implements FieldType {
    public ArrayType {
      constraints = List.copyOf(constraints);
    }

    /// An array of one dtype, without constraints.
    public ArrayType(DType dtype, ShapePattern shape, boolean differentiable) {
      this(Optional.of(dtype), shape, differentiable, List.of());
    }
  }

  /// A boolean or a number.
  ///
  /// @param scalar which of Java's types
  /// @param constraints what the value must keep
  record ScalarType(Scalar scalar, List<Constraint> constraints) implements FieldType {
    public ScalarType {
      constraints = List.copyOf(constraints);
    }
  }

  /// A text: a Java `String`.
  ///
  /// @param constraints what the text must keep
  record TextType(List<Constraint> constraints) implements FieldType {
    public TextType {
      constraints = List.copyOf(constraints);
    }
  }

  /// Bytes: a Java `byte[]`, in JSON a text in base64.
  ///
  /// @param constraints what the bytes must keep
  record BytesType(List<Constraint> constraints) implements FieldType {
    public BytesType {
      constraints = List.copyOf(constraints);
    }
  }

  /// One of some names: a Java enum.
  ///
  /// @param name the binary name of the enum
  /// @param values the names as data spells them, in the order of the constants
  record EnumType(String name, List<String> values) implements FieldType {
    public EnumType {
      values = List.copyOf(values);
    }
  }

  /// A point in time or a span of it, in JSON a text in ISO 8601's form as `java.time` writes it.
  ///
  /// @param time which of the types of `java.time`
  record TimeType(Time time) implements FieldType {}

  /// A value that may be missing or null: a Java `Optional`.
  ///
  /// @param of what it is when it is there
  record OptionalType(FieldType of) implements FieldType {}

  /// Values in order, all in memory: a Java `List`.
  ///
  /// @param element what each of them is
  /// @param constraints what the list must keep
  record ListType(FieldType element, List<Constraint> constraints) implements FieldType {
    public ListType {
      constraints = List.copyOf(constraints);
    }
  }

  /// Values under names, in the order of the data: a Java `Map` with text as keys.
  ///
  /// @param value what each of them is
  /// @param constraints what the map must keep
  record MapType(FieldType value, List<Constraint> constraints) implements FieldType {
    public MapType {
      constraints = List.copyOf(constraints);
    }
  }

  /// A record inside a record. Its dimension variables are its own.
  ///
  /// @param record what it is made of
  record RecordType(RecordSchema record) implements FieldType {}

  /// One of several records, told apart by a field of their JSON object: a sealed interface.
  ///
  /// @param name the binary name of the interface
  /// @param discriminator the field that says which one it is
  /// @param variants the records, in the order in which the interface permits them
  record UnionType(String name, String discriminator, List<Variant> variants) implements FieldType {
    public UnionType {
      variants = List.copyOf(variants);
    }

    /// One of the records.
    ///
    /// @param tag the discriminator's value for it
    /// @param record what it is made of, without the discriminator
    public record Variant(String tag, RecordSchema record) {}
  }

  /// A lazy sequence of values, read one at a time.
  ///
  /// @param element what each of them is
  record SequenceType(FieldType element) implements FieldType {}
}
