package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How far the calls of a stage have got, as a checkpoint says it: where the feeder goes on, and calls of which something is
/// left.
///
/// @param isAlone whether what is unfinished must be taken before anything else is begun
/// @param base where the feeder goes on; null for the beginning of the epoch
record CallsState(boolean isAlone, @Nullable State base, List<Unfinished> unfinished) {
  private static final String NAME = "calls";

  /// A call that has to be made again.
  ///
  /// @param given how much of it was taken, or [#FAULT]
  record Unfinished(State place, long given) {
    /// What is unfinished is no call, but a fault that was not taken.
    static final long FAULT = -1;
  }

  CallsState {
    unfinished = List.copyOf(unfinished);
  }

  /// Nothing is left of what came before the feeder's place.
  static CallsState at(State base) {
    return new CallsState(false, base, List.of());
  }

  /// What a state says; one that [#toState] did not make is where the feeder goes on.
  static CallsState of(@Nullable State state) {
    if (state == null || !state.stage().equals(NAME)) {
      return new CallsState(false, state, List.of());
    }
    int calls = state.parts().size() - 1;
    state.require(NAME, calls + 1, Math.max(1, calls + 1));
    return new CallsState(
        state.number(0) == 1,
        state.parts().getFirst(),
        IntStream.rangeClosed(1, calls).mapToObj(i -> new Unfinished(state.parts().get(i), state.number(i))).toList());
  }

  /// Its numbers are whether it is alone, and how much of each call was taken; its parts are the base, and the places of
  /// the calls.
  State toState() {
    List<Long> numbers = new ArrayList<>(List.of(isAlone ? 1L : 0L));
    List<State> parts = new ArrayList<>(List.of(Objects.requireNonNull(base, "a feeder knows where it is")));
    for (Unfinished call : unfinished) {
      numbers.add(call.given());
      parts.add(call.place());
    }
    return new State(NAME, numbers, parts);
  }
}
