package dev.sheaf.stage;

/// How many calls of a stage's function are in progress at once, on which threads, and in which order their results come.
///
/// @param threads where the function is called
/// @param limit how many calls are in progress at most
/// @param isOrdered whether results come in the order of the items, or as they are ready
public record Concurrency(Threads threads, int limit, boolean isOrdered) {
  /// More calls at once are a mistake.
  private static final int MOST = 1 << 16;

  /// Where a function is called.
  public enum Threads {
    /// The thread that draws, one call after the other.
    DRAWING,
    /// The loader's pool, which all stages share: for what keeps a core busy.
    POOL,
    /// A virtual thread for each call in progress: for what waits.
    VIRTUAL
  }

  /// One call after the other, by whoever draws.
  public static final Concurrency SEQUENTIAL = new Concurrency(Threads.DRAWING, 1, true);

  /// @throws IllegalArgumentException if the limit is out of range
  public Concurrency {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("expected 1 to %d calls at once, found %d".formatted(MOST, limit));
    }
  }

  /// The same, with results as they are ready.
  public Concurrency unordered() {
    return new Concurrency(threads, limit, false);
  }
}
