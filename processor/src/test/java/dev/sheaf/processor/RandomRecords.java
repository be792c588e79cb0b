package dev.sheaf.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Records of random component types, nested in one interface, and data of them as a codec writes it.
final class RandomRecords {
  /// A type as it stands in a record, and something that makes a value of it in JSON.
  private record Sample(String java, boolean boxed, Supplier<String> json) {}

  private static final List<String> NAMES =
      List.of("fields", "field", "out", "record", "value", "row", "in", "context", "binder", "columns", "refusal",
          "yield", "self", "type_", "x", "X", "größe", "a$b", "Objects", "COLOUR_VALUES", "SCHEMA", "when", "Name");

  private final Random random;
  private final List<String> declarations = new ArrayList<>();
  private int next;

  RandomRecords(long seed) {
    this.random = new Random(seed);
  }

  /// Declares one more record under `@SchemaRecord`, `Records.R<number>`, and returns data of it.
  String schemaRecord(int number) {
    return record("@SchemaRecord public record R" + number, "", 3).json().get();
  }

  /// All that was declared.
  String source() {
    return "public interface Records {\n" + String.join("\n", declarations) + "\n}\n";
  }

  private Sample type(int depth) {
    return switch (random.nextInt(depth > 0 ? 13 : 5)) {
      case 0 -> array();
      case 1, 2 -> scalar();
      case 3 -> time();
      case 4 -> new Sample("String", true, () -> "\"%s\"".formatted(random.nextInt(100)));
      case 5 -> optional(type(depth - 1));
      case 6 -> list("List", type(depth - 1));
      case 7 -> map(type(depth - 1));
      case 8 -> constant();
      case 9 -> record("record N" + next++, "", depth - 1);
      case 10 -> union(depth - 1);
      case 11 -> pair(depth - 1);
      default -> new Sample("byte[]", true, () -> "\"AQID\"");
    };
  }

  private Sample array() {
    record Kind(String java, String dtype) {}
    List<Kind> kinds =
        List.of(new Kind("Float32Array", "float32"), new Kind("Float64Array", "float64"),
            new Kind("Float16Array", "float16"), new Kind("Int8Array", "int8"), new Kind("Int16Array", "int16"),
            new Kind("Int32Array", "int32"), new Kind("Int64Array", "int64"), new Kind("UInt8Array", "uint8"),
            new Kind("UInt16Array", "uint16"), new Kind("UInt32Array", "uint32"), new Kind("UInt64Array", "uint64"));
    Kind kind = kinds.get(random.nextInt(kinds.size()));
    String dims = List.of("?, 2", "...", "3, 2", "D%d, 2".formatted(next++)).get(random.nextInt(4));
    String buffer = "[[1, 2], [3, 4], [5, 6]]";
    return new Sample(
        "@Dims(\"%s\") %s".formatted(dims, kind.java()),
        true,
        () ->
            "{\"object_type\": \"array\", \"shape\": [3, 2], \"dtype\": \"%s\", \"data\": {\"buffer\": %s, \"encoding\": \"json\"}}"
                .formatted(kind.dtype(), buffer));
  }

  private Sample scalar() {
    List<String> types = List.of("byte", "short", "int", "long", "float", "double", "Byte", "Integer", "Long", "Double");
    if (random.nextInt(5) == 0) {
      return new Sample(random.nextBoolean() ? "boolean" : "Boolean", false, () -> String.valueOf(random.nextBoolean()));
    }
    String java = types.get(random.nextInt(types.size()));
    return new Sample(
        random.nextInt(3) == 0 ? "@InRange(min = \"-200\", max = \"200\") " + java : java,
        Character.isUpperCase(java.charAt(0)),
        () -> random.nextInt(-128, 128) + (java.equalsIgnoreCase("double") || java.equals("float") ? ".25" : ""));
  }

