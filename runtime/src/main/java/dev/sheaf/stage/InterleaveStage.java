package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One item of each of a few parts in turn; a part that has ended makes room for the next, whose turn comes in the next
/// round. The order is Grain's.
public final class InterleaveStage<T> extends Stage<T> {
  private static final String NAME = "interleave";
  private static final int NONE = -1;

  private final List<Stage<? extends T>> parts;
  private final int cycle;

  /// @param parts in the order in which their turns come
  /// @param cycle how many parts take turns at once
  /// @throws IllegalArgumentException if `cycle` is less than 1, or there are no parts
  public InterleaveStage(List<? extends Stage<? extends T>> parts, int cycle) {
    if (cycle < 1) {
      throw new IllegalArgumentException("expected to interleave 1 part or more at once, found " + cycle);
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("expected 1 part or more to interleave, found none");
    }
    this.parts = List.copyOf(parts);
    this.cycle = Math.min(cycle, parts.size());
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new Turns(run, epoch, from);
  }

  /// Its state has whose turn it is, the next part that was not begun, and the part in each slot; and where each of those
  /// goes on.
  private final class Turns extends Cursor<T> {
    private final Run run;
    private final long epoch;
    private final int[] partOfSlot = new int[cycle];
    private final List<@Nullable Cursor<? extends T>> slots = new ArrayList<>();
    private int turn;
    private int nextPart;

    /// Where the item moved on to was drawn.
    private int drawn = NONE;

    Turns(Run run, long epoch, @Nullable State from) {
      this.run = run;
      this.epoch = epoch;
      if (from == null) {
        for (int slot = 0; slot < cycle; slot++) {
          slots.add(begin(slot));
        }
      } else {
        goOn(from);
      }
    }

    private void goOn(State from) {
      from.require(NAME, 2 + cycle, -1);
      turn = checkedIndex(from, 0, cycle);
      nextPart = checkedIndex(from, 1, parts.size() + 1);
      int open = 0;
      for (int slot = 0; slot < cycle; slot++) {
        partOfSlot[slot] = from.number(2 + slot) == NONE ? NONE : checkedIndex(from, 2 + slot, parts.size());
        open += partOfSlot[slot] == NONE ? 0 : 1;
      }
      from.require(NAME, 2 + cycle, open);
      open = 0;
      for (int part : partOfSlot) {
        slots.add(part == NONE ? null : parts.get(part).open(run, epoch, from.parts().get(open++)));
      }
    }

    /// Begins the next part, if there is one.
    private @Nullable Cursor<? extends T> begin(int slot) {
      if (nextPart == parts.size()) {
        partOfSlot[slot] = NONE;
        return null;
      }
      partOfSlot[slot] = nextPart;
      return parts.get(nextPart++).open(run, epoch, null);
    }

    @Override
    public boolean advance() {
      int ended = 0;
      while (ended < cycle) {
        Cursor<? extends T> cursor = slots.get(turn);
        if (cursor == null) {
          ended++;
        } else if (cursor.advance()) {
          drawn = turn;
          turn = (turn + 1) % cycle;
          return true;
        } else {
          ended = 0;
          cursor.close();
          slots.set(turn, begin(turn));
        }
        turn = (turn + 1) % cycle;
        run.check();
      }
      return false;
    }

    private Cursor<? extends T> drawnFrom() {
      if (drawn == NONE) {
        throw new IllegalStateException("advance() was not called");
      }
      return Objects.requireNonNull(slots.get(drawn));
    }

    @Override
    public T item() {
      return drawnFrom().item();
    }

    @Override
    public State place() {
      return state(drawn, drawnFrom().place());
    }

    @Override
    public State state() {
      return state(turn, null);
    }

    private State state(int itsTurn, @Nullable State place) {
      List<Long> numbers = new ArrayList<>();
      numbers.add((long) itsTurn);
      numbers.add((long) nextPart);
      List<State> states = new ArrayList<>();
      for (int slot = 0; slot < cycle; slot++) {
        Cursor<? extends T> cursor = slots.get(slot);
        numbers.add((long) partOfSlot[slot]);
        if (cursor != null) {
          states.add(place != null && slot == drawn ? place : cursor.state());
        }
      }
      return new State(NAME, numbers, states);
    }

    @Override
    public boolean isReady() {
      Cursor<? extends T> cursor = slots.get(turn);
      return cursor != null && cursor.isReady();
    }

    @Override
    public void close() {
      for (Cursor<? extends T> cursor : slots) {
        if (cursor != null) {
          cursor.close();
        }
      }
    }
  }

  @Override
  public long size() {
    long size = 0;
    for (Stage<? extends T> part : parts) {
      if (part.size() == UNKNOWN || part.size() == UNBOUNDED) {
        return part.size();
      }
      size += part.size();
    }
    return size;
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.copyOf(parts);
  }

  @Override
  public Footprint footprint() {
    return anyOf(parts);
  }

  @Override
  public List<Holding> holdings(int threads) {
    return List.of(new Holding("next of each part", cycle, footprint()));
  }

  @Override
  public String toString() {
    return parts.stream().map(Stage::toString).collect(Collectors.joining("; ", "interleave(" + cycle + ": ", ")"));
  }
}
