package dev.sheaf.stage;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.order.Finitude;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The items of an [Iterable] of the user's, which is asked for an iterator in each epoch.
///
/// A [ResumableIterator] is put where it was; a list is entered where it was; any other is gone through again.
public final class IterableStage<T> extends Stage<T> {
  private static final String COUNTED = "items";
  private static final String PLACED = "position";
  private static final State BEGINNING = State.of(COUNTED, 0);

  private final String name;
  private final Iterable<? extends T> items;
  private final Finitude finitude;

  /// @param name tells these items from others: it stands in checkpoints
  /// @param finitude whether they end: believed, and not checked
  public IterableStage(String name, Iterable<? extends T> items, Finitude finitude) {
    this.name = name;
    this.items = items;
    this.finitude = finitude;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    if (from != null) {
      from.require(from.stage().equals(PLACED) ? PLACED : COUNTED, 1, 0);
    }
    return new Reading(run, from);
  }

  /// The iterator of one epoch, made when the first item is asked for.
  private final class Reading extends Cursor<T> {
    private final Run run;
    private final Tally expected;
    private final @Nullable State from;
    private @Nullable Iterator<? extends T> iterator;
    private @Nullable ResumableIterator<?> resumable;
    private @Nullable FaultException failure;
    private @Nullable T item;

    // Where the item comes from, and where to go on after it: counts, or positions.
    private long begin;
    private long next;

    Reading(Run run, @Nullable State from) {
      this.run = run;
      this.expected = run.tally(name, Tally.Kind.EXPECTED);
      this.from = from;
    }

    @Override
    public boolean advance() {
      if (failure != null) {
        throw failure;
      }
      try {
        Iterator<? extends T> there = iterator == null ? begin() : iterator;
        if (!there.hasNext()) {
          return false;
        }
        T following = Objects.requireNonNull(there.next(), "the iterator gave no value");
        item = following;
        expected.add();
        begin = next;
        next = resumable == null ? next + 1 : resumable.position();
        return true;
      } catch (Exception e) {
        // An iterator that has failed says nothing about what it does next.
        failure = new FaultException(new Fault(name, -1, e), true);
        throw failure;
      }
    }

    private Iterator<? extends T> begin() {
      long place = from == null ? 0 : from.number(0);
      Iterator<? extends T> begun;
      if (items instanceof List<? extends T> list && place <= list.size()) {
        begun = list.listIterator((int) place);
        next = place;
      } else {
        begun = items.iterator();
        if (begun instanceof ResumableIterator<?> positioned) {
          resumable = positioned;
          // In front of the first item nobody knows yet that there are positions.
          if (from != null && !from.equals(BEGINNING)) {
            positioned.seek(from.require(PLACED, 1, 0).number(0));
          }
          next = positioned.position();
        } else {
          if (from != null) {
            from.require(COUNTED, 1, 0);
          }
          goThrough(begun, place);
        }
      }
      iterator = begun;
      return begun;
    }

    private void goThrough(Iterator<? extends T> begun, long count) {
      while (next < count) {
        run.check();
        if (!begun.hasNext()) {
          throw new CheckpointMismatchException(
              Part.POSITION,
              "%d items or more from %s".formatted(count, name),
              Long.toString(next),
              "the data has changed since: start anew");
        }
        begun.next();
        next++;
      }
    }

    private State at(long place) {
      return State.of(resumable == null ? COUNTED : PLACED, place);
    }

    @Override
    public T item() {
      return Objects.requireNonNull(item);
    }

    @Override
    public State state() {
      if (iterator == null) {
        return from == null ? BEGINNING : from;
      }
      return at(next);
    }

    @Override
    public State place() {
      return at(begin);
    }

    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public void close() {
      iterator = null;
    }
  }

  @Override
  public long size() {
    return UNKNOWN;
  }

  @Override
  public Finitude finitude() {
    return finitude;
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of();
  }

  @Override
  public String toString() {
    return "from(" + name + ")";
  }
}
