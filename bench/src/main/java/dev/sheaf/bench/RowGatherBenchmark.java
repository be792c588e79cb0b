package dev.sheaf.bench;

import dev.sheaf.bytes.RowGather;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// The inner loop of shuffled batches alone: 256 rows of 784 bytes from a mapped column to one piece of memory. The
/// time of one batch; `peers/row_gather.c` and `peers/row_gather.py` do the same to the same file.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RowGatherBenchmark {
  static final int BATCH = 256;
  static final int ROW_BYTES = 784;

  private static final ValueLayout.OfLong NUMBER =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Many times what the caches hold.
  @Param("500000")
  int rows = BATCH;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment batch = arena.allocate(BATCH * ROW_BYTES, 64);
  private MemorySegment column = batch;
  private long[] shuffled = new long[0];
  private final long[] positions = new long[BATCH];
  private int next;

  /// Makes the file where it is not there, shuffles, and checks a batch.
  @Setup
  public void prepare() throws IOException {
    Path file = rowsFile(WorkFolder.path().resolve("gather"), rows);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      column = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
    shuffled = new long[rows];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < rows; i++) {
      int other = random.nextInt(i + 1);
      shuffled[i] = shuffled[other];
      shuffled[other] = i;
    }
    rowsTouchedAhead();
    for (int i = 0; i < BATCH; i++) {
      if (batch.get(NUMBER, (long) i * ROW_BYTES) != positions[i]) {
        throw new IllegalStateException("row " + positions[i] + " is not where it should be");
      }
    }
  }

  /// A file of rows, each of which begins with its number.
  static Path rowsFile(Path folder, int rows) throws IOException {
    Path file = Files.createDirectories(folder).resolve("rows-%d.bin".formatted(rows));
    if (!Files.exists(file)) {
      Path part = folder.resolve("rows.part");
      try (FileChannel channel =
              FileChannel.open(
                  part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
          Arena arena = Arena.ofConfined()) {
        MemorySegment bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) rows * ROW_BYTES, arena);
        for (long i = 0; i < bytes.byteSize() / Long.BYTES; i++) {
          bytes.set(NUMBER, i * Long.BYTES, Numbers.mixed(i));
        }
        for (long row = 0; row < rows; row++) {
          bytes.set(NUMBER, row * ROW_BYTES, row);
        }
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private void takePositions() {
    next = next + BATCH > rows ? 0 : next;
    System.arraycopy(shuffled, next, positions, 0, BATCH);
    next += BATCH;
  }

  /// As batches are made.
  @Benchmark
  public MemorySegment rowsTouchedAhead() {
    takePositions();
    RowGather.gather(column, rows, ROW_BYTES, positions, BATCH, batch);
    return batch;
  }

  /// Row after row, for comparison.
  @Benchmark
  public MemorySegment plainLoop() {
    takePositions();
    for (int i = 0; i < BATCH; i++) {
      MemorySegment.copy(column, positions[i] * ROW_BYTES, batch, (long) i * ROW_BYTES, ROW_BYTES);
    }
    return batch;
  }

  /// Gives the mapping back.
  @TearDown
  public void close() {
    arena.close();
  }
}
