package dev.sheaf.stage;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.checkpoint.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// Reads items again that were held back when a checkpoint was taken.
///
/// @param <T> the items
record Rereading<T>(Stage<T> stage, Run run, long epoch) {
  /// Going on so far costs less than opening the stage anew, whose readers may work ahead.
  private static final long NEAR = 256;

  /// The items of all these lists. The stage is opened as seldom as may be: places of a kind are read one after the other.
  List<Held<T>> read(List<Places> lists) {
    return run.again(() -> readAll(lists));
  }

  private List<Held<T>> readAll(List<Places> lists) {
    Places all = new Places();
    lists.forEach(all::addAll);
    IdentityHashMap<State, Integer> kinds = new IdentityHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      kinds.putIfAbsent(all.kind(i), i);
    }
    List<Integer> order =
        IntStream.range(0, all.size())
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> kinds.get(all.kind(i))).thenComparingLong(all::number))
            .toList();
    Object[] items = new Object[all.size()];
    long[] rows = new long[all.size()];
    Cursor<T> cursor = null;
    try {
      long at = 0;
      int kind = -1;
      for (int index : order) {
        run.check();
        int itsKind = Objects.requireNonNull(kinds.get(all.kind(index)));
        long distance = itsKind == kind ? all.number(index) - at : -1;
        if (cursor == null || distance < 0 || distance > NEAR || !seek(cursor, all.get(index), distance)) {
          if (cursor != null) {
            cursor.close();
          }
          cursor = stage.open(run, epoch, all.get(index));
          if (!advance(cursor)) {
            throw new CheckpointMismatchException(
                Part.STATE, "an item at " + all.get(index), "none", "the functions before it have changed: start anew");
          }
        }
        kind = itsKind;
        at = all.number(index);
        items[index] = cursor.item();
        rows[index] = cursor.row();
      }
    } finally {
      if (cursor != null) {
        cursor.close();
      }
    }
    return divided(items, rows, lists);
  }

  /// Goes on until the cursor is at a place; false if it is not met on the way, or if what lies there ends the run: nobody
  /// had gone there.
  private boolean seek(Cursor<T> cursor, State place, long distance) {
    try {
      for (long step = 0; step <= distance; step++) {
        if (cursor.place().equals(place)) {
          return true;
        }
        if (step == distance || !advance(cursor)) {
          return false;
        }
      }
      return false;
    } catch (FaultException _) {
      return false;
    }
  }

  /// Moves on to the item that a cursor had moved on to when a checkpoint was taken: nothing of it is counted or told again.
  static boolean advanceAgain(Run run, Cursor<?> cursor) {
    return run.again(() -> advance(cursor));
  }

  /// Moves on to the next item. Faults before it were told when they were first met.
  static boolean advance(Cursor<?> cursor) {
    while (true) {
      try {
        return cursor.advance();
      } catch (FaultException e) {
        if (e.isFinal()) {
          throw e;
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // Only items of T were put there.
  private List<Held<T>> divided(Object[] items, long[] rows, List<Places> lists) {
    List<Held<T>> divided = new ArrayList<>();
    int next = 0;
    for (Places places : lists) {
      Held<T> held = new Held<>();
      for (int i = 0; i < places.size(); i++) {
        held.addAgain((T) items[next], rows[next], places, i);
        next++;
      }
      divided.add(held);
    }
    return divided;
  }
}
