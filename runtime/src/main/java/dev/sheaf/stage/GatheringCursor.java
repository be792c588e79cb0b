package dev.sheaf.stage;

/// A cursor that makes items of several others each, and counts both.
///
/// @param <S> the items drawn from
/// @param <T> the items given
abstract class GatheringCursor<S, T> extends DerivedCursor<S, T> {
  protected final Run run;
  protected final Tally calls;
  protected final Tally taken;
  protected final Tally made;
  protected final Tally holding;
  protected final Tally dropped;

  /// @param name what the ledger calls the stage
  GatheringCursor(Cursor<S> upstream, Run run, String name) {
    super(upstream);
    this.run = run;
    this.calls = run.tally(name, Tally.Kind.CALLED);
    this.taken = run.tally(name, Tally.Kind.TAKEN);
    this.made = run.tally(name, Tally.Kind.MADE);
    this.holding = run.tally(name, Tally.Kind.HELD);
    this.dropped = run.tally(name, Tally.Kind.DROPPED);
  }
}
