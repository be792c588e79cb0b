package dev.sheaf.checkpoint;

import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.io.CorruptDataException;
import java.util.Optional;

/// Where a consumer had got to: enough to go on exactly there, in another process and on any number of threads.
///
/// Its size does not depend on the dataset's or the position, only on what the pipeline's stages hold back. The end of
/// an epoch is the start of the next.
///
/// @param schema fingerprint of the row's schema
/// @param dataset fingerprint of the dataset
/// @param plan the pipeline's order in words, such as `shuffle(42).shard(0, 2).batch(4)`
/// @param epoch which pass over the dataset, from 0
/// @param position how many batches of that pass the consumer had received (rows, if the pipeline makes no batches)
/// @param state where the pipeline's stages had got to; empty where the position says it all, since the order is
///     arithmetic
public record Checkpoint(
    String schema, String dataset, String plan, long epoch, long position, Optional<State> state) {
  /// The version of the text form that this release writes, and the only one that it reads.
  public static final int VERSION = 2;

  /// @throws IllegalArgumentException if a number is negative
  public Checkpoint {
    if (epoch < 0 || position < 0) {
      throw new IllegalArgumentException(
          "expected an epoch and a position of 0 or more, found epoch %d, position %d".formatted(epoch, position));
    }
  }

  /// A checkpoint of a pipeline whose order is arithmetic.
  ///
  /// @throws IllegalArgumentException if a number is negative
  public Checkpoint(String schema, String dataset, String plan, long epoch, long position) {
    this(schema, dataset, plan, epoch, position, Optional.empty());
  }

  /// The checkpoint of another place in the same run, of a pipeline whose order is arithmetic.
  public Checkpoint at(long otherEpoch, long otherPosition) {
    return new Checkpoint(schema, dataset, plan, otherEpoch, otherPosition);
  }

  /// The checkpoint of another place in the same run, where the pipeline's stages have got to `otherState`.
  public Checkpoint at(long otherEpoch, long otherPosition, State otherState) {
    return new Checkpoint(schema, dataset, plan, otherEpoch, otherPosition, Optional.of(otherState));
  }

  /// The checkpoint as JSON text of a few hundred characters, to be kept wherever the application keeps its state.
  public String toJson() {
    return CheckpointJson.write(this);
  }

  /// Reads what [#toJson()] wrote.
  ///
  /// @throws CorruptDataException if the text is no checkpoint: a field missing, unknown, twice or out of range
  /// @throws CheckpointMismatchException if it has another version
  public static Checkpoint fromJson(String json) {
    return CheckpointJson.read(json);
  }

  /// Refuses this checkpoint unless it was taken from the same schema, dataset and plan as `here`.
  ///
  /// @throws CheckpointMismatchException if not; it names the first difference
  public void requireSameSource(Checkpoint here) {
    require(Part.SCHEMA, here.schema, schema, "resume with the record it was taken with, or start anew");
    require(Part.DATASET, here.dataset, dataset, "the data has changed since, or is another: start anew");
    require(Part.PLAN, here.plan, plan, "write the pipeline as it was, or start anew");
  }

  private static void require(Part part, String expected, String found, String advice) {
    if (!expected.equals(found)) {
      throw new CheckpointMismatchException(part, expected, found, advice);
    }
  }
}
