package dev.sheaf.pipeline;

import dev.sheaf.batch.Collator;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.dataset.Dataset;

/// An immutable description of what is read, in which order, and how it is put together; [#open()] starts it.
///
/// @param <T> what comes out
public final class Pipeline<T> {
  private Pipeline() {}

  /// All rows of a dataset, in its own order.
  public static <R> Pipeline<R> over(Dataset<R> dataset) {
    throw new UnsupportedOperationException(dataset.toString());
  }

  /// In a random order that depends on `seed` and the epoch only.
  public Pipeline<T> shuffle(long seed) {
    throw new UnsupportedOperationException("" + seed);
  }

  /// Only the part of one of `world` readers.
  public Pipeline<T> shard(int rank, int world) {
    throw new UnsupportedOperationException("" + rank + world);
  }

  /// `size` rows at a time; the last batch of an epoch may have fewer.
  public <B> Pipeline<B> batch(int size, Collator<? super T, ? extends B> collator) {
    throw new UnsupportedOperationException("" + size + collator);
  }

  /// Up to `items` finished results wait for the consumer.
  public Pipeline<T> prefetch(int items) {
    throw new UnsupportedOperationException("" + items);
  }

  /// Starts at the beginning.
  public DataLoader<T> open() {
    throw new UnsupportedOperationException();
  }

  /// Starts where a checkpoint was taken.
  public DataLoader<T> resume(Checkpoint checkpoint) {
    throw new UnsupportedOperationException(checkpoint.toString());
  }
}
