package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import org.jspecify.annotations.Nullable;

/// A place so many items behind a state, and so many faults after them: cheaper than a state for each item, where the items
/// are always the same ones. What could not be made, and was thrown, is an item here; what was left out is a fault.
///
/// @param base null for the beginning of the epoch
record Behind(@Nullable State base, long items, long faults) {
  private static final String NAME = "after";

  /// The place as a state.
  static State at(State base, long items, long faults) {
    return items == 0 && faults == 0 ? base : State.over(base, NAME, items, faults);
  }

  /// What a state says, which may be no such place.
  static Behind of(@Nullable State state) {
    State base = state;
    long items = 0;
    long faults = 0;
    while (base != null && base.stage().equals(NAME)) {
      base.require(NAME, 2, 1);
      faults = items == 0 ? faults + base.number(1) : faults;
      items += base.number(0);
      base = base.parts().getFirst();
    }
    return new Behind(base, items, faults);
  }
}
