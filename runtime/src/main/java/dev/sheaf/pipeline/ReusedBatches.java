package dev.sheaf.pipeline;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.engine.SamplesStage;

/// A pipeline whose batches are made in memory that is used again: as many pieces as may be in the making or wait, one for
/// the consumer, and one more. Made by [IndexedPipeline#reusedBatches()]; what a loader gives, is said at [DataLoader].
///
/// The order is that of the same pipeline without it, and so are its checkpoints: one mode resumes those of the other.
///
/// @param <B> what comes out: batches, or what was made of one each
public final class ReusedBatches<B> {
  private final IndexedPipeline<B> pipeline;
  private final Pipeline<B> reusing;

  ReusedBatches(IndexedPipeline<B> pipeline, boolean guarded) {
    this.pipeline = pipeline;
    this.reusing =
        pipeline.then(SamplesStage.reusing(pipeline.samples(), pipeline.settings().prefetch(), guarded));
  }

  /// The same, finding whoever looks at a batch that was given back: each batch has memory of its own, which is freed when
  /// the next is asked for, and every later look at it is an [IllegalStateException]. For tests: it costs time.
  public ReusedBatches<B> guarded() {
    return new ReusedBatches<>(pipeline, true);
  }

  /// As [Pipeline#size()].
  public long size() {
    return reusing.size();
  }

  /// As [Pipeline#memoryPlan()].
  public MemoryPlan memoryPlan() {
    return reusing.memoryPlan();
  }

  /// As [Pipeline#open()].
  public DataLoader<B> open() {
    return reusing.open();
  }

  /// As [Pipeline#resume(Checkpoint)].
  ///
  /// @throws dev.sheaf.checkpoint.CheckpointMismatchException if the checkpoint is not one of this order
  public DataLoader<B> resume(Checkpoint checkpoint) {
    return reusing.resume(checkpoint);
  }

  /// As [Pipeline#toString()].
  @Override
  public String toString() {
    return reusing.toString();
  }
}
