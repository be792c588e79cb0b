package dev.sheaf.pipeline;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every operator of both planes, as steps from numbers to numbers of which random pipelines are made: a line for each, in
/// one of the lists below. What an operator gives that is no number is made one. Whoever adds an operator adds a line, and
/// a model of it in lists if that is simple.
final class Operators {
  private static final Operators ALL = new Operators();

  private final List<Operator<List<Drawn>>> sources = SourceOperators.all();
  private final List<Operator<Drawn>> ofPositions = IndexOperators.ofOne();
  private final List<Operator<List<Drawn>>> ofParts = IndexOperators.ofSeveral();
  private final List<Operator<Drawn>> ofItems =
      Stream.of(ItemOperators.maps(), ItemOperators.selections(), GatheringOperators.all()).flatMap(List::stream).toList();
  private final List<Operator<List<Drawn>>> ofSeveral = ItemOperators.ofSeveral();

  private Operators() {}

  /// The names of the methods that are drawn.
  static Set<String> names() {
    return Stream.of(ALL.sources, ALL.ofPositions, ALL.ofParts, ALL.ofItems, ALL.ofSeveral)
        .flatMap(List::stream)
        .map(Operator::name)
        .collect(Collectors.toSet());
  }

  /// A pipeline of any length and form.
  static Drawn draw(Choices choices) {
    Drawn drawn = ALL.draw(choices, 2);
    Pipeline<Long> pipeline = drawn.pipeline();
    if (choices.maybe()) {
      pipeline = pipeline.onError("bucketByLength", choices.answer());
    }
    pipeline = pipeline.onError(choices.answer()).threads(choices.tuned(4));
    return new Drawn(choices.tuned(2) == 1 ? pipeline : pipeline.prefetch(choices.tuned(9)), drawn.model());
  }

  private Drawn draw(Choices choices, int depth) {
    Drawn drawn = drawPositions(choices, depth);
    if (choices.below(4) > 0) {
      drawn = depth > 0 && choices.below(3) == 0 ? next(ofSeveral, two(choices, depth, this::draw), choices) : drawn.items();
      for (int steps = choices.below(4); steps > 0; steps--) {
        drawn = next(ofItems, drawn, choices);
      }
    }
    return drawn;
  }

  private Drawn drawPositions(Choices choices, int depth) {
    Drawn drawn = depth > 0 && choices.below(4) == 0
        ? next(ofParts, two(choices, depth, this::drawIndexed), choices)
        : choices.oneOf(sources).after(List.of(), choices);
    for (int steps = choices.below(4); steps > 0 && drawn.isIndexed(); steps--) {
      drawn = next(ofPositions, drawn, choices);
    }
    return drawn;
  }

  /// What can be a part of every kind of whole: it has items.
  private Drawn drawIndexed(Choices choices, int depth) {
    Drawn drawn = drawPositions(choices, depth);
    return drawn.isIndexed() && drawn.indexed().positions() > 0
        ? drawn
        : SourceOperators.numbers(choices, choices.from(1, 20));
  }

  private static List<Drawn> two(Choices choices, int depth, BiFunction<Choices, Integer, Drawn> one) {
    return List.of(one.apply(choices, depth - 1), one.apply(choices, depth - 1));
  }

  /// The first of these that can be put here: not all can, behind items without end, or that leave positions empty.
  private static <B> Drawn next(List<Operator<B>> operators, B before, Choices choices) {
    while (true) {
      try {
        return choices.oneOf(operators).after(before, choices);
      } catch (IllegalArgumentException | IllegalStateException _) {
        // Refused with a word; another, then.
      }
    }
  }

  /// A list as a number.
  static Long asOne(List<? extends Long> numbers) {
    long one = 17;
    for (long number : numbers) {
      one = Math.floorMod(one * 31 + number, 1_000_003L);
    }
    return one;
  }
}
