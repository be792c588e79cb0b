package dev.sheaf.order;

import dev.sheaf.dataset.Dataset;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a function makes of each item.
public final class MappedSamples<S, T> extends Samples<T> {
  private final Samples<S> parent;
  private final String name;
  private final Function<? super S, ? extends T> function;

  /// @param name what errors call it
  /// @param function is called by many threads at once, and must not give null
  public MappedSamples(Samples<S> parent, String name, Function<? super S, ? extends T> function) {
    this.parent = parent;
    this.name = name;
    this.function = function;
  }

  @Override
  public long size() {
    return parent.size();
  }

  @Override
  public void read(long[] positions, int count, @Nullable Object[] items, Reading reading) {
    parent.read(positions, count, items, reading);
    reading.enterUserCode();
    try {
      for (int i = 0; i < count; i++) {
        reading.check();
        items[i] = map(items[i], positions[i]);
      }
    } finally {
      reading.leaveUserCode();
    }
  }

  @SuppressWarnings("unchecked") // The parent puts nothing else there.
  private @Nullable Object map(@Nullable Object item, long row) {
    return switch (item) {
      case null -> null;
      case Fault fault -> fault;
      case Partial(Object inner, List<Fault> faults) -> {
        Object mapped = map(inner, row);
        yield mapped == null || mapped instanceof Fault ? mapped : new Partial(mapped, faults);
      }
      default -> {
        try {
          yield Objects.requireNonNull(function.apply((S) item), "the function gave no value");
        } catch (Throwable e) {
          yield new Fault(name, row, e);
        }
      }
    };
  }

  @Override
  public long widest() {
    return parent.widest();
  }

  @Override
  public List<Dataset<?>> datasets() {
    return parent.datasets();
  }

  @Override
  public boolean hasHoles() {
    return parent.hasHoles();
  }

  @Override
  public long rowAt(long position) {
    return parent.rowAt(position);
  }

  @Override
  public boolean isBatched() {
    return parent.isBatched();
  }

  @Override
  public long rowsAt(long position) {
    return parent.rowsAt(position);
  }

  @Override
  public long rowsBefore(long position) {
    return parent.rowsBefore(position);
  }

  @Override
  public List<String> called() {
    return Stream.concat(parent.called().stream(), Stream.of(name)).toList();
  }

  @Override
  public int itemsPerTask() {
    return parent.itemsPerTask();
  }

  @Override
  public String toString() {
    return parent.toString();
  }
}
