package dev.sheaf.cli;

import java.io.IOException;
import java.io.InputStream;

/// Ends this process when its parent is gone, however that died: then standard input ends.
final class ParentWatch {
  private ParentWatch() {}

  static void start(InputStream in) {
    Thread.ofPlatform().daemon().name("sheaf-parent-watch").start(() -> watch(in));
  }

  private static void watch(InputStream in) {
    try {
      while (in.read() >= 0) {
        // Nobody talks to us; only the end counts.
      }
    } catch (IOException _) {
      // A broken pipe is an end too.
    }
    // Files appear whole or not at all, so that ending here leaves nothing half done.
    Runtime.getRuntime().halt(Sheaf.FAILURE);
  }
}
