package dev.sheaf.processor.check;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.ComponentType.Form;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Time;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The types of the platform and of Sheaf that components may have.
final class SupportedTypes {
  private static final String ARRAY_PACKAGE = NdArray.class.getPackageName() + ".";
  // The runtime's sealed array type is the one list of array classes there is.
  private static final Set<String> ARRAY_CLASSES =
      Arrays.stream(NdArray.class.getPermittedSubclasses()).map(Class::getName).collect(Collectors.toSet());
  private static final List<DType> ARRAY_TYPES =
      Arrays.stream(DType.values()).filter(dtype -> ARRAY_CLASSES.contains(nameOf(dtype))).toList();
  private static final Map<String, Scalar> BOXES =
      Map.of(
          "java.lang.Boolean", Scalar.BOOLEAN,
          "java.lang.Byte", Scalar.BYTE,
          "java.lang.Short", Scalar.SHORT,
          "java.lang.Integer", Scalar.INT,
          "java.lang.Long", Scalar.LONG,
          "java.lang.Float", Scalar.FLOAT,
          "java.lang.Double", Scalar.DOUBLE);

  /// The types around other types.
  enum Container {
    SEQUENCE(LazySequence.class, "LazySequence<@Dims(\"?, 3\") Float32Array>"),
    OPTIONAL(Optional.class, "Optional<String>"),
    LIST(List.class, "List<String>"),
    MAP(Map.class, "Map<String, Integer>");

    private final Class<?> type;
    private final String example;

    Container(Class<?> type, String example) {
      this.type = type;
      this.example = example;
    }

    /// How it is written with its type arguments.
    String example() {
      return example;
    }

    static Optional<Container> of(ComponentType type) {
      return Arrays.stream(values())
          .filter(each -> type.name().equals(each.type.getName()))
          .findFirst();
    }
  }

  private SupportedTypes() {}

  /// Whether the type is an array class.
  static boolean isArray(ComponentType type) {
    return type.form() == Form.CLASS && (dtype(type).isPresent() || type.name().equals(NdArray.class.getName()));
  }

  /// The dtype of an array class; empty for arrays of any, and for types that are no array class.
  static Optional<DType> dtype(ComponentType type) {
    return ARRAY_TYPES.stream().filter(dtype -> type.name().equals(nameOf(dtype))).findFirst();
  }

  /// All array classes of one dtype.
  static List<DType> arrayTypes() {
    return ARRAY_TYPES;
  }

  /// Whether the type is a `LazySequence`, with or without its type argument.
  static boolean isSequence(ComponentType type) {
    return Container.of(type).filter(Container.SEQUENCE::equals).isPresent();
  }

  /// A type without parts other than an array, still without constraints.
  static Optional<FieldType> single(ComponentType type) {
    if (type.name().equals(String.class.getName())) {
      return Optional.of(new TextType(List.of()));
    }
    if (type.form() == Form.ARRAY) {
      return type.name().equals("byte[]") ? Optional.of(new BytesType(List.of())) : Optional.empty();
    }
    return scalar(type)
        .<FieldType>map(scalar -> new ScalarType(scalar, List.of()))
        .or(() -> time(type).map(TimeType::new));
  }

  private static Optional<Scalar> scalar(ComponentType type) {
    return type.form() == Form.PRIMITIVE
        ? Arrays.stream(Scalar.values()).filter(scalar -> scalar.javaName().equals(type.name())).findFirst()
        : Optional.ofNullable(BOXES.get(type.name()));
  }

  private static Optional<Time> time(ComponentType type) {
    return Arrays.stream(Time.values())
        .filter(time -> type.name().equals("java.time." + time.javaName()))
        .findFirst();
  }

  private static String nameOf(DType dtype) {
    return ARRAY_PACKAGE + dtype.arrayTypeName();
  }
}
