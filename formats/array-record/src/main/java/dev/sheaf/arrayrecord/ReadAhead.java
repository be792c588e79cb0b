package dev.sheaf.arrayrecord;

import dev.sheaf.format.RecordReader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads a range in order while other threads decode what comes next. No thread outlives the call.
final class ReadAhead {
  private final ArrayRecordReader reader;
  private final int threads;
  private final int recordsAtOnce;

  /// @param threads how many decode at once; each is one piece ahead
  /// @param recordsAtOnce the size of a piece
  ReadAhead(ArrayRecordReader reader, int threads, int recordsAtOnce) {
    this.reader = reader;
    this.threads = threads;
    this.recordsAtOnce = recordsAtOnce;
  }

  /// A run of records that is being decoded.
  private record Piece(long from, Future<MemorySegment[]> records) {}

  void read(long from, long to, RecordReader.Consumer consumer) {
    Queue<Piece> ahead = new ArrayDeque<>();
    ExecutorService executor =
        Executors.newFixedThreadPool(
            (int) Math.min(threads, Math.ceilDiv(to - from, recordsAtOnce) + 1),
            Thread.ofPlatform().daemon().name("sheaf-array-record-", 0).factory());
    try {
      long next = from;
      while (next < to || !ahead.isEmpty()) {
        while (next < to && ahead.size() <= threads) {
          long start = next;
          int count = (int) Math.min(recordsAtOnce, to - next);
          ahead.add(new Piece(start, executor.submit(() -> reader.keep(start, count))));
          next += count;
        }
        Piece piece = ahead.remove();
        MemorySegment[] records = get(piece.records);
        for (int i = 0; i < records.length; i++) {
          consumer.accept(piece.from + i, records[i]);
        }
      }
    } finally {
      // Mapped memory must not be given back while they read it.
      ahead.forEach(piece -> piece.records.cancel(false));
      executor.close();
    }
  }

  private static MemorySegment[] get(Future<MemorySegment[]> records) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return records.get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException("reading ahead failed", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
