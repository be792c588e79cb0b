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

  /// How many bytes a row has, as far as that is known without reading one.
  default Footprint footprint() {
    return Footprint.of(schema());
  }

  /// Changes whenever the data changes, as far as names, sizes and times of its files tell.
  String fingerprint();

  /// Releases files and memory. Arrays that are views of this dataset's memory are gone with it.
  @Override
  void close();

  /// The rows from `from` to `to - 1` as a dataset of their own, which closes this one when it is closed.
  ///
  /// @throws IndexOutOfBoundsException if the range is not inside the dataset
  default Dataset<R> slice(long from, long to) {
    return ReorderedDataset.slice(this, from, to);
  }

  /// All rows in a random order: that of the first epoch of a pipeline's `shuffle(seed)`. The dataset closes this one
  /// when it is closed.
  ///
  /// @param seed decides the order: from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if the seed is out of range
  default Dataset<R> shuffle(long seed) {
    return ReorderedDataset.shuffle(this, seed);
  }

  /// The rows of several datasets, one dataset after the other; closing it closes all of them.
  ///
  /// @throws IllegalArgumentException if there is none, or if they are of different schemas
  static <R> Dataset<R> concatenate(List<? extends Dataset<R>> parts) {
    return ConcatenatedDataset.of(parts);
  }

  /// The numbers `start`, `start + step` and so on, up to `stop` and without it: rows of one `long`.
  ///
  /// @throws IllegalArgumentException if `step` is 0
  static Dataset<Long> range(long start, long stop, long step) {
    return RangeDataset.of(start, stop, step);
  }

  /// Rows that a source of the user's own gives; closing the dataset closes it.
  ///
  /// @param schema what a row is made of
  static <R> Dataset<R> of(RandomAccessSource<R> source, RecordSchema schema) {
    return new SourceDataset<>(source, schema);
  }

  /// A dataset of rows in memory. Its fingerprint knows their schema and number only.
  static <R> Dataset<R> of(List<? extends R> rows, RecordSchema schema) {
    return new MemoryDataset<>(List.copyOf(rows), schema);
  }
}
