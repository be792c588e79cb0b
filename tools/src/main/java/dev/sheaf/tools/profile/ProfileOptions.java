package dev.sheaf.tools.profile;

import dev.sheaf.dataset.Progress;

/// How a dataset is profiled. None of it changes what is found, but for the number of samples.
///
/// @param threads how many threads read, from 1 to 1024
/// @param samples how many rows, evenly spread, give their values as samples; 0 to 64
/// @param progress is told how many rows of how many are done
public record ProfileOptions(int threads, int samples, Progress progress) {
  private static final int MAX_THREADS = 1024;
  private static final int MAX_SAMPLES = 64;

  /// A thread for each core, 8 samples; nobody is told.
  public static final ProfileOptions DEFAULT =
      new ProfileOptions(
          Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS), 8, Progress.none());

  public ProfileOptions {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("expected 1 to %d threads, found %d".formatted(MAX_THREADS, threads));
    }
    if (samples < 0 || samples > MAX_SAMPLES) {
      throw new IllegalArgumentException("expected 0 to %d samples, found %d".formatted(MAX_SAMPLES, samples));
    }
  }

  /// These options with this many threads.
  public ProfileOptions withThreads(int count) {
    return new ProfileOptions(count, samples, progress);
  }

  /// These options with this many samples.
  public ProfileOptions withSamples(int count) {
    return new ProfileOptions(threads, count, progress);
  }

  /// These options with somebody to be told.
  public ProfileOptions withProgress(Progress listener) {
    return new ProfileOptions(threads, samples, listener);
  }
}
