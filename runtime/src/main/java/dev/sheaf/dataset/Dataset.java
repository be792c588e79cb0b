package dev.sheaf.dataset;

import dev.sheaf.schema.RecordSchema;
import java.util.List;

/// Rows at positions from 0 to `size() - 1`, read when they are asked for, by any number of threads at once.
///
/// @param <R> the row
public interface Dataset<R> extends AutoCloseable {
  /// What a row is made of.
  RecordSchema schema();

  /// How many rows there are.
  long size();

  /// Reads one row. Blocks while storage is read.
  ///
  /// @throws IndexOutOfBoundsException if there is no such row
  /// @throws dev.sheaf.SheafException if the row cannot be read; the message names its place
  R get(long position);

  /// Changes whenever the data changes, as far as names, sizes and times of its files tell.
  String fingerprint();

  /// Releases files and memory. Arrays that are views of this dataset's memory are gone with it.
  @Override
  void close();

  /// A dataset of rows in memory. Its fingerprint knows their schema and number only.
  static <R> Dataset<R> of(List<? extends R> rows, RecordSchema schema) {
    return new MemoryDataset<>(List.copyOf(rows), schema);
  }
}
