package dev.sheaf.stage;

/// A stage that makes items of several others each: how many there will be, only running tells.
///
/// @param <S> the items drawn from
/// @param <T> the items given
abstract class GatheringStage<S, T> extends DerivedStage<S, T> {
  protected final String name;

  /// @param name what errors and the ledger call it
  GatheringStage(Stage<S> upstream, String name) {
    super(upstream);
    this.name = name;
  }

  @Override
  public final long size() {
    return upstream.size() == UNBOUNDED ? UNBOUNDED : UNKNOWN;
  }

  /// What is made of several may be large: few are kept ahead.
  @Override
  public final int itemsPerBlock() {
    return 1;
  }

  @Override
  public final String name() {
    return name;
  }
}
