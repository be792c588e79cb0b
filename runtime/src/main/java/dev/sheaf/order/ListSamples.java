package dev.sheaf.order;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Values in memory, in their own order.
public final class ListSamples<T> extends Samples<T> {
  private final List<T> values;

  /// @param values are copied
  public ListSamples(List<? extends T> values) {
    this.values = List.copyOf(values);
  }

  @Override
  public long size() {
    return values.size();
  }

  @Override
  public void read(long[] positions, int count, @Nullable Object[] items, Reading reading) {
    int size = values.size();
    for (int i = 0; i < count; i++) {
      positions[i] = Math.floorMod(positions[i], size);
      items[i] = Objects.requireNonNull(values.get((int) positions[i]));
    }
  }

  @Override
  public List<Samples<?>> parents() {
    return List.of();
  }

  @Override
  public String toString() {
    return "of(" + values.size() + ")";
  }
}
