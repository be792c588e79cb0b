package dev.sheaf.processor.check;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.ComponentType.DeclaredDims;
import dev.sheaf.processor.model.ComponentType.Form;
import dev.sheaf.schema.DType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The types that components may have, and what to write instead of some that they may not.
final class SupportedTypes {
  private static final String ARRAY_PACKAGE = NdArray.class.getPackageName() + ".";
  // The runtime's sealed array type is the one list of array classes there is.
  private static final Set<String> ARRAY_CLASSES =
      Arrays.stream(NdArray.class.getPermittedSubclasses()).map(Class::getName).collect(Collectors.toSet());
  private static final List<DType> ARRAY_TYPES =
      Arrays.stream(DType.values()).filter(dtype -> ARRAY_CLASSES.contains(nameOf(dtype))).toList();
  private static final Set<String> COLLECTIONS =
      Set.of("Iterable", "Iterator", "Collection", "List", "ArrayList", "Set", "Stream");

  private SupportedTypes() {}

  /// The dtype of an array class; empty for any other type.
  static Optional<DType> dtype(ComponentType type) {
    return ARRAY_TYPES.stream()
        .filter(dtype -> type.form() == Form.CLASS && type.name().equals(nameOf(dtype)))
        .findFirst();
  }

  /// Whether the type is a `LazySequence`, with or without its type argument.
  static boolean isSequence(ComponentType type) {
    return (type.form() == Form.CLASS || type.form() == Form.RAW) && type.name().equals(LazySequence.class.getName());
  }

  /// What to write instead of an unsupported type; empty when nothing comes near it.
  static Optional<String> replacement(ComponentType type) {
    if (type.form() == Form.CLASS && type.arguments().size() == 1 && COLLECTIONS.contains(simpleName(type))) {
      return arrayText(type.arguments().getFirst()).map("LazySequence<%s>"::formatted);
    }
    return arrayText(type);
  }

  private static Optional<String> arrayText(ComponentType type) {
    String dims = type.dims().map(DeclaredDims::text).orElse("...");
    return dtype(type)
        .map(dtype -> "@Dims(\"%s\") %s".formatted(dims, dtype.arrayTypeName()))
        .or(() -> javaArrayText(type.name()));
  }

  // float[][] is a Float32Array with two axes, and float one without any.
  private static Optional<String> javaArrayText(String name) {
    int axes = (name.length() - name.replace("[]", "").length()) / 2;
    String dims = String.join(", ", Collections.nCopies(axes, "?"));
    Optional<DType> dtype =
        switch (name.replace("[]", "")) {
          case "boolean", "java.lang.Boolean" -> Optional.of(DType.BOOL);
          case "byte", "java.lang.Byte" -> Optional.of(DType.INT8);
          case "short", "java.lang.Short" -> Optional.of(DType.INT16);
          case "int", "java.lang.Integer" -> Optional.of(DType.INT32);
          case "float", "java.lang.Float" -> Optional.of(DType.FLOAT32);
          case "double", "java.lang.Double" -> Optional.of(DType.FLOAT64);
          case "long", "java.lang.Long" -> Optional.of(DType.INT64);
          default -> Optional.empty();
        };
    return dtype.map(known -> "@Dims(\"%s\") %s".formatted(dims, known.arrayTypeName()));
  }

  private static String simpleName(ComponentType type) {
    return type.name().substring(type.name().lastIndexOf('.') + 1);
  }

  private static String nameOf(DType dtype) {
    return ARRAY_PACKAGE + dtype.arrayTypeName();
  }
}
