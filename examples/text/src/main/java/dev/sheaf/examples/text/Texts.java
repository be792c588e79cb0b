package dev.sheaf.examples.text;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Int32Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Padded;
import dev.sheaf.batch.Padding;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.Shape;
import dev.sheaf.stage.BinPacking;
import dev.sheaf.stage.BucketSize;
import dev.sheaf.stage.LengthBuckets;
import dev.sheaf.stage.PackedFeature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Reads the lines of all texts in a folder, cuts them into tokens, and puts these together in two ways.
///
/// Argument: the folder.
public final class Texts {
  private static final int ROW = 24;

  private Texts() {}

  /// Prints a line for each batch of the first way, and the rows of the second.
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Pipeline<String> lines = Pipeline.files(folder).yieldFrom(file -> Pipeline.lines(file));
    Vocabulary vocabulary = Vocabulary.of(lines);
    System.out.printf("%d words in %d lines%n", vocabulary.numbers().size(), count(lines));

    Pipeline<Sentence> sentences = lines.windowShuffle(16, 42).map(vocabulary::encode);
    alike(sentences);
    packed(sentences);
  }

  /// Batches of sentences of like length, padded to the longest: more short ones, fewer long ones.
  private static void alike(Pipeline<Sentence> sentences) {
    LengthBuckets buckets =
        LengthBuckets.of(List.of(new BucketSize(8, 6), new BucketSize(4, 12), new BucketSize(2, 24)));
    ColumnCollator<Sentence, SentenceBatch> collator =
        SentenceBatch.collator().padded(SentenceFields.tokens(), Padding.with(Vocabulary.PADDING).masked());
    Pipeline<SentenceBatch> batches =
        sentences.bucketByLength(buckets, sentence -> sentence.tokens().size()).map(collator::collate);
    try (DataLoader<SentenceBatch> loader = batches.open()) {
      for (SentenceBatch batch : loader) {
        Padded<Int32Array> tokens = batch.tokens().padded();
        BoolArray mask = tokens.mask().orElseThrow();
        System.out.printf(
            "  %-8s of lengths %s, mask %s%n",
            tokens.values().shape(), Arrays.toString(tokens.lengths().toArray()), mask.shape());
      }
    }
  }

  /// Rows of one length, with several sentences in each: segment ids say which, positions where in it.
  private static void packed(Pipeline<Sentence> sentences) {
    BinPacking packing = BinPacking.of(BinPacking.Fit.BEST, 4, PackedFeature.of("tokens", ROW));
    Pipeline<Map<String, NdArray>> rows = sentences.pack(packing, sentence -> Map.of("tokens", sentence.tokens()));
    List<Map<String, NdArray>> epoch = new ArrayList<>();
    Checkpoint middle = null;
    try (DataLoader<Map<String, NdArray>> loader = rows.open()) {
      for (Map<String, NdArray> row : loader) {
        epoch.add(row);
        middle = epoch.size() == 5 ? loader.checkpoint() : middle;
      }
    }
    Map<String, NdArray> first = epoch.getFirst();
    System.out.println("segments  " + Arrays.toString(elements(first, "tokens_segment_ids")));
    System.out.println("positions " + Arrays.toString(elements(first, "tokens_positions")));
    long filled = epoch.stream().mapToLong(row -> filled(elements(row, "tokens_segment_ids"))).sum();
    long room = epoch.size() * (long) ROW;
    System.out.printf("%d packed rows of %d, %d %% full%n", epoch.size(), ROW, 100 * filled / room);
    check(array(first, "tokens").shape().equals(Shape.of(ROW)), "every row has the same length");

    if (middle == null) {
      throw new AssertionError("expected five rows or more");
    }
    List<Map<String, NdArray>> rest = new ArrayList<>();
    try (DataLoader<Map<String, NdArray>> loader = rows.resume(middle)) {
      loader.forEach(rest::add);
    }
    check(rest.equals(epoch.subList(5, epoch.size())), "the rows that were half full are packed on as before");
  }

  private static int[] elements(Map<String, NdArray> row, String name) {
    return array(row, name).convertExactly(Int32Array.class).toArray();
  }

  private static NdArray array(Map<String, NdArray> row, String name) {
    NdArray array = row.get(name);
    if (array == null) {
      throw new AssertionError("expected that a row has " + name);
    }
    return array;
  }

  private static long filled(int[] segments) {
    return Arrays.stream(segments).filter(segment -> segment > 0).count();
  }

  private static long count(Pipeline<?> pipeline) {
    long count = 0;
    try (DataLoader<?> loader = pipeline.open()) {
      for (Object _ : loader) {
        count++;
      }
    }
    return count;
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("expected that " + what);
    }
  }
}
