package dev.sheaf.pipeline;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// An operator with what it is told, drawn anew each time it is put behind something.
///
/// @param <B> what is there already: one, or several, or none
/// @param name of the method
record Operator<B>(String name, BiFunction<B, Choices, Drawn> step) {
  Drawn after(B before, Choices choices) {
    Drawn drawn = step.apply(before, choices);
    choices.took(name);
    return drawn;
  }

  static Operator<List<Drawn>> source(String name, Function<Choices, Drawn> drawn) {
    return new Operator<>(name, (_, choices) -> drawn.apply(choices));
  }

  static Operator<Drawn> positions(String name, BiFunction<IndexedPipeline<Long>, Choices, Pipeline<Long>> made) {
    return new Operator<>(name, (before, choices) -> new Drawn(made.apply(before.indexed(), choices)));
  }

  /// @param drawn what is drawn for it, which the operator and its model are made with
  static <A> Operator<Drawn> positions(
      String name,
      Function<Choices, A> drawn,
      BiFunction<IndexedPipeline<Long>, A, Pipeline<Long>> made,
      BiFunction<Model, A, Model> model) {
    return new Operator<>(
        name,
        (before, choices) -> {
          A argument = drawn.apply(choices);
          return new Drawn(made.apply(before.indexed(), argument), before.model().map(m -> model.apply(m, argument)));
        });
  }

  static Operator<List<Drawn>> parts(String name, BiFunction<Parts<Long>, Choices, IndexedPipeline<Long>> made) {
    return new Operator<>(
        name, (parts, choices) -> new Drawn(made.apply(Parts.of(parts.stream().map(Drawn::indexed).toList()), choices)));
  }

  static Operator<List<Drawn>> parts(
      String name, BiFunction<Parts<Long>, Choices, IndexedPipeline<Long>> made, BiFunction<Model, Model, Model> model) {
    return meaning(parts(name, made), model);
  }

  static Operator<Drawn> items(String name, BiFunction<Pipeline<Long>, Choices, Pipeline<Long>> made) {
    return new Operator<>(name, (before, choices) -> new Drawn(made.apply(before.pipeline(), choices)));
  }

  /// @param drawn what is drawn for it, which the operator and its model are made with
  static <A> Operator<Drawn> items(
      String name,
      Function<Choices, A> drawn,
      BiFunction<Pipeline<Long>, A, Pipeline<Long>> made,
      BiFunction<Model, A, Model> model) {
    return new Operator<>(
        name,
        (before, choices) -> {
          A argument = drawn.apply(choices);
          return new Drawn(
              made.apply(before.pipeline(), argument), before.model().map(m -> model.apply(m, argument).withoutHoles()));
        });
  }

  static Operator<List<Drawn>> several(String name, BiFunction<List<Pipeline<Long>>, Choices, Pipeline<Long>> made) {
    return new Operator<>(
        name, (all, choices) -> new Drawn(made.apply(all.stream().map(Drawn::pipeline).toList(), choices)));
  }

  static Operator<List<Drawn>> several(
      String name, BiFunction<List<Pipeline<Long>>, Choices, Pipeline<Long>> made, BiFunction<Model, Model, Model> model) {
    return meaning(several(name, made), model);
  }

  /// The same for two, with what it means.
  private static Operator<List<Drawn>> meaning(Operator<List<Drawn>> operator, BiFunction<Model, Model, Model> model) {
    return new Operator<>(
        operator.name(),
        (two, choices) ->
            new Drawn(
                operator.step().apply(two, choices).pipeline(),
                two.get(0).model().flatMap(first -> two.get(1).model().map(second -> model.apply(first, second)))));
  }
}
