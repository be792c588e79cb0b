package dev.sheaf.order;

import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.Footprint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// All rows of a dataset, in its own order.
public final class DatasetSamples<T> extends Samples<T> {
  private final Dataset<T> dataset;

  /// The dataset stays the caller's.
  public DatasetSamples(Dataset<T> dataset) {
    this.dataset = dataset;
  }

  @Override
  public long size() {
    return dataset.size();
  }

  @Override
  public void read(long[] positions, int count, @Nullable Object[] items, Reading reading) {
    toRows(positions, count);
    for (int i = 0; i < count; i++) {
      reading.check();
      try {
        items[i] = Objects.requireNonNull(dataset.get(positions[i]), "the dataset gave no row");
      } catch (Throwable e) {
        items[i] = new Fault(Fault.READ, positions[i], e);
      }
    }
  }

  @Override
  public List<Samples<?>> parents() {
    return List.of();
  }

  @Override
  public List<Dataset<?>> datasets() {
    return List.of(dataset);
  }

  @Override
  public Dataset<T> rows() {
    return dataset;
  }

  @Override
  public void toRows(long[] positions, int count) {
    long size = dataset.size();
    long epochStart = 0;
    for (int i = 0; i < count; i++) {
      if (Long.compareUnsigned(positions[i] - epochStart, size) >= 0) {
        epochStart = Math.floorDiv(positions[i], size) * size;
      }
      positions[i] -= epochStart;
    }
  }

  @Override
  public long rowAt(long position) {
    return Math.floorMod(position, dataset.size());
  }

  @Override
  public List<String> called() {
    return List.of(Fault.READ);
  }

  @Override
  public Footprint footprint() {
    return dataset.footprint();
  }

  @Override
  public String toString() {
    return "";
  }
}
