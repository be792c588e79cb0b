package dev.sheaf.stage;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.checkpoint.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of an operator that holds items back: some numbers of its own, where the stage above it goes on, and where
/// the items come from that it holds, in several lists.
///
/// As a [State], its numbers are its own, then for each list how many places it has, and for each place the number of its
/// kind and its last number; its parts are the state of the stage above, then the kinds. So a place costs two numbers.
record HeldState(List<Long> own, State upstream, List<Places> lists) {
  /// The state as it stands in a checkpoint.
  @SuppressWarnings("ReferenceEquality") // Places of a kind share one object: that is looked at first, for speed only.
  State toState(String stage) {
    List<Long> numbers = new ArrayList<>(own);
    List<State> parts = new ArrayList<>();
    parts.add(upstream);
    for (Places places : lists) {
      numbers.add((long) places.size());
      State last = null;
      long kind = 0;
      for (int i = 0; i < places.size(); i++) {
        if (places.kind(i) != last) {
          last = places.kind(i);
          kind = kind(last, parts);
        }
        numbers.add(kind);
        numbers.add(places.number(i));
      }
    }
    return new State(stage, numbers, parts);
  }

  private static long kind(State kind, List<State> parts) {
    for (int i = parts.size() - 1; i > 0; i--) {
      if (Places.isOfKind(kind, parts.get(i))) {
        return i;
      }
    }
    parts.add(kind);
    return parts.size() - 1L;
  }

  /// Reads what [#toState] wrote.
  ///
  /// @param own how many numbers of its own the operator has
  /// @param lists how many lists it has, or -1 where any number is right
  /// @throws CheckpointMismatchException if it did not
  static HeldState of(State state, String stage, int own, int lists) {
    state.require(stage, -1, -1);
    Numbers numbers = new Numbers(state);
    List<Long> itsOwn = new ArrayList<>();
    for (int i = 0; i < own; i++) {
      itsOwn.add(numbers.next(Long.MIN_VALUE, Long.MAX_VALUE));
    }
    List<Places> places = new ArrayList<>();
    while (lists < 0 ? numbers.hasNext() : places.size() < lists) {
      Places list = new Places();
      for (long left = numbers.next(0, Integer.MAX_VALUE); left > 0; left--) {
        State kind = state.parts().get((int) numbers.next(1, state.parts().size() - 1));
        list.add(kind, numbers.next(Long.MIN_VALUE, Long.MAX_VALUE));
      }
      places.add(list);
    }
    if (numbers.hasNext() || state.parts().isEmpty()) {
      throw numbers.mismatch("as many numbers as there are lists and places");
    }
    return new HeldState(itsOwn, state.parts().getFirst(), places);
  }

  /// The numbers of a state, one after the other.
  private static final class Numbers {
    private final State state;
    private int next;

    Numbers(State state) {
      this.state = state;
    }

    boolean hasNext() {
      return next < state.numbers().size();
    }

    long next(long min, long max) {
      @Nullable Long number = hasNext() ? state.number(next++) : null;
      if (number == null || number < min || number > max) {
        throw mismatch("number %d from %d to %d".formatted(next, min, max));
      }
      return number;
    }

    CheckpointMismatchException mismatch(String expected) {
      return new CheckpointMismatchException(
          Part.STATE,
          state.stage() + " with " + expected,
          state.numbers().toString(),
          "its text was damaged: start anew");
    }
  }
}
