package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.engine.CallsState.Unfinished;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Calls that are taken as they are ready. But a fault that passes through and may end the run is overtaken by nothing: what
/// was drawn before it is taken before, and what was drawn after it is taken after it, in any order.
final class UnorderedCalls extends PendingCalls {
  private final Predicate<Call> mayEnd;

  /// However few calls there are, so many may lie behind the first of them that are over.
  private static final int FEW = 64;

  /// In the order of the items; the first is not over.
  private final ArrayDeque<Call> calls = new ArrayDeque<>();

  /// How many of them are not over.
  private int size;

  /// One entry for each output.
  private final ArrayDeque<Call> arrivals = new ArrayDeque<>();

  /// Faults that nothing overtakes.
  private final ArrayDeque<Call> barriers = new ArrayDeque<>();

  /// How many of these there were until now.
  private long barrierCount;

  /// Calls of which nothing came, and of which nobody was told yet.
  private final ArrayDeque<Call> empty = new ArrayDeque<>();

  /// @param mayEnd whether a fault in the place of an item may be told to the consumer, or end the run
  UnorderedCalls(State fed, Collection<Unfinished> unfinished, Predicate<Call> mayEnd) {
    super(fed, unfinished);
    this.mayEnd = mayEnd;
  }

  @Override
  void add(Call call) {
    calls.add(call);
    size++;
    call.barriersBefore = barrierCount;
    if (call.isFault()) {
      call.finished = true;
      call.add(call.input);
      if (mayEnd.test(call)) {
        barriers.add(call);
        barrierCount++;
      } else {
        arrivals.add(call);
      }
    }
  }

  @Override
  void give(Call call, Object output) {
    call.add(output);
    arrivals.add(call);
  }

  @Override
  void finish(Call call) {
    call.finished = true;
    if (call.isOver()) {
      removeOver();
      if (!call.called) {
        empty.add(call);
      }
    }
  }

  @Override
  int size() {
    return size;
  }

  @Override
  boolean isOver() {
    return size == 0;
  }

  @Override
  @Nullable Call next() {
    Call barrier = barriers.peek();
    if (barrier == null) {
      return arrivals.peek();
    }
    for (Call call : arrivals) {
      if (call.barriersBefore == barrier.barriersBefore) {
        return call;
      }
    }
    return calls.getFirst().equals(barrier) ? barrier : null;
  }

  @Override
  @Nullable Call awaited() {
    return null;
  }

  @Override
  void take(Call call) {
    if (call.equals(barriers.peek())) {
      barriers.remove();
    } else if (call.equals(arrivals.peek())) {
      arrivals.remove();
    } else {
      // Others wait behind a barrier.
      arrivals.removeFirstOccurrence(call);
    }
    call.take();
    if (call.isOver()) {
      removeOver();
    }
  }

  /// One more is over.
  private void removeOver() {
    size--;
    while (!calls.isEmpty() && calls.getFirst().isOver()) {
      calls.remove();
    }
    if (calls.size() > 2 * size + FEW) {
      calls.removeIf(Call::isOver);
    }
  }

  @Override
  @Nullable Call firstEmpty() {
    return empty.peek();
  }

  @Override
  void removeEmpty() {
    empty.remove();
  }

  @Override
  boolean isDue() {
    return !empty.isEmpty() || next() != null;
  }

  @Override
  CallsState state() {
    List<Unfinished> left = new ArrayList<>();
    repeated().forEach(call -> left.add(call.unfinished()));
    left.addAll(unfinished());
    return new CallsState(false, fed(), left);
  }

  @Override
  CallsState place(Call call) {
    return call.placeOfLast();
  }

  @Override
  Collection<Call> empty() {
    return empty;
  }

  @Override
  Collection<Call> repeated() {
    return calls.stream().filter(call -> !call.isOver()).toList();
  }

  @Override
  List<Call> untaken() {
    return List.of();
  }
}
