package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.engine.CallsState.Unfinished;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.Tally;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An item that a function is called with, and what has come of it. The window that it lies in guards everything but what
/// only the one who makes the call looks at.
final class Call {
  /// The item, or a [Thrown] or a [Fault] in its place.
  final Object input;

  private final State base;
  private final long items;
  private final long faults;
  private final int words;
  private final @Nullable State place;
  private final @Nullable State after;

  /// What was counted on the way to it, in the order of these; to be taken over once.
  private List<Tally> columns = List.of();
  private long[] counts = {};

  /// Whether what was counted was taken over, or was before the checkpoint.
  boolean counted;

  /// Whether the call itself was counted.
  boolean called;

  /// What came of it and was not taken yet.
  private @Nullable Object output;
  private @Nullable ArrayDeque<Object> outputs;

  /// How many outputs were taken, or are to be left out since they were taken before.
  long given;

  /// How many faults that nothing overtakes were put in before it.
  long barriersBefore;

  boolean finished;

  /// Whether it is laid aside, since too much of it was not taken.
  boolean aside;

  /// Which row of its dataset the item is made of, or -1 where that is not known.
  long row = -1;

  /// Since when it waits to be made, or what was made last waits to be taken. Only where that is measured.
  long waitsSince;

  // Only for the one who makes the call.
  long toLeaveOut;
  @Nullable Iterator<?> rest;

  private Call(
      Object input,
      State base,
      long items,
      long faults,
      int words,
      @Nullable State place,
      @Nullable State after) {
    this.input = input;
    this.base = base;
    this.items = items;
    this.faults = faults;
    this.words = words;
    this.place = place;
    this.after = after;
  }

  /// With an item of which there are always the same ones in the same order: the one so many items and faults behind `base`.
  ///
  /// @param words of the stage that it comes from, hashed
  static Call at(Object input, State base, long items, long faults, int words) {
    return new Call(input, base, items, faults, words, null, null);
  }

  /// With an item that came in no certain order.
  ///
  /// @param before where to go on for it to come, some time
  /// @param place where it comes from
  /// @param after where to go on for all but it
  static Call of(Object input, State before, State place, State after) {
    return new Call(input, before, 0, 0, 0, place, after);
  }

  /// It was begun in an earlier run, where so much of it was taken, or [Unfinished#FAULT].
  void resume(long taken) {
    given = Math.max(0, taken);
    counted = true;
    called = given > 0;
    toLeaveOut = given;
  }

  /// Whether there is nothing to call.
  boolean isFault() {
    return input instanceof Fault || input instanceof Thrown;
  }

  /// Where to go on when nothing of it was taken.
  State before() {
    return Behind.at(base, items, faults, words);
  }

  /// Where its item comes from.
  State place() {
    return place != null ? place : before();
  }

  /// Where to go on when all of it was taken.
  State after() {
    if (after != null) {
      return after;
    }
    return input instanceof Fault
        ? Behind.at(base, items, faults + 1, words)
        : Behind.at(base, items + 1, 0, words);
  }

  /// What a checkpoint says of it.
  Unfinished unfinished() {
    return new Unfinished(place(), input instanceof Fault ? Unfinished.FAULT : given);
  }

  /// Where the output comes from that was taken last.
  CallsState placeOfLast() {
    return new CallsState(true, after(), List.of(new Unfinished(place(), given - 1)));
  }

  /// Sets what was counted on the way to it.
  void count(List<Tally> ofColumns, long[] ofThem) {
    columns = ofColumns;
    counts = ofThem;
  }

  List<Tally> columns() {
    return columns;
  }

  /// How many were counted, for each column.
  long[] counts() {
    return counts;
  }

  void add(Object made) {
    if (output == null) {
      output = made;
    } else {
      if (outputs == null) {
        outputs = new ArrayDeque<>();
      }
      outputs.add(made);
    }
  }

  /// What was made and not taken, first; null if there is nothing.
  @Nullable Object peek() {
    return output;
  }

  void take() {
    output = outputs == null ? null : outputs.poll();
    given++;
  }

  int waiting() {
    return (output == null ? 0 : 1) + (outputs == null ? 0 : outputs.size());
  }

  /// Whether nothing more comes of it.
  boolean isOver() {
    return finished && output == null;
  }
}
