package dev.sheaf.bench;

import dev.sheaf.array.Float32Array;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.TableReader;
import dev.sheaf.hdf5.Hdf5File;
import dev.sheaf.hdf5.Hdf5Format;
import dev.sheaf.io.InputFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Measures Sheaf on `floats.h5` of `peers/formats_bench.py`, which makes the file and measures h5py on it: the file is
/// opened, read and closed each time.
///
/// Usage: `Hdf5Side FOLDER`. Prints one [Figure] on each line.
final class Hdf5Side {
  private static final String NAME = "sheaf";
  private static final int ROWS = 200_000;
  private static final int COLUMNS = 100;
  private static final int RANDOM_ROWS = 2_000;

  private final Path path;
  private final double sum;

  private Hdf5Side(Path path) {
    this.path = path;
    this.sum = sum("contiguous");
  }

  public static void main(String[] args) {
    Hdf5Side side = new Hdf5Side(Path.of(args[0]).resolve("floats.h5"));
    for (String dataset : List.of("contiguous", "gzip")) {
      print(
          "float32 200000 x 100 %s and its sum".formatted(dataset),
          (long) ROWS * COLUMNS * Float.BYTES,
          OurSide.least(() -> side.timeSum(dataset)));
    }
    for (String dataset : List.of("contiguous", "gzip")) {
      print(
          "random rows of " + dataset,
          (long) RANDOM_ROWS * COLUMNS * Float.BYTES,
          OurSide.least(() -> side.timeRandomRows(dataset)));
    }
  }

  private static void print(String work, long bytes, double seconds) {
    System.out.println(new Figure(NAME, work, bytes, seconds).line());
  }

  private double sum(String dataset) {
    try (Hdf5File file = Hdf5File.open(path)) {
      return sum((Float32Array) file.dataset(dataset).array());
    }
  }

  private static double sum(Float32Array array) {
    float[] row = new float[COLUMNS];
    double sum = 0;
    for (long i = 0; i < array.size(); i += COLUMNS) {
      array.copyTo(i, row, 0, COLUMNS);
      for (float each : row) {
        sum += each;
      }
    }
    return sum;
  }

  private double timeSum(String dataset) {
    long start = System.nanoTime();
    double found = sum(dataset);
    double seconds = (System.nanoTime() - start) / 1e9;
    check(found == sum, "the same sum of both datasets");
    return seconds;
  }

  private double timeRandomRows(String dataset) {
    Random random = new Random(44);
    FormatOptions options = FormatOptions.DEFAULT.with("dataset", "x=" + dataset);
    double found = 0;
    long start = System.nanoTime();
    try (TableReader rows = (TableReader) new Hdf5Format().open(path, InputFile.open(path), options)) {
      for (int i = 0; i < RANDOM_ROWS; i++) {
        Object row = rows.row(random.nextInt(ROWS), Set.of("x")).get("x");
        found += row instanceof Float32Array array ? sum(array) : Double.NaN;
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    check(!Double.isNaN(found), "numbers in every row");
    return seconds;
  }

  private static void check(boolean right, String expected) {
    if (!right) {
      throw new IllegalStateException("expected " + expected);
    }
  }
}
