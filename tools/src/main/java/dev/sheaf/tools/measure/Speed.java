package dev.sheaf.tools.measure;

/// How much was done in some time.
///
/// @param rows how many rows
/// @param bytes how many bytes of the files these are
/// @param nanos how long it took
/// @param threads how many threads worked
public record Speed(long rows, long bytes, long nanos, int threads) {
  /// Rows a second.
  public double rowsPerSecond() {
    return rows * 1e9 / Math.max(1, nanos);
  }

  /// Megabytes of the files a second.
  public double megabytesPerSecond() {
    return bytes * 1e3 / Math.max(1, nanos);
  }
}
