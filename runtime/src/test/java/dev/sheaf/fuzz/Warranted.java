package dev.sheaf.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.sheaf.SheafException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// What an input may cost and how it may fail: a typed error or none, within the time and memory that its size
/// warrants.
final class Warranted {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Buffers of files, and a small array in pieces.
  private static final long FREE_BYTES = 4L << 20;

  /// The most that a byte of data turns into: LZ4 packs 255 bytes into one.
  private static final long BYTES_FOR_ONE = 1024;

  private static final Duration MOST = Duration.ofSeconds(10);

  private Warranted() {}

  /// Does the work on an input of this size; once more where that took too much, as the first use of a class takes
  /// memory too, which a fuzzer instruments.
  ///
  /// @return what it gave; empty where it was refused with a typed error
  static <T> Optional<T> by(int inputBytes, Supplier<T> work) {
    long warranted = FREE_BYTES + BYTES_FOR_ONE * inputBytes;
    Cost<T> first = cost(work);
    if (first.bytes() <= warranted) {
      return first.result();
    }
    Cost<T> again = cost(work);
    if (again.bytes() > warranted) {
      fail("expected at most %d bytes of memory for %d, found %d".formatted(warranted, inputBytes, again.bytes()));
    }
    return again.result();
  }

  private record Cost<T>(Optional<T> result, long bytes) {}

  private static <T> Cost<T> cost(Supplier<T> work) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long started = System.nanoTime();
    Optional<T> result = result(work);
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    if (took.compareTo(MOST) > 0) {
      fail("expected an answer within %s, found %s".formatted(MOST, took));
    }
    return new Cost<>(result, THREADS.getCurrentThreadAllocatedBytes() - allocated);
  }

  private static <T> Optional<T> result(Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (SheafException e) {
      return Optional.empty();
    }
  }
}
