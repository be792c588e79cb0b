package dev.sheaf.stage;

/// Counts one thing that a stage does, for the ledger. Belongs to the thread that draws; taken over in order by the threads
/// that it hands its items to.
public final class Tally {
  private final String stage;
  private final Kind kind;
  private long count;

  /// What is counted.
  public enum Kind {
    /// Items that a source was to give, among them those that could not be made.
    EXPECTED,
    /// Items that were left out because that is what the stage is for: a filter, a remainder.
    DROPPED,
    /// Items that a stage took to make others of, not one of each: a batch, a flattening.
    TAKEN,
    /// Items that such a stage made of them.
    MADE,
    /// Items that a stage has drawn, and neither given nor made others of yet: goes up and down. What is left of it at the
    /// end of an epoch was held back when a stage further down had enough.
    HELD,
    /// Calls of the stage's function, well or not. Only counted where a share of them may fail.
    CALLED,
    /// Items that failed and were left out.
    SKIPPED,
    /// Items that failed, were left out, and written down.
    QUARANTINED,
    /// Items that failed; the consumer was told, and went on.
    FAILED
  }

  /// @param stage the name of the stage
  public Tally(String stage, Kind kind) {
    this.stage = stage;
    this.kind = kind;
  }

  /// The name of the stage.
  public String stage() {
    return stage;
  }

  /// What is counted.
  public Kind kind() {
    return kind;
  }

  /// One more.
  public void add() {
    count++;
  }

  /// So many more; fewer, where that is negative.
  public void add(long more) {
    count += more;
  }

  /// How many.
  public long count() {
    return count;
  }
}
