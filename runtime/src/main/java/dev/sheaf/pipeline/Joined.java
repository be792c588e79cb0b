package dev.sheaf.pipeline;

import dev.sheaf.stage.MixStage;
import dev.sheaf.stage.Rows;
import dev.sheaf.stage.Stage;
import dev.sheaf.stage.StageOptions;
import dev.sheaf.stage.ZipStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Several pipelines that become one on the item plane, with what all of them say of how they run. On the index plane
/// that is [Parts].
///
/// @param <T> the items that all have in common
record Joined<T>(List<? extends Pipeline<? extends T>> pipelines) {
  /// Those of a mixture, by name.
  static <T> Joined<T> of(Map<String, ? extends Pipeline<? extends T>> parts) {
    return new Joined<T>(List.copyOf(parts.values()));
  }

  /// What a stage makes of them.
  <U> Pipeline<U> by(Function<List<Stage<? extends T>>, Stage<U>> stage) {
    return new Pipeline<>(stage.apply(stages()), settings());
  }

  /// Rows of the items at the same place.
  ///
  /// @param form what is said of rows in the plan; empty for lists
  <U> Pipeline<U> zip(Lengths lengths, String form, Function<? super List<T>, ? extends U> function) {
    return by(stages -> new ZipStage<T, U>(stages, "zip", lengths == Lengths.SHORTEST, form, function));
  }

  /// Rows of the items at the same place, by name.
  Pipeline<Map<String, T>> zip(List<String> names, Lengths lengths) {
    if (names.size() != pipelines.size() || Set.copyOf(names).size() != names.size()) {
      throw new IllegalArgumentException(
          "expected a name of its own for each of %d pipelines, found %s".formatted(pipelines.size(), names));
    }
    return zip(lengths, names.toString(), Rows.named(names));
  }

  /// What a function makes of the items of two at the same place.
  @SuppressWarnings("unchecked") // A row has an item of the first, and one of the second.
  static <A, B, U> Pipeline<U> zip(
      Pipeline<A> first,
      Pipeline<B> second,
      Lengths lengths,
      BiFunction<? super A, ? super B, ? extends U> function,
      StageOptions options) {
    Joined<Object> both = new Joined<>(List.of(first, second));
    Settings settings = both.settings();
    String name = settings.name("zip", options);
    Function<List<Object>, U> ofRow = row -> function.apply((A) row.get(0), (B) row.get(1));
    return new Pipeline<>(
        new ZipStage<Object, U>(both.stages(), name, lengths == Lengths.SHORTEST, "", ofRow),
        settings.with(name, options));
  }

  /// A mixture whose parts are known by their places.
  ///
  /// @param weights one for each; none, if all weigh the same
  Pipeline<T> mix(double[] weights) {
    return mix(IntStream.range(0, pipelines.size()).mapToObj(Integer::toString).toList(), weights);
  }

  /// A mixture whose parts are known by names.
  Pipeline<T> mix(Set<String> names, Map<String, Double> weights) {
    if (!names.equals(weights.keySet())) {
      throw new IllegalArgumentException(
          "expected a weight for each part to mix, found weights of %s for the parts %s"
              .formatted(weights.keySet(), names));
    }
    return mix(List.copyOf(names), names.stream().mapToDouble(weights::get).toArray());
  }

  Pipeline<T> mix(List<String> names, double[] weights) {
    return by(stages -> new MixStage<T>(names, stages, weights));
  }

  private List<Stage<? extends T>> stages() {
    List<Stage<? extends T>> stages = new ArrayList<>();
    pipelines.forEach(pipeline -> stages.add(pipeline.stage()));
    return stages;
  }

  private Settings settings() {
    return pipelines.stream().map(Pipeline::settings).reduce(Settings.DEFAULT, Settings::with);
  }
}
