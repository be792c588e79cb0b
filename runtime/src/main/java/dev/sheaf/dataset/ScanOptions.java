package dev.sheaf.dataset;

import dev.sheaf.codec.DecodeOptions;

/// How a dataset's files are read through when they are validated or indexed.
///
/// @param reading how the dataset is opened and its records are read where there is a choice
/// @param threads how many threads decode, from 1 to 1024
/// @param findingsKept how many findings are kept, the first by file and offset; the rest are only counted
/// @param verify whether files of the same size and time are read again and compared by checksum before they count as
///     unchanged
/// @param force whether everything is done anew, changed or not
/// @param progress is told how far the work has got
public record ScanOptions(
    DatasetOptions reading, int threads, int findingsKept, boolean verify, boolean force, Progress progress) {
  /// More than any machine has cores: a larger number is a mistake.
  static final int MAX_THREADS = 1024;

  /// As many threads as there are cores, at most 1,000 findings; size and time are trusted; nobody is told.
  public static final ScanOptions DEFAULT =
      new ScanOptions(
          DatasetOptions.DEFAULT,
          Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS),
          1000,
          false,
          false,
          Progress.none());

  public ScanOptions {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("expected 1 to %d threads, found %d".formatted(MAX_THREADS, threads));
    }
    if (findingsKept < 1) {
      throw new IllegalArgumentException("expected at least 1 finding to keep, found " + findingsKept);
    }
  }

  /// These options with another way of reading records.
  public ScanOptions withDecoding(DecodeOptions other) {
    return withReading(reading.withDecode(other));
  }

  /// These options with another way of opening the dataset.
  public ScanOptions withReading(DatasetOptions other) {
    return new ScanOptions(other, threads, findingsKept, verify, force, progress);
  }

  /// How records are read where there is a choice.
  public DecodeOptions decoding() {
    return reading.decode();
  }

  /// These options with this many threads.
  public ScanOptions withThreads(int count) {
    return new ScanOptions(reading, count, findingsKept, verify, force, progress);
  }

  /// These options with at most this many findings kept.
  public ScanOptions withFindingsKept(int count) {
    return new ScanOptions(reading, threads, count, verify, force, progress);
  }

  /// These options, comparing checksums or not.
  public ScanOptions withVerify(boolean compare) {
    return new ScanOptions(reading, threads, findingsKept, compare, force, progress);
  }

  /// These options, doing everything anew or not.
  public ScanOptions withForce(boolean anew) {
    return new ScanOptions(reading, threads, findingsKept, verify, anew, progress);
  }

  /// These options with somebody to be told.
  public ScanOptions withProgress(Progress listener) {
    return new ScanOptions(reading, threads, findingsKept, verify, force, listener);
  }
}
