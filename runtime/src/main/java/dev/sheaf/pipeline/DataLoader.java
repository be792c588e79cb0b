package dev.sheaf.pipeline;

import dev.sheaf.checkpoint.Checkpoint;

/// A running pipeline.
///
/// @param <T> what comes out
public interface DataLoader<T> extends Iterable<T>, AutoCloseable {
  /// Where the consumer has got to.
  Checkpoint checkpoint();

  /// Ends the pipeline; returns after its last thread has ended.
  @Override
  void close();
}
