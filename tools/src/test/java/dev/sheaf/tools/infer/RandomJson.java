package dev.sheaf.tools.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows of JSON of one random form: fields of all kinds, some of which are missing in some rows.
final class RandomJson {
  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  String lines(int count) {
    // How long arrays are in a row: one size for some of them.
    int[] shared = {0};
    Supplier<String> row = object(3, shared);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      shared[0] = random.nextInt(4);
      lines.append(row.get()).append('\n');
    }
    return lines.toString();
  }

  private Supplier<String> object(int depth, int[] shared) {
    List<Supplier<String>> fields = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String name = List.of("f%d", "a-%d", "%d", "class %d").get(random.nextInt(4)).formatted(i);
      Supplier<String> value = value(depth, shared);
      // The first field is always there.
      int missing = i == 0 ? 0 : random.nextInt(3);
      fields.add(
          () -> {
            if (missing > 0 && random.nextInt(4) == 0) {
              return missing == 1 ? "" : "\"%s\": null".formatted(name);
            }
            return "\"%s\": %s".formatted(name, value.get());
          });
    }
    return () ->
        fields.stream()
            .map(Supplier::get)
            .filter(field -> !field.isEmpty())
            .collect(Collectors.joining(", ", "{", "}"));
  }

  private Supplier<String> value(int depth, int[] shared) {
    int kinds = depth > 0 ? 9 : 6;
    return switch (random.nextInt(kinds)) {
      case 0 -> () -> Integer.toString(random.nextInt() >> random.nextInt(32));
      case 1 -> () -> Double.toString(random.nextGaussian());
      case 2 -> () -> Boolean.toString(random.nextBoolean());
      case 3 -> () -> "\"%s\"".formatted("text".repeat(random.nextInt(3)));
      case 4 -> {
        boolean together = random.nextBoolean();
        int inner = random.nextInt(3);
        yield () -> array(together ? shared[0] : random.nextInt(3), inner);
      }
      case 5 ->
          () ->
              "{\"object_type\": \"array\", \"shape\": [%1$d, 2], \"dtype\": \"float32\", \"data\": {\"buffer\": %2$s, \"encoding\": \"json\"}}"
                  .formatted(
                      shared[0],
                      IntStream.range(0, 2 * shared[0])
                          .mapToObj(Integer::toString)
                          .collect(Collectors.joining(", ", "[", "]")));
      case 6 -> object(depth - 1, shared);
      case 7 -> {
        Supplier<String> element = object(depth - 1, shared);
        yield () -> list(element);
      }
      default -> () -> list(() -> "\"%s\"".formatted((char) ('a' + random.nextInt(3))));
    };
  }

  private String list(Supplier<String> element) {
    return IntStream.range(0, random.nextInt(3)).mapToObj(_ -> element.get()).collect(Collectors.joining(", ", "[", "]"));
  }

  private String array(int length, int inner) {
    Supplier<String> number = () -> Integer.toString(random.nextInt(9));
    return IntStream.range(0, length)
        .mapToObj(
            _ ->
                inner == 0
                    ? number.get()
                    : IntStream.range(0, inner).mapToObj(_ -> number.get()).collect(Collectors.joining(", ", "[", "]")))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
