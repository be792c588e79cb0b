package dev.sheaf.stage;

import dev.sheaf.order.Finitude;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What stages that draw from several others have in common.
///
/// @param <S> the items of those it draws from
/// @param <T> the items it gives
abstract class CombiningStage<S, T> extends Stage<T> {
  private final List<Stage<? extends S>> children;

  CombiningStage(List<? extends Stage<? extends S>> children) {
    this.children = List.copyOf(children);
  }

  final List<Stage<? extends S>> children() {
    return children;
  }

  final boolean any(Finitude finitude) {
    return any(child -> child.finitude() == finitude);
  }

  final boolean any(Predicate<Stage<?>> predicate) {
    return children.stream().anyMatch(predicate);
  }

  @Override
  public final List<Stage<?>> upstream() {
    return List.copyOf(children);
  }

  /// The next item of each.
  @Override
  public List<Holding> holdings(int threads) {
    return List.of(new Holding("next of each part", children.size(), anyOf(children)));
  }

  /// The words of a call that combines: `zip([shuffle(1)], [count(0, 1)])`.
  final String words(String call, String... arguments) {
    String words = children.stream().map(child -> "[" + child + "]").collect(Collectors.joining(", "));
    for (String argument : arguments) {
      words += (words.isEmpty() ? "" : ", ") + argument;
    }
    return call + "(" + words + ")";
  }
}
