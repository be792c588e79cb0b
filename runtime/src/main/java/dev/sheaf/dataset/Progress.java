package dev.sheaf.dataset;

/// Is told how far long work has got. Called from many threads at once, often: it must be thread-safe and cheap.
@FunctionalInterface
public interface Progress {
  /// `done` of the `total` bytes of the source files are finished, or of the rows where a dataset is packed; both may
  /// be 0. Calls from different threads may arrive out of order.
  void advanced(long done, long total);

  /// Tells nobody.
  static Progress none() {
    return (_, _) -> {};
  }
}
