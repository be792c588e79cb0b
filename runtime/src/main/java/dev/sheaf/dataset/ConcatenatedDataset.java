package dev.sheaf.dataset;

import dev.sheaf.schema.RecordSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rows of several datasets, one dataset after the other.
final class ConcatenatedDataset<R> implements Dataset<R> {
  private final List<Dataset<R>> parts;

  /// The position of each part's first row, and behind the last.
  private final long[] starts;

  private ConcatenatedDataset(List<Dataset<R>> parts) {
    this.parts = parts;
    this.starts = new long[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], parts.get(i).size());
    }
  }

  static <R> Dataset<R> of(List<? extends Dataset<R>> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("expected one dataset or more, found none");
    }
    RecordSchema first = parts.getFirst().schema();
    for (Dataset<R> part : parts) {
      if (!part.schema().fingerprint().equals(first.fingerprint())) {
        throw new IllegalArgumentException(
            "expected datasets of one schema, found %s and %s".formatted(first.name(), part.schema().name()));
      }
    }
    return new ConcatenatedDataset<>(List.copyOf(parts));
  }

  @Override
  public RecordSchema schema() {
    return parts.getFirst().schema();
  }

  @Override
  public long size() {
    return starts[parts.size()];
  }

  @Override
  public R get(long position) {
    Objects.checkIndex(position, size());
    int found = Arrays.binarySearch(starts, position);
    int part = found < 0 ? -found - 2 : found;
    // Parts without rows begin where the next one does.
    while (starts[part + 1] == position) {
      part++;
    }
    return parts.get(part).get(position - starts[part]);
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint("concatenation");
    parts.forEach(part -> fingerprint.add(part.fingerprint()));
    return fingerprint.hex();
  }

  @Override
  public void close() {
    @Nullable RuntimeException failure = null;
    for (Dataset<R> part : parts) {
      try {
        part.close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
