package dev.sheaf.stage;

import dev.sheaf.order.Fault;

/// A cursor that calls the user's function for each item, and goes on behind those that it fails for, as the error policy
/// says.
///
/// @param <S> the items drawn from
/// @param <T> the items given
abstract class EachCursor<S, T> extends DerivedCursor<S, T> {
  private final Run run;
  private final String name;
  private final Tally calls;

  /// @param name what errors and the ledger call the stage
  EachCursor(Cursor<S> upstream, Run run, String name) {
    super(upstream);
    this.run = run;
    this.name = name;
    this.calls = run.tally(name, Tally.Kind.CALLED);
  }

  /// Calls the function; whether there is an item now.
  abstract boolean take(S next) throws Exception;

  @Override
  public final boolean advance() {
    while (upstream.advance()) {
      calls.add();
      try {
        if (take(upstream.item())) {
          return true;
        }
      } catch (Exception e) {
        run.leaveOut(new Fault(name, upstream.row(), e).about(upstream.item()));
      }
      run.check();
    }
    return false;
  }

  @Override
  public final long row() {
    return upstream.row();
  }
}
