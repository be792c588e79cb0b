package dev.sheaf.bench;

import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.IndexedPipeline;

/// Whose memory a batch is in, and how many threads make batches: a parameter of benchmarks, and so public.
public enum BatchMode {
  /// Each batch has memory of its own; all cores.
  HANDED_OVER("handed over", false, Runtime.getRuntime().availableProcessors()),
  /// A pool of batches; all cores.
  REUSED("reused", true, Runtime.getRuntime().availableProcessors()),
  /// A pool of batches; one thread makes them.
  REUSED_ONE_THREAD("reused, one thread", true, 1);

  private final String words;
  private final boolean reused;
  private final int threads;

  BatchMode(String words, boolean reused, int threads) {
    this.words = words;
    this.reused = reused;
    this.threads = threads;
  }

  <B> DataLoader<B> open(IndexedPipeline<B> pipeline) {
    IndexedPipeline<B> threaded = pipeline.threads(threads);
    return reused ? threaded.reusedBatches().open() : threaded.open();
  }

  @Override
  public String toString() {
    return words;
  }
}
