package dev.sheaf.processor.check;

import dev.sheaf.array.NdArray;
import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.ComponentType.Form;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Dims;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What to write instead of a type that components may not have.
final class Suggestions {
  private static final Map<String, DType> ELEMENTS =
      Map.ofEntries(
          Map.entry("boolean", DType.BOOL),
          Map.entry("byte", DType.INT8),
          Map.entry("short", DType.INT16),
          Map.entry("int", DType.INT32),
          Map.entry("long", DType.INT64),
          Map.entry("float", DType.FLOAT32),
          Map.entry("double", DType.FLOAT64),
          Map.entry("java.lang.Boolean", DType.BOOL),
          Map.entry("java.lang.Byte", DType.INT8),
          Map.entry("java.lang.Short", DType.INT16),
          Map.entry("java.lang.Integer", DType.INT32),
          Map.entry("java.lang.Long", DType.INT64),
          Map.entry("java.lang.Float", DType.FLOAT32),
          Map.entry("java.lang.Double", DType.FLOAT64));

  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("char", "String"),
          Map.entry("java.lang.Character", "String"),
          Map.entry("java.lang.CharSequence", "String"),
          Map.entry("java.util.Date", "java.time.Instant"),
          Map.entry("java.sql.Timestamp", "java.time.Instant"),
          Map.entry("java.util.Calendar", "java.time.OffsetDateTime"),
          Map.entry("java.sql.Date", "java.time.LocalDate"),
          Map.entry("java.time.ZonedDateTime", "java.time.OffsetDateTime"),
          Map.entry("java.math.BigDecimal", "String"),
          Map.entry("java.math.BigInteger", "String"),
          Map.entry("java.util.UUID", "String"),
          Map.entry("java.net.URI", "String"),
          Map.entry("java.nio.ByteBuffer", "byte[]"),
          Map.entry("java.util.OptionalInt", "Optional<Integer>"),
          Map.entry("java.util.OptionalLong", "Optional<Long>"),
          Map.entry("java.util.OptionalDouble", "Optional<Double>"),
          Map.entry("java.lang.Number", "double"));

  private static final List<String> LISTS =
      List.of(
          "java.util.Set",
          "java.util.Collection",
          "java.lang.Iterable",
          "java.util.ArrayList",
          "java.util.LinkedList",
          "java.util.HashSet",
          "java.util.LinkedHashSet",
          "java.util.SortedSet",
          "java.util.TreeSet",
          "java.util.Queue",
          "java.util.Deque",
          "java.util.SequencedCollection");

  private static final List<String> MAPS =
      List.of(
          "java.util.HashMap",
          "java.util.LinkedHashMap",
          "java.util.SortedMap",
          "java.util.TreeMap",
          "java.util.SequencedMap",
          "java.util.concurrent.ConcurrentMap",
          "java.util.concurrent.ConcurrentHashMap");

  private Suggestions() {}

  /// What to write instead; empty when nothing comes near it.
  static Optional<String> insteadOf(ComponentType type) {
    if (type.form() == Form.ARRAY) {
      return javaArray(type);
    }
    if (LISTS.contains(type.name()) && type.arguments().size() == 1) {
      return Optional.of("List<%s>".formatted(type.arguments().getFirst().simpleText()));
    }
    if (MAPS.contains(type.name()) && type.arguments().size() == 2) {
      return Optional.of("Map<String, %s>".formatted(type.arguments().getLast().simpleText()));
    }
    if (type.name().startsWith("java.util.stream.") || type.name().equals("java.util.Iterator")) {
      return type.arguments().stream().findFirst().map(each -> "LazySequence<%s>".formatted(each.simpleText()));
    }
    return Optional.ofNullable(OTHERS.get(type.name())).or(() -> misspelt(type));
  }

  // float[][] is a Float32Array with two axes.
  private static Optional<String> javaArray(ComponentType type) {
    String element = type.name().replace("[]", "");
    int axes = (type.name().length() - element.length()) / 2;
    String dims =
        type.annotation(Dims.class)
            .map(declared -> declared.text("value"))
            .orElseGet(() -> String.join(", ", Collections.nCopies(axes, "?")));
    return Optional.ofNullable(ELEMENTS.get(element))
        .map(dtype -> "@Dims(\"%s\") %s".formatted(dims, dtype.arrayTypeName()))
        .or(() -> axes == 1 ? Optional.of("List<%s>".formatted(simple(element))) : Optional.empty());
  }

  // A class of another library, or of the user's own, that is called like an array class.
  private static Optional<String> misspelt(ComponentType type) {
    Stream<String> arrays =
        Stream.concat(
            SupportedTypes.arrayTypes().stream().map(DType::arrayTypeName), Stream.of(NdArray.class.getSimpleName()));
    return arrays
        .filter(name -> name.equalsIgnoreCase(type.simpleName()))
        .findFirst()
        .map(name -> NdArray.class.getPackageName() + "." + name);
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
