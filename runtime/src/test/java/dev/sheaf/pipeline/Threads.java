package dev.sheaf.pipeline;

import java.util.List;

/// The threads of loaders.
final class Threads {
  private Threads() {}

  /// The names of those that live.
  static List<String> left() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("sheaf-"))
        .toList();
  }
}
