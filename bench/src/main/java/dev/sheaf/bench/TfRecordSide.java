package dev.sheaf.bench;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordReader;
import dev.sheaf.io.InputFile;
import dev.sheaf.tfrecord.TfRecordFormat;
import dev.sheaf.tfrecord.example.Example;
import java.nio.file.Path;

/// Measures Sheaf on the TFRecord files of `peers/formats_bench.py`, which makes them and measures tf.data on them: the
/// file is opened, read and closed each time, all checksums verified.
///
/// Usage: `TfRecordSide FOLDER`. Prints one [Figure] on each line.
final class TfRecordSide {
  private static final String NAME = "sheaf";
  private static final int RECORDS = 200_000;
  private static final int RECORD_BYTES = 784;

  /// Record `i` has the label `i mod 10`.
  private static final long SUM_OF_LABELS = 45L * (RECORDS / 10);

  private TfRecordSide() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    print("sequential TFRecord, batches of 1000", OurSide.least(() -> timed(folder.resolve("digits.tfrecord"), false)));
    print(
        "sequential TFRecord, parse_example of batches of 1000",
        OurSide.least(() -> timed(folder.resolve("examples.tfrecord"), true)));
  }

  private static void print(String work, double seconds) {
    System.out.println(new Figure(NAME, work, RECORDS, Figure.Unit.RECORDS, seconds).line());
  }

  private static double timed(Path path, boolean parse) {
    long[] found = new long[1];
    long start = System.nanoTime();
    try (RecordReader reader =
        new TfRecordFormat().open(path, InputFile.open(path), FormatOptions.DEFAULT)) {
      reader.read(
          0,
          reader.size(),
          (_, bytes) ->
              found[0] +=
                  parse
                      ? Example.parse(bytes).feature("label").orElseThrow().integers()[0]
                      : bytes.byteSize());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long expected = parse ? SUM_OF_LABELS : (long) RECORDS * RECORD_BYTES;
    if (found[0] != expected) {
      throw new IllegalStateException("expected %d, found %d".formatted(expected, found[0]));
    }
    return seconds;
  }
}
