package dev.sheaf.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/// What this process holds beside its heap.
///
/// @param handles open files, sockets and pipes
/// @param mappings of files of a folder
/// @param threads of loaders
/// @param nativeBytes memory of arenas and direct buffers: as the JVM says if it was started with
///     `-XX:NativeMemoryTracking=summary`, else of direct buffers alone
/// @param heapBytes what the last collection left
record HeldByProcess(long handles, long mappings, long threads, long nativeBytes, long heapBytes) {
  private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)");

  static boolean isKnown() {
    return Files.isDirectory(Path.of("/proc/self/fd"));
  }

  /// After a collection.
  ///
  /// @param folder whose mappings count
  static HeldByProcess now(Path folder) {
    System.gc();
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"));
        Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
      return new HeldByProcess(
          handles.count(),
          mappings.filter(line -> line.contains(folder.toString())).count(),
          Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("sheaf-")).count(),
          nativeNow(),
          Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long nativeNow() {
    try {
      String summary =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "vmNativeMemory",
                      new Object[] {new String[] {"summary"}},
                      new String[] {String[].class.getName()});
      Matcher other = OTHER.matcher(summary);
      if (other.find()) {
        return Long.parseLong(other.group(1)) << 10;
      }
    } catch (JMException e) {
      throw new AssertionError(e);
    }
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /// What is held as soon as that is no more than `before`, or after a while: native memory is given back some time after
  /// the collection that found it unreachable.
  static HeldByProcess settled(Path folder, HeldByProcess before) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    HeldByProcess now = now(folder);
    while (!now.isNoMoreThan(before) && System.nanoTime() < deadline) {
      now = now(folder);
    }
    return now;
  }

  /// Whether this is no more than `before`, but for what the JVM itself may have opened and loaded meanwhile.
  boolean isNoMoreThan(HeldByProcess before) {
    return handles <= before.handles + 2
        && mappings <= before.mappings
        && threads <= before.threads
        && nativeBytes <= before.nativeBytes + (1 << 20)
        && heapBytes <= before.heapBytes + (8 << 20);
  }
}
