package dev.sheaf.dataset;

import dev.sheaf.schema.RecordSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of several datasets, one dataset after the other.
final class ConcatenatedDataset<R> implements Dataset<R> {
  private final List<Dataset<R>> parts;

  private final ShardStarts starts;

  private ConcatenatedDataset(List<Dataset<R>> parts) {
    this.parts = parts;
    this.starts = ShardStarts.of(parts.stream().mapToLong(Dataset::size).toArray());
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

  List<Dataset<R>> parts() {
    return parts;
  }

  @Override
  public RecordSchema schema() {
    return parts.getFirst().schema();
  }

  @Override
  public long size() {
    return starts.rows();
  }

  @Override
  public R get(long position) {
    int part = starts.shardOf(position);
    return parts.get(part).get(position - starts.start(part));
  }

  @Override
  public Footprint footprint() {
    return parts.stream().map(Dataset::footprint).reduce(Footprint::or).orElse(Footprint.UNKNOWN);
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
