package dev.sheaf.select;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.select.Step.Each;
import dev.sheaf.select.Step.Index;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for any selector and any value that it fits.
class RandomSelectorsTest {
  private static final int ROUNDS = 2000;

  private final long seed = Long.getLong("sheaf.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private long next;

  @Test
  void whatIsSelectedFromTheCopyIsWhatTheFunctionGave() {
    System.out.println("RandomSelectorsTest: -Dsheaf.seed=" + seed);
    for (int round = 0; round < ROUNDS; round++) {
      Object value = value(4);
      List<ElementPath> leaves = leaves(value);
      if (leaves.isEmpty()) {
        continue;
      }
      Selector<Object, Object> selector = Selector.parse(text(value, leaves));
      List<Object> before = selector.select(value);
      String unchanged = value.toString();

      Object copy = selector.modify(value, element -> (Long) element + 1000);

      assertEquals(before.stream().map(element -> (Long) element + 1000).toList(), selector.select(copy));
      assertEquals(unchanged, value.toString(), "the value itself");
      assertEquals(value, selector.modify(copy, element -> (Long) element - 1000), "there and back");
    }
  }

  /// Maps and lists with numbers in them, each of which is there once.
  private Object value(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(3)) {
      case 0 -> next++;
      case 1 -> Stream.generate(() -> value(depth - 1)).limit(random.nextInt(4)).toList();
      default -> {
        Map<String, Object> map = new LinkedHashMap<>();
        random.ints(random.nextInt(4), 'a', 'g').forEach(c -> map.put(Character.toString(c), value(depth - 1)));
        yield map;
      }
    };
  }

  /// Where the numbers are.
  private static List<ElementPath> leaves(Object value) {
    List<ElementPath> leaves = new ArrayList<>();
    below(value, List.of(), leaves);
    return leaves;
  }

  private static void below(Object value, List<Step> steps, List<ElementPath> leaves) {
    switch (value) {
      case Map<?, ?> map -> map.forEach((key, element) -> below(element, and(steps, new Step.Key((String) key)), leaves));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          below(list.get(i), and(steps, new Index(i)), leaves);
        }
      }
      default -> {
        if (!steps.isEmpty()) {
          leaves.add(new ElementPath(steps));
        }
      }
    }
  }

  private static List<Step> and(List<Step> steps, Step step) {
    return Stream.concat(steps.stream(), Stream.of(step)).toList();
  }

  /// Some of the paths in any order. Where all elements of a list are numbers, it is at times `[*]` that selects them.
  private String text(Object value, List<ElementPath> leaves) {
    List<ElementPath> chosen = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      ElementPath path = leaves.get(random.nextInt(leaves.size()));
      ElementPath widened = random.nextBoolean() ? path : widened(path, value);
      if (chosen.stream().noneMatch(widened::overlaps)) {
        chosen.add(widened);
      }
    }
    return String.join(random.nextBoolean() ? "," : " , ", chosen.stream().map(ElementPath::text).toList());
  }

  private static ElementPath widened(ElementPath path, Object value) {
    if (!(path.steps().getLast() instanceof Index)) {
      return path;
    }
    ElementPath each = new ElementPath(and(path.steps().subList(0, path.steps().size() - 1), new Each()));
    return Selector.parse(each.text()).select(value).stream().allMatch(Long.class::isInstance) ? each : path;
  }
}
