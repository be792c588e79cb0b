package dev.sheaf.house.example.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// One place that makes threads: allowed, as long as it is the only one.
public final class FirstPool {
  public ExecutorService open() {
    return Executors.newSingleThreadExecutor();
  }
}
