package dev.sheaf.house.example.engine;

/// Breaks, beside the first pool: a second place that makes threads.
public final class SecondPool {
  public Thread open(Runnable work) {
    return new Thread(work);
  }
}
