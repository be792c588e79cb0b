package dev.sheaf.examples.formats;

import dev.sheaf.array.UInt8Array;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Saves the same rows in several formats, opens each, and takes batches from them.
///
/// Argument: a folder to write to.
public final class Formats {
  private Formats() {}

  /// Prints a line on each file.
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    List<Digit> digits = digits(1000);
    for (String name : List.of("digits.array_record", "digits.tfrecord", "digits.parquet", "digits.jsonl")) {
      Path file = folder.resolve(name);
      DigitLoader.saveAll(file, digits);
      try (Dataset<Digit> opened = DigitLoader.open(file)) {
        check(digits, opened);
        System.out.printf("%-22s %,9d bytes, %d rows, %d batches%n", name, Files.size(file), opened.size(), batches(opened));
      }
    }
    choose(folder, digits);
    rows(folder);
    shards(folder, digits);
    refuse(folder);
  }

  private static List<Digit> digits(int count) {
    List<Digit> digits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] pixels = new byte[28 * 28];
      for (int at = i % 28; at < pixels.length; at += 28 + i % 5) {
        pixels[at] = (byte) i;
      }
      digits.add(new Digit(UInt8Array.ofBits(Shape.of(28, 28), pixels), i % 10));
    }
    return digits;
  }

  private static void check(List<Digit> expected, Dataset<Digit> found) {
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).equals(found.get(i))) {
        throw new AssertionError("what is written is read back bit for bit, in each format");
      }
    }
  }

  private static int batches(Dataset<Digit> digits) {
    int count = 0;
    Pipeline<DigitBatch> shuffled = Pipeline.over(digits).shuffle(42).batch(64, DigitBatch.collator());
    try (DataLoader<DigitBatch> loader = shuffled.open()) {
      for (DigitBatch batch : loader) {
        count += batch.image().shape().dim(0) > 0 ? 1 : 0;
      }
    }
    return count;
  }

  private static void choose(Path folder, List<Digit> digits) {
    DatasetOptions options =
        DatasetOptions.DEFAULT
            .withEncoding(new LabelFirst())
            .with("group_size", "100")
            .with("zstd", "");
    Path file = folder.resolve("digits-zstd.array_record");
    DigitLoader.saveAll(file, digits, options);
    try (Dataset<Digit> opened = DigitLoader.open(file, DatasetOptions.DEFAULT.withEncoding(new LabelFirst()))) {
      check(digits, opened);
    }
  }

  private static void rows(Path folder) {
    try (Dataset<Digit> some = DigitLoader.open(folder + "/digits.array_record[100:200]");
        Dataset<Digit> more = DigitLoader.open(folder + "/digits.parquet");
        Dataset<Digit> both = Dataset.concatenate(List.of(some, more.slice(0, 50)))) {
      System.out.printf("%d rows of two files%n", both.size());
    }
  }

  private static void shards(Path folder, List<Digit> digits) {
    for (int shard = 0; shard < 4; shard++) {
      Path file = folder.resolve("train.array_record-%05d-of-00004".formatted(shard));
      DigitLoader.saveAll(file, digits.subList(shard * 250, (shard + 1) * 250));
    }
    try (Dataset<Digit> train = DigitLoader.open(folder + "/train.array_record-*")) {
      check(digits, train);
    }
  }

  private static void refuse(Path folder) throws IOException {
    Path file = folder.resolve("broken.jsonl");
    Files.writeString(file, "{\"image\": [[0, 0]], \"label\": 3}\n");
    try (Dataset<Digit> broken = DigitLoader.open(file)) {
      broken.get(0);
      throw new AssertionError("a picture of two pixels is none");
    } catch (DecodeException e) {
      System.out.println(e.fieldPath() + ": expected " + e.expected() + ", found " + e.found());
    }
  }
}
