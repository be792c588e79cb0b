package dev.sheaf.bench;

import dev.sheaf.array.Float32Array;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.InputFile;
import dev.sheaf.parquet.ParquetFormat;
import dev.sheaf.parquet.ParquetReader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// Measures Sheaf on the Parquet files of `peers/formats_bench.py`, which makes them and measures pyarrow on them: a
/// file is opened, one column of it read, summed, and the file closed each time.
///
/// Usage: `ParquetSide FOLDER`. Prints one [Figure] on each line.
final class ParquetSide {
  private static final String NAME = "sheaf";
  private static final long COLUMN_BYTES = 20_000_000;
  private static final long LIST_BYTES = 80_000_000;

  private final Path folder;

  private ParquetSide(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) {
    ParquetSide side = new ParquetSide(Path.of(args[0]));
    // The same numbers lie in all four files.
    double one = side.sumInPieces("columns-none", "c1");
    double all = side.sumInPieces("lists-none", "x");
    for (String codec : List.of("none", "zstd")) {
      print(
          "one float32 column of four and its sum, %s, one thread".formatted(codec),
          COLUMN_BYTES,
          OurSide.least(() -> timed(() -> side.sum("columns-" + codec, "c1"), one)));
      print(
          "fixed-size lists of 100 float32 and their sum, %s, one thread".formatted(codec),
          LIST_BYTES,
          OurSide.least(() -> timed(() -> side.sum("lists-" + codec, "x"), all)));
    }
  }

  private static void print(String work, long bytes, double seconds) {
    System.out.println(new Figure(NAME, work, bytes, seconds).line());
  }

  private static double timed(Supplier<Double> sum, double expected) {
    long start = System.nanoTime();
    double found = sum.get();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (found != expected) {
      throw new IllegalStateException("expected the sum %s, found %s".formatted(expected, found));
    }
    return seconds;
  }

  private ParquetReader open(String name) {
    Path path = folder.resolve(name + ".parquet");
    return new ParquetFormat().open(path, InputFile.open(path), FormatOptions.DEFAULT);
  }

  private double sum(String name, String field) {
    try (ParquetReader reader = open(name)) {
      return sum(reader.column(reader.field(field), 0, reader.size()), 0);
    }
  }

  /// The same sum in another way: a row group at a time.
  private double sumInPieces(String name, String field) {
    try (ParquetReader reader = open(name)) {
      double sum = 0;
      for (ParquetReader.RowGroup group : reader.rowGroups()) {
        sum = sum(reader.column(reader.field(field), group.firstRow(), group.firstRow() + group.rows()), sum);
      }
      return sum;
    }
  }

  private static double sum(ColumnValues column, double before) {
    if (!(column instanceof ColumnValues.Stacked(Float32Array values))) {
      throw new IllegalStateException("expected arrays of one shape, found " + column.getClass().getSimpleName());
    }
    float[] part = new float[10_000];
    double sum = before;
    for (long i = 0; i < values.size(); i += part.length) {
      values.copyTo(i, part, 0, part.length);
      for (float each : part) {
        sum += each;
      }
    }
    return sum;
  }
}
