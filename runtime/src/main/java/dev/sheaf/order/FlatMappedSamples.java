package dev.sheaf.order;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The items of the lists that a function makes, one after the other. Every list has room for equally many, so that
/// positions stay arithmetic; where one has fewer, its last positions have no item.
public final class FlatMappedSamples<S, T> extends Samples<T> {
  private final Samples<S> parent;
  private final String name;
  private final Function<? super S, ? extends List<? extends T>> function;
  private final int most;
  private final long size;

  /// @param name what errors call it
  /// @param function is called by many threads at once, maybe more than once for an item, and must not give null
  /// @param most how many items a list may have
  /// @throws IllegalArgumentException if `most` is less than 1, or there are too many positions
  public FlatMappedSamples(
      Samples<S> parent, String name, Function<? super S, ? extends List<? extends T>> function, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("expected room for 1 item or more in flatMap, found " + most);
    }
    this.parent = parent;
    this.name = name;
    this.function = function;
    this.most = most;
    long before = parent.size();
    if (before != UNBOUNDED && before > UNBOUNDED / most) {
      throw new IllegalArgumentException(
          "expected fewer than %d positions in flatMap, found %d times %d".formatted(UNBOUNDED, before, most));
    }
    this.size = before == UNBOUNDED ? UNBOUNDED : before * most;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long[] positions, int count, @Nullable Object[] items, Reading reading) {
    long[] parents = reading.longs(count);
    long[] rows = reading.longs(count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      long parentPosition = Math.floorDiv(positions[i], (long) most);
      if (distinct == 0 || parents[distinct - 1] != parentPosition) {
        parents[distinct++] = parentPosition;
      }
    }
    System.arraycopy(parents, 0, rows, 0, distinct);
    @Nullable Object[] whole = reading.objects(distinct);
    try {
      parent.read(rows, distinct, whole, reading);
      reading.enterUserCode();
      try {
        int from = -1;
        @Nullable Object list = null;
        for (int i = 0; i < count; i++) {
          long parentPosition = Math.floorDiv(positions[i], (long) most);
          if (from < 0 || parents[from] != parentPosition) {
            reading.check();
            from++;
            list = flatten(whole[from], rows[from]);
          }
          items[i] = child(list, (int) (positions[i] - parentPosition * most));
          positions[i] = rows[from];
        }
      } finally {
        reading.leaveUserCode();
      }
    } finally {
      reading.giveBack(whole, distinct);
      reading.giveBack(rows);
      reading.giveBack(parents);
    }
  }

  /// A list, or what stands in its place.
  @SuppressWarnings("unchecked") // The parent puts nothing else there.
  private @Nullable Object flatten(@Nullable Object item, long row) {
    return switch (item) {
      case null -> null;
      case Fault fault -> fault;
      case Partial(Object inner, List<Fault> faults) -> {
        Object list = inner.equals(Partial.NOTHING) ? List.of() : flatten(inner, row);
        yield list instanceof List<?> ? new Partial(list, faults) : list;
      }
      default -> {
        try {
          List<?> list = Objects.requireNonNull(function.apply((S) item), "the function gave no list");
          if (list.size() > most) {
            throw new IllegalStateException(
                "expected a list of at most %d items, found %d; let flatMap have room for more"
                    .formatted(most, list.size()));
          }
          yield list;
        } catch (Throwable e) {
          yield new Fault(name, row, e);
        }
      }
    };
  }

  /// The faults of an item come with the first of its list.
  private static @Nullable Object child(@Nullable Object list, int index) {
    return switch (list) {
      case Partial(List<?> whole, List<Fault> faults) when index == 0 ->
          new Partial(whole.isEmpty() ? Partial.NOTHING : Objects.requireNonNull(whole.getFirst()), faults);
      case Partial(Object whole, _) -> child(whole, index);
      case List<?> whole -> index < whole.size() ? Objects.requireNonNull(whole.get(index)) : null;
      case null, default -> list;
    };
  }

  /// What a function makes of a batch is not counted as rows.
  @Override
  public boolean isBatched() {
    return false;
  }

  @Override
  public List<Samples<?>> parents() {
    return List.of(parent);
  }

  @Override
  public List<String> called() {
    return Stream.concat(parent.called().stream(), Stream.of(name)).distinct().toList();
  }

  @Override
  public boolean hasHoles() {
    return true;
  }

  @Override
  public String toString() {
    return Plans.then(parent, "flatMap(" + most + ")");
  }
}
