package dev.sheaf.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.sheaf.SheafException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// What an input may cost and how it may fail: a typed error or none, within the time and memory that its size warrants.
final class Warranted {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Buffers of files, and the first use of classes, which a fuzzer instruments.
  private static final long FREE_BYTES = 128L << 20;

  /// The most that a byte of data turns into: LZ4 packs 255 bytes into one.
  private static final long BYTES_FOR_ONE = 1024;

  private static final Duration MOST = Duration.ofSeconds(10);

  private Warranted() {}

  /// Does the work on an input of this size.
  ///
  /// @return what it gave; empty where it was refused with a typed error
  static <T> Optional<T> by(int inputBytes, Supplier<T> work) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long started = System.nanoTime();
    try {
      return Optional.of(work.get());
    } catch (SheafException e) {
      return Optional.empty();
    } finally {
      check(inputBytes, THREADS.getCurrentThreadAllocatedBytes() - allocated, System.nanoTime() - started);
    }
  }

  private static void check(int inputBytes, long allocated, long nanos) {
    if (allocated > FREE_BYTES + BYTES_FOR_ONE * inputBytes) {
      fail("expected no more memory than %d bytes warrant, found %d bytes".formatted(inputBytes, allocated));
    }
    if (nanos > MOST.toNanos()) {
      fail("expected an answer within %s, found %s".formatted(MOST, Duration.ofNanos(nanos)));
    }
  }
}
