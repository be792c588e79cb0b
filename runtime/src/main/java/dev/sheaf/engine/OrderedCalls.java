package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.engine.CallsState.Unfinished;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls that are taken in the order of the items. How far that is, is known by the first of them alone.
final class OrderedCalls extends PendingCalls {
  private final ArrayDeque<Call> calls = new ArrayDeque<>();

  OrderedCalls(State fed, Collection<Unfinished> unfinished) {
    super(fed, unfinished);
  }

  @Override
  void add(Call call) {
    calls.add(call);
    if (call.isFault()) {
      call.finished = true;
      call.add(call.input);
    }
  }

  @Override
  void give(Call call, Object output) {
    call.add(output);
  }

  @Override
  void finish(Call call) {
    call.finished = true;
  }

  @Override
  int size() {
    return calls.size();
  }

  @Override
  boolean isOver() {
    for (Call call : calls) {
      if (!call.isOver()) {
        return false;
      }
    }
    return true;
  }

  @Override
  @Nullable Call next() {
    for (Call call : calls) {
      if (!call.isOver()) {
        return call.peek() == null ? null : call;
      }
    }
    return null;
  }

  @Override
  @Nullable Call awaited() {
    return calls.peek();
  }

  @Override
  void take(Call call) {
    call.take();
    if (call.isOver()) {
      calls.remove();
    }
  }

  @Override
  @Nullable Call firstEmpty() {
    Call first = calls.peek();
    return first != null && first.isOver() ? first : null;
  }

  @Override
  void removeEmpty() {
    calls.remove();
  }

  @Override
  boolean isDue() {
    Call first = calls.peek();
    return first != null && (first.isOver() || first.peek() != null);
  }

  @Override
  CallsState state() {
    Call first = calls.peek();
    if (!unfinished().isEmpty()) {
      List<Unfinished> left = new ArrayList<>();
      calls.forEach(call -> left.add(call.unfinished()));
      left.addAll(unfinished());
      return new CallsState(false, fed(), left);
    }
    if (first == null) {
      return CallsState.at(fed());
    }
    return first.given == 0
        ? CallsState.at(first.before())
        : new CallsState(false, first.after(), List.of(first.unfinished()));
  }

  @Override
  CallsState place(Call call) {
    return call.given == 1 ? CallsState.at(call.place()) : call.placeOfLast();
  }

  @Override
  Collection<Call> empty() {
    return List.of();
  }

  @Override
  Collection<Call> repeated() {
    return List.of();
  }

  @Override
  List<Call> untaken() {
    Call first = unfinished().isEmpty() ? calls.peek() : null;
    return first != null && first.counted && first.given == 0 ? List.of(first) : List.of();
  }
}
