package dev.sheaf.pipeline;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.engine.AheadStage;
import dev.sheaf.engine.PrefetchStage;
import dev.sheaf.stage.Stage;
import java.util.List;
import java.util.stream.Collectors;

/// Makes loaders of a pipeline, having looked whether what they begin with belongs to it.
record Opening<T>(Stage<T> stage, Settings settings) {
  DataLoader<T> open() {
    Checkpoint beginning = beginning();
    return at(beginning, beginning);
  }

  /// @throws CheckpointMismatchException if this pipeline does not have the place
  DataLoader<T> resume(Checkpoint checkpoint) {
    Checkpoint beginning = beginning();
    checkpoint.requireSameSource(beginning);
    requireInReach(checkpoint);
    requireWhole(checkpoint);
    return at(beginning, checkpoint);
  }

  /// Where a mixture of other parts and weights was.
  ///
  /// @throws IllegalStateException if this is no mixture
  DataLoader<T> remix(Checkpoint checkpoint) {
    if (!PrefetchStage.isMixture(stage)) {
      throw new IllegalStateException("expected a mixture, and nothing behind it, found " + stage);
    }
    Checkpoint beginning = beginning();
    long epoch = checkpoint.epoch();
    Checkpoint from =
        checkpoint.state()
            .map(state -> beginning.at(epoch, checkpoint.position(), PrefetchStage.ofMixture(state)))
            .orElseGet(() -> beginning.at(epoch, 0));
    return at(beginning, from);
  }

  private DataLoader<T> at(Checkpoint beginning, Checkpoint from) {
    if (settings.memoryBudget() > 0) {
      memoryPlan().requireWithin(settings.memoryBudget());
    }
    return new DataLoader<>(ahead(), settings, beginning, from);
  }

  private AheadStage<T> ahead() {
    return stage instanceof AheadStage<T> already ? already : new PrefetchStage<>(stage, 0);
  }

  MemoryPlan memoryPlan() {
    return MemoryPlan.of(ahead(), settings.workers());
  }

  private void requireInReach(Checkpoint checkpoint) {
    long size = stage.size() == Stage.UNKNOWN ? Long.MAX_VALUE : Math.max(1, stage.size());
    if (checkpoint.position() >= size || checkpoint.epoch() >= stage.epochs()) {
      throw new CheckpointMismatchException(
          Part.POSITION,
          "0 to %d, of %d items of an epoch below %d".formatted(size - 1, size, stage.epochs()),
          "%d of epoch %d".formatted(checkpoint.position(), checkpoint.epoch()),
          "its text was damaged: start anew");
    }
  }

  private void requireWhole(Checkpoint checkpoint) {
    if (checkpoint.state().isEmpty() && checkpoint.position() > 0 && !Checkpoints.isArithmetic(stage)) {
      throw new CheckpointMismatchException(
          Part.STATE, "where the stages of " + stage + " had got to", "nothing", "its text was damaged: start anew");
    }
  }

  private Checkpoint beginning() {
    List<Dataset<?>> datasets = stage.datasets();
    return new Checkpoint(
        datasets.stream().map(dataset -> dataset.schema().fingerprint()).collect(Collectors.joining(" + ")),
        datasets.stream().map(Dataset::fingerprint).collect(Collectors.joining(" + ")),
        stage.toString(),
        0,
        0);
  }
}
