package dev.sheaf.stage;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.order.Finitude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Items one after the other: a value of the item plane. Immutable and thread-safe; each opening is independent.
///
/// @param <T> the items
public abstract class Stage<T> {
  /// The size of a stage without end.
  public static final long UNBOUNDED = Long.MAX_VALUE;

  /// The size of a stage that cannot tell before it has run.
  public static final long UNKNOWN = -1;

  /// Opens one epoch of the stage, at its beginning or where a cursor of the same stage and epoch has said that it was:
  /// by its [Cursor#state()], or by its [Cursor#place()].
  ///
  /// Nothing is read before the first item is asked for, unless the stage works ahead.
  ///
  /// @param epoch from 0; an order that is random is another one in each
  /// @param from where to go on, or null for the beginning
  /// @throws dev.sheaf.checkpoint.CheckpointMismatchException if the state is not one of this stage
  public abstract Cursor<T> open(Run run, long epoch, @Nullable State from);

  /// How many items an epoch has: exactly, or [#UNBOUNDED], or [#UNKNOWN].
  public abstract long size();

  /// Whether and how the items come to an end.
  public Finitude finitude() {
    Finitude most = Finitude.FINITE;
    for (Stage<?> stage : upstream()) {
      most = most.max(stage.finitude());
    }
    return most;
  }

  /// How many epochs can be counted.
  public long epochs() {
    return upstream().stream().mapToLong(Stage::epochs).min().orElse(Long.MAX_VALUE);
  }

  /// What the stage draws from, in the order in which it was written.
  public abstract List<Stage<?>> upstream();

  /// The datasets that items are read from, in the order in which they were written.
  public List<Dataset<?>> datasets() {
    return upstream().stream().<Dataset<?>>flatMap(stage -> stage.datasets().stream()).toList();
  }

  /// Whether the same epoch always has the same items in the same order. If not, a cursor's state says which have come.
  public boolean isDeterministic() {
    return upstream().stream().allMatch(Stage::isDeterministic);
  }

  /// How many items are handed from thread to thread at once, at most: many where an item is small, one where it is a
  /// batch.
  public int itemsPerBlock() {
    return upstream().stream().mapToInt(Stage::itemsPerBlock).min().orElse(64);
  }

  /// How many bytes an item has, as far as that is known before one is read.
  public Footprint footprint() {
    return Footprint.UNKNOWN;
  }

  /// The items that are held back here at once, beside the one that is given.
  ///
  /// @param threads how many threads the loader has
  public List<Holding> holdings(int threads) {
    return List.of();
  }

  /// What the statistics call it.
  public String name() {
    return getClass().getSimpleName().replaceFirst("Stage$", "").toLowerCase(Locale.ROOT);
  }

  /// The stages in words, as they stand in a checkpoint: `shuffle(42).filter().bucket(4)`. What does not decide which items
  /// come when does not stand in it.
  @Override
  public abstract String toString();

  /// How many bytes an item has that is of any of these.
  protected static Footprint anyOf(List<? extends Stage<?>> stages) {
    return stages.stream().<Footprint>map(Stage::footprint).reduce(Footprint::or).orElse(Footprint.UNKNOWN);
  }

  /// A number of a state that is an index below `size`.
  ///
  /// @throws dev.sheaf.checkpoint.CheckpointMismatchException if it is not
  static int checkedIndex(State state, int number, int size) {
    long index = state.number(number);
    if (index < 0 || index >= size) {
      throw new CheckpointMismatchException(
          CheckpointMismatchException.Part.STATE,
          "%s at 0 to %d".formatted(state.stage(), size - 1),
          Long.toString(index),
          "its text was damaged: start anew");
    }
    return (int) index;
  }

  /// The words of a single stage above, and one call more.
  protected static String then(Stage<?> before, String call) {
    String words = before.toString();
    return words.isEmpty() ? call : words + "." + call;
  }
}
