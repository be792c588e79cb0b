package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.engine.CallsState.Unfinished;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calls of a [CallWindow] that are not taken, and which of them is taken next: in the order of the items, or as they
/// are ready. Guarded by the lock of the window.
abstract sealed class PendingCalls permits OrderedCalls, UnorderedCalls {
  /// Calls of an earlier run that have to be made again.
  private final ArrayDeque<Unfinished> unfinished;

  private State fed;

  /// @param fed where the feeder begins
  PendingCalls(State fed, Collection<Unfinished> unfinished) {
    this.fed = fed;
    this.unfinished = new ArrayDeque<>(unfinished);
  }

  /// Where the feeder stands.
  final State fed() {
    return fed;
  }

  /// Calls of an earlier run that are not here again yet.
  final Collection<Unfinished> unfinished() {
    return unfinished;
  }

  /// The first of these.
  final @Nullable Unfinished firstUnfinished() {
    return unfinished.peek();
  }

  /// Adds calls, after which the feeder stands at `state`.
  final void addAll(List<Call> calls, State state) {
    calls.forEach(this::add);
    fed = state;
  }

  /// Adds the first of the unfinished calls.
  final void addUnfinished(Call call) {
    call.resume(unfinished.remove().given());
    add(call);
  }

  /// Adds a call behind all others, or a fault in the place of one.
  abstract void add(Call call);

  /// One of the outputs of a call is there.
  abstract void give(Call call, Object output);

  /// Nothing more comes of a call.
  ///
  /// @param last the last of its outputs; null for none
  final void finish(Call call, @Nullable Object last) {
    if (last != null) {
      give(call, last);
    }
    finish(call);
  }

  abstract void finish(Call call);

  /// How many there are.
  abstract int size();

  /// Whether all were taken.
  abstract boolean isOver();

  /// The call of which an output is taken next, if that is there.
  abstract @Nullable Call next();

  /// Whose output is the next that can be taken; null where that can be any.
  abstract @Nullable Call awaited();

  /// Takes the output of [#next()].
  abstract void take(Call call);

  /// A call that came to nothing, as soon as it is its turn; null if there is none.
  abstract @Nullable Call firstEmpty();

  /// Removes it.
  abstract void removeEmpty();

  /// Whether there is something for the taker: an output, or a call that came to nothing.
  abstract boolean isDue();

  /// Where to go on.
  abstract CallsState state();

  /// Where an output comes from that was just taken.
  abstract CallsState place(Call call);

  /// Those that came to nothing and are not looked at in turn.
  abstract Collection<Call> empty();

  /// Those that [#state()] says will be made again, whatever becomes of them now.
  abstract Collection<Call> repeated();

  /// One that was looked at, and of which nothing was taken: where to go on is before it.
  abstract List<Call> untaken();
}
