package dev.sheaf.bench;

import dev.sheaf.arrayrecord.ArrayRecordFormat;
import dev.sheaf.arrayrecord.ArrayRecordReader;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.InputFile;
import java.io.PrintStream;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// Reads the ArrayRecord files that the peers' script makes, in the ways that it reads them, and prints a line of JSON
/// for each: the smallest time of several runs, every answer checked.
///
/// ```text
/// bench/java dev.sheaf.bench.ArrayRecordReading FOLDER
/// ```
public final class ArrayRecordReading {
  private static final ValueLayout.OfLong NUMBER =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int RECORDS = 200_000;
  private static final int TINY_RECORDS = 10_000_000;
  private static final int RANDOM_READS = 20_000;
  private static final int RUNS = 7;

  /// The options with which the peer is fastest.
  private static final FormatOptions AS_THE_PEER =
      FormatOptions.DEFAULT.with("readahead_buffer_size", "1M").with("max_parallelism", "2");

  private final Path folder;
  private final PrintStream out;
  private final int[] indices = new Random(44).ints(RANDOM_READS, 0, RECORDS).toArray();

  private ArrayRecordReading(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /// Measures all there is.
  ///
  /// @param arguments the folder of the files
  public static void main(String[] arguments) throws InterruptedException {
    ArrayRecordReading reading = new ArrayRecordReading(Path.of(arguments[0]), System.out);
    for (String name : List.of("uncompressed-g1", "zstd-g1", "zstd-g100")) {
      reading.digits(name);
    }
    reading.tiny();
  }

  private void digits(String name) throws InterruptedException {
    Path path = folder.resolve("digits-%s.array_record".formatted(name));
    if (!Files.exists(path)) {
      throw new IllegalArgumentException("expected files of the peers' script in " + folder + ", found no " + path);
    }
    measure(
        "sequential read() of digits-%s, readahead_buffer_size:1M,max_parallelism:2".formatted(name), RECORDS, () -> sum(path, 0, RECORDS, AS_THE_PEER));
    measure("sequential, one thread, " + name, RECORDS, () -> sum(path, 0, RECORDS, FormatOptions.DEFAULT));
    measure("sequential in two threads " + name, RECORDS, () -> twoThreads(path));
    int count = name.endsWith("g100") ? RANDOM_READS / 10 : RANDOM_READS;
    measure("random seek(i), read() of digits-" + name, count, () -> random(path, count));
  }

  private static void sum(Path path, int from, int to, FormatOptions options) {
    AtomicLong expected = new AtomicLong(from);
    try (ArrayRecordReader reader = open(path, options)) {
      reader.read(from, to, (_, bytes) -> check(bytes.get(NUMBER, 0), expected.getAndIncrement()));
    }
    check(expected.get(), to);
  }

  private static void twoThreads(Path path) throws InterruptedException {
    Thread other = Thread.ofPlatform().start(() -> sum(path, 0, RECORDS / 2, FormatOptions.DEFAULT));
    sum(path, RECORDS / 2, RECORDS, FormatOptions.DEFAULT);
    other.join();
  }

  private void random(Path path, int count) {
    try (ArrayRecordReader reader = open(path)) {
      for (int i = 0; i < count; i++) {
        check(reader.read(indices[i]).get(NUMBER, 0), indices[i]);
      }
    }
  }

  private void tiny() throws InterruptedException {
    Path path = folder.resolve("tiny-uncompressed-g1.array_record");
    measure("open 10 million records, default options", TINY_RECORDS, () -> {
      try (ArrayRecordReader reader = open(path)) {
        check(reader.size(), TINY_RECORDS);
      }
    });
    measure("open 10 million records and read([last]), default options", TINY_RECORDS, () -> tiny(path, TINY_RECORDS - 1, 1));
    measure("open ten million records and read 20,000 at random", RANDOM_READS, () -> tiny(path, 0, RANDOM_READS));
  }

  private static void tiny(Path path, int first, int count) {
    Random random = new Random(44);
    try (ArrayRecordReader reader = open(path)) {
      for (int i = 0; i < count; i++) {
        int record = i == 0 ? first : random.nextInt(TINY_RECORDS);
        check(reader.read(record).get(ValueLayout.JAVA_BYTE, 0), '0' + record % 10);
      }
    }
  }

  private static ArrayRecordReader open(Path path) {
    return open(path, FormatOptions.DEFAULT);
  }

  private static ArrayRecordReader open(Path path, FormatOptions options) {
    return new ArrayRecordFormat().open(path, InputFile.open(path), options);
  }

  private static void check(long found, long expected) {
    if (found != expected) {
      throw new AssertionError("expected %d, found %d".formatted(expected, found));
    }
  }

  /// What is measured.
  private interface Work {
    void run() throws InterruptedException;
  }

  private void measure(String work, long records, Work run) throws InterruptedException {
    double best = Double.MAX_VALUE;
    for (int i = 0; i <= RUNS; i++) {
      long start = System.nanoTime();
      run.run();
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    out.printf(
        Locale.ROOT,
        "{\"peer\": \"sheaf\", \"work\": \"%s\", \"records\": %d, \"seconds\": %.5f, \"records_per_second\": %.0f}%n",
        work,
        records,
        best,
        records / best);
  }
}
