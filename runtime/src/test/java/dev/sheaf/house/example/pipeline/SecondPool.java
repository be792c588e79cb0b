package dev.sheaf.house.example.pipeline;

/// Breaks, beside the first pool: a second place that makes threads.
public final class SecondPool {
  public Thread open(Runnable work) {
    return new Thread(work);
  }
}