  private Sample time() {
    List<List<String>> times =
        List.of(List.of("Instant", "2026-11-21T14:30:15Z"), List.of("LocalDate", "2026-11-21"),
            List.of("LocalTime", "14:30:15"), List.of("LocalDateTime", "2026-11-21T14:30:15"),
            List.of("OffsetDateTime", "2026-11-21T14:30:15+01:00"), List.of("Duration", "PT1H30M"));
    List<String> time = times.get(random.nextInt(times.size()));
    return new Sample(time.getFirst(), true, () -> "\"" + time.getLast() + "\"");
  }

  private Sample optional(Sample of) {
    return of.java().startsWith("Optional<")
        ? of
        : new Sample("Optional<%s>".formatted(box(of)), true, () -> random.nextInt(3) == 0 ? "null" : of.json().get());
  }

  private Sample list(String java, Sample of) {
    return new Sample(
        "%s<%s>".formatted(java, box(of)),
        true,
        () -> IntStream.range(0, random.nextInt(3)).mapToObj(_ -> of.json().get()).toList().toString());
  }

  private Sample map(Sample of) {
    return new Sample(
        "Map<String, %s>".formatted(box(of)),
        true,
        () ->
            IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> "\"key %d\": %s".formatted(i, of.json().get()))
                .collect(Collectors.joining(", ", "{", "}")));
  }

  private Sample constant() {
    String name = random.nextBoolean() ? "E" + next++ : "e" + next++;
    declarations.add("enum %s { A, @FieldName(\"b \\\"c\\\"\\u2028\") B { @Override public String toString() { return \"\"; } } }".formatted(name));
    return new Sample(name, true, () -> random.nextBoolean() ? "\"A\"" : "\"b \\\"c\\\"\\u2028\"");
  }

  private Sample union(int depth) {
    String name = "U" + next++;
    String other = name + "Other";
    Sample first = record("record %sFirst".formatted(name), " implements " + name, depth);
    Sample second = record("record %sSecond".formatted(name), " implements " + other, depth);
    declarations.add("@Discriminator(\"the kind\") sealed interface %s permits %sFirst, %s {}".formatted(name, name, other));
    declarations.add("sealed interface %s extends %s permits %sSecond {}".formatted(other, name, name));
    return new Sample(
        name,
        true,
        () -> {
          boolean which = random.nextBoolean();
          String tag = "\"the kind\": \"%s%s\"".formatted(name, which ? "First" : "Second");
          return "{" + tag + ", " + (which ? first : second).json().get().substring(1);
        });
  }

  private Sample pair(int depth) {
    String name = "Pair" + next++;
    declarations.add("record %s<A, B>(A first, List<B> second) {}".formatted(name));
    Sample first = type(depth);
    Sample second = type(depth);
    Sample list = list("List", second);
    return new Sample(
        "%s<%s, %s>".formatted(name, box(first), box(second)),
        true,
        () -> "{\"first\": %s, \"second\": %s}".formatted(first.json().get(), list.json().get()));
  }

  private Sample record(String head, String tail, int depth) {
    List<String> names = new ArrayList<>(NAMES);
    List<String> components = new ArrayList<>();
    List<Supplier<String>> members = new ArrayList<>();
    int count = random.nextInt(1, 5);
    for (int i = 0; i < count; i++) {
      String name = names.remove(random.nextInt(names.size()));
      Sample type = type(depth);
      boolean renamed = random.nextInt(4) == 0;
      components.add((renamed ? "@FieldName(\"class %s\") ".formatted(name) : "") + type.java() + " " + name);
      members.add(
          () -> "\"%s%s\": %s".formatted(renamed ? "class " : "", name, type.json().get()));
    }
    declarations.add("%s(%s)%s {}".formatted(head, String.join(", ", components), tail));
    return new Sample(
        head.substring(head.lastIndexOf(' ') + 1),
        true,
        () -> members.stream().map(Supplier::get).collect(Collectors.joining(", ", "{", "}")));
  }

  private static String box(Sample of) {
    if (of.boxed()) {
      return of.java();
    }
    int start = of.java().lastIndexOf(' ') + 1;
    String name = of.java().substring(start);
    String boxed =
        name.equals("int") ? "Integer" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return of.java().substring(0, start) + boxed;
  }
}
