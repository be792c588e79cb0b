package dev.sheaf.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of the Java that works.
 *
 * <p>Most runs of a goal only see that nothing has changed: then the start is what counts. The first worker keeps the
 * classes that it has loaded in an archive below {@code target}; the next ones start in a third of the time
 * ({@code docs/performance.md}). An archive of another Java is made anew by the virtual machine, and a failure to
 * make one costs nothing but time.
 */
final class WorkerOptions {
  private WorkerOptions() {}

  /**
   * The options, in order.
   *
   * @param memory the size of the heap as people write it; Java's own choice if null
   * @param archive the file of the archive
   * @throws IllegalArgumentException if the size is none
   */
  static List<String> of(@Nullable String memory, Path archive) {
    List<String> options = new ArrayList<>(List.of(
        "-Dstdout.encoding=UTF-8",
        "-Dstderr.encoding=UTF-8",
        // Formats load native libraries; nobody who builds can do anything about a warning of it.
        "--enable-native-access=ALL-UNNAMED"));
    if (memory != null) {
      options.add("-Xmx" + MemorySize.bytes(memory));
    }
    if (canHold(archive)) {
      options.addAll(List.of(
          // Another virtual machine may not know the options.
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:+AutoCreateSharedArchive",
          "-XX:SharedArchiveFile=" + archive,
          // Why a class is not archived would be told on standard output.
          "-Xlog:disable"));
    }
    return options;
  }

  private static boolean canHold(Path archive) {
    try {
      Files.createDirectories(archive.getParent());
      return true;
    } catch (IOException e) {
      // A folder that is not to be written to: every start takes its time then.
      return false;
    }
  }
}
