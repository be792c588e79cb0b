package dev.sheaf.dataset;

import dev.sheaf.schema.RecordSchema;
import java.util.List;
import java.util.Objects;

/// Rows in memory.
record MemoryDataset<R>(List<R> rows, RecordSchema schema) implements Dataset<R> {
  MemoryDataset {
    rows = List.copyOf(rows);
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public R get(long position) {
    return rows.get((int) Objects.checkIndex(position, size()));
  }

  @Override
  public String fingerprint() {
    return new Fingerprint("rows in memory").add(schema.fingerprint()).add("" + rows.size()).hex();
  }

  @Override
  public void close() {
    // Memory is given back by itself.
  }
}
