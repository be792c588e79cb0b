package dev.sheaf.pipeline;

/// What is said about how a pipeline runs, and not about what comes out.
///
/// @param threads how many tasks are worked on at once; 0 where nothing was said
/// @param prefetch how many items wait for the consumer at most; 0 where nothing was said
record Settings(int threads, int prefetch) {
  /// More than any machine has cores: a larger number is a mistake.
  private static final int MAX_THREADS = 1024;

  static final Settings DEFAULT = new Settings(0, 0);

  Settings withThreads(int count) {
    if (count < 1 || count > MAX_THREADS) {
      throw new IllegalArgumentException("expected 1 to %d threads, found %d".formatted(MAX_THREADS, count));
    }
    return new Settings(count, prefetch);
  }

  Settings withPrefetch(int items) {
    if (items < 1) {
      throw new IllegalArgumentException("expected a prefetch of 1 or more, found " + items);
    }
    return new Settings(threads, items);
  }

  /// How many tasks are worked on at once.
  int workers() {
    return threads > 0 ? threads : Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
  }
}
