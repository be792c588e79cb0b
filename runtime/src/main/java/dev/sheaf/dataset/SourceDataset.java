package dev.sheaf.dataset;

import dev.sheaf.schema.RecordSchema;
import java.util.Objects;

/// Rows of a source of the user's own.
record SourceDataset<R>(RandomAccessSource<R> source, RecordSchema schema) implements Dataset<R> {
  @Override
  public long size() {
    return source.size();
  }

  @Override
  public R get(long position) {
    return Objects.requireNonNull(
        source.get(Objects.checkIndex(position, size())), "the source of the dataset gave no row");
  }

  @Override
  public String fingerprint() {
    return new Fingerprint("source")
        .add(schema.fingerprint())
        .add("" + source.size())
        .add(source.fingerprint())
        .hex();
  }

  @Override
  public void close() {
    source.close();
  }
}
