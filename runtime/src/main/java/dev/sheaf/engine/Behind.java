package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.stage.NumberedMapStage;
import dev.sheaf.stage.Stage;
import org.jspecify.annotations.Nullable;

/// A place so many items behind a state of a stage, and so many faults after them: cheaper than a state for each item, where
/// the items are always the same ones. What could not be made, and was thrown, is an item here; what was left out is a fault.
///
/// As a state it also says which stage that is, so that it is not taken for a place behind one further up.
///
/// @param base null for the beginning of the epoch
record Behind(@Nullable State base, long items, long faults) {
  private static final String NAME = "behind";

  /// The place as a state.
  ///
  /// @param words those of the stage, hashed
  static State at(State base, long items, long faults, int words) {
    return items == 0 && faults == 0 ? base : State.over(base, NAME, items, faults, words);
  }

  /// What a state of a stage says, which may be no such place.
  static Behind of(@Nullable State state, Stage<?> stage) {
    State base = state;
    long items = 0;
    long faults = 0;
    boolean isMine = base != null && isBehind(base, stage);
    while (base != null && isMine) {
      faults = items == 0 ? faults + base.number(1) : faults;
      items += base.number(0);
      base = base.parts().getFirst();
      // There may have been one more feeder when the checkpoint was taken.
      isMine = isUnfed(base, stage);
    }
    return new Behind(base, items, faults);
  }

  /// Whether a state is a place behind one of a stage, and not of one further up that gives other items.
  private static boolean isBehind(State state, Stage<?> stage) {
    return state.stage().equals(NAME) && state.require(NAME, 3, 1).number(2) == stage.toString().hashCode();
  }

  /// Whether a state is a place behind one of a stage that has no feeder now whose places would look like it.
  static boolean isUnfed(State state, Stage<?> stage) {
    return isBehind(state, stage) && !hasFeeder(stage, stage.toString());
  }

  /// Whether a feeder further up gives the same number of items.
  private static boolean hasFeeder(Stage<?> stage, String words) {
    return stage.toString().equals(words)
        && (stage instanceof PrefetchStage
            // What lies in front of concurrent calls, or of numbers, is part of their state.
            || (!(stage instanceof ConcurrentStage || stage instanceof NumberedMapStage)
                && stage.upstream().size() == 1
                && hasFeeder(stage.upstream().getFirst(), words)));
  }

  /// What a state says that may be such a place, of whichever stage.
  static Behind ofAny(State state) {
    State base = state;
    long items = 0;
    while (base.stage().equals(NAME)) {
      items += base.require(NAME, 3, 1).number(0);
      base = base.parts().getFirst();
    }
    return new Behind(base, items, 0);
  }
}
