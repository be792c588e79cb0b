package dev.sheaf.bench;

import java.nio.file.Path;
import java.util.Optional;

/// Where the files lie that benchmarks read: they are made once and kept.
final class WorkFolder {
  private WorkFolder() {}

  /// The folder that the environment names as `BENCH_WORK`, else `target/bench-work`.
  static Path path() {
    return Path.of(Optional.ofNullable(System.getenv("BENCH_WORK")).orElse("target/bench-work"));
  }
}
