package dev.sheaf.pipeline;

import dev.sheaf.stage.StageOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Divides batches among paths, and puts them together again: a batch never has members of another, whatever a path makes
/// of its part.
record BatchRouting<E, U>(
    Function<? super List<E>, int[]> router, List<Function<? super List<E>, ? extends List<? extends U>>> paths) {
  BatchRouting {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("expected a path or more, found none");
    }
    paths = List.copyOf(paths);
  }

  Pipeline<List<U>> route(Pipeline<List<E>> batches, StageOptions options) {
    return batches
        .map(this::divide, StageOptions.named("route"))
        .mapOptional(this::follow, options.name().isPresent() ? options : options.as("paths"));
  }

  /// The part of a batch for each path.
  private List<List<E>> divide(List<E> batch) {
    int[] numbers = router.apply(batch);
    if (numbers.length != batch.size()) {
      throw new IllegalArgumentException(
          "expected a path for each of %d members, found %d".formatted(batch.size(), numbers.length));
    }
    List<List<E>> parts = new ArrayList<>();
    paths.forEach(_ -> parts.add(new ArrayList<>()));
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0 || numbers[i] >= parts.size()) {
        throw new IndexOutOfBoundsException(
            "expected a path from 0 to %d, found %d".formatted(parts.size() - 1, numbers[i]));
      }
      parts.get(numbers[i]).add(batch.get(i));
    }
    return parts;
  }

  /// What the paths make of their parts; nothing if nothing is left.
  private Optional<List<U>> follow(List<List<E>> parts) {
    List<U> joined = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      joined.addAll(paths.get(i).apply(List.copyOf(parts.get(i))));
    }
    return joined.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(joined));
  }
}
