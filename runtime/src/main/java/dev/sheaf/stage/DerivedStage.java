package dev.sheaf.stage;

import java.util.List;

/// A stage whose items are made of those of a single other.
///
/// @param <S> the items drawn from
/// @param <T> the items given
abstract class DerivedStage<S, T> extends Stage<T> {
  protected final Stage<S> upstream;

  DerivedStage(Stage<S> upstream) {
    this.upstream = upstream;
  }

  @Override
  public final List<Stage<?>> upstream() {
    return List.of(upstream);
  }
}
