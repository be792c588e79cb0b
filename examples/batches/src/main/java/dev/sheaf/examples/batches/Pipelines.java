package dev.sheaf.examples.batches;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.sheaf.array.Int32Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.batch.Padding;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.order.Exhausted;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Ledger;
import dev.sheaf.pipeline.Parts;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.Shape;
import dev.sheaf.stage.BinPacking;
import dev.sheaf.stage.BucketSize;
import dev.sheaf.stage.LengthBuckets;
import dev.sheaf.stage.Limit;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.PackedFeature;
import dev.sheaf.stage.StageOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts pipelines together over the same rows, on both planes.
///
/// Argument: a folder to write to.
public final class Pipelines {
  private static final int RANKS = 2;

  private Pipelines() {}

  /// Prints a line on each.
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Path file = folder.resolve("more-texts.jsonl");
    TextLoader.saveAll(file, rows(100));
    try (Dataset<Text> texts = TextLoader.open(file)) {
      bothPlanes(texts);
      buckets(texts);
      packed(texts);
      mixed(texts);
      withErrors(texts, folder.resolve("bad.jsonl"));
      resumed(texts, folder.resolve("run.json"));
      shared(texts);
      measured(texts);
    }
  }

  private static List<Text> rows(int count) {
    List<Text> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] tokens = new int[1 + i % 7];
      for (int at = 0; at < tokens.length; at++) {
        tokens[at] = i + at;
      }
      rows.add(new Text(Int32Array.of(Shape.of(tokens.length), tokens), i % 3));
    }
    return rows;
  }

  private static void bothPlanes(Dataset<Text> texts) {
    IndexedPipeline<TextBatch> byPosition =
        Pipeline.over(texts).shuffle(42).map(Pipelines::lowered).batch(8, TextBatch.collator());
    Pipeline<TextBatch> itemByItem =
        Pipeline.over(texts)
            .shuffle(42)
            .items()
            .filter(text -> text.label() > 0)
            .windowShuffle(32, 7)
            .batch(8, TextBatch.collator());
    System.out.printf("13 batches by position: %d; item by item: %d%n", count(byPosition), count(itemByItem));
  }

  private static Text lowered(Text text) {
    return new Text(text.tokens(), Math.max(0, text.label() - 1));
  }

  private static void buckets(Dataset<Text> texts) {
    Pipeline<TextBatch> alike =
        Pipeline.over(texts)
            .shuffle(42)
            .bucketByLength(
                LengthBuckets.of(List.of(new BucketSize(16, 4), new BucketSize(8, 8))), text -> text.tokens().size())
            .map(TextBatch.collator().padded(TextFields.tokens(), Padding.with(0))::collate);
    System.out.println("batches of like length: " + count(alike));
  }

  private static void packed(Dataset<Text> texts) {
    Pipeline<Map<String, NdArray>> rows =
        Pipeline.over(texts)
            .shuffle(42)
            .pack(
                BinPacking.of(BinPacking.Fit.BEST, 8, PackedFeature.of("tokens", 16)),
                text -> Map.of("tokens", text.tokens()));
    try (DataLoader<Map<String, NdArray>> loader = rows.open()) {
      Map<String, NdArray> row = loader.iterator().next();
      check(row.keySet().equals(Set.of("tokens", "tokens_segment_ids", "tokens_positions")));
    }
    System.out.println("packed rows: " + count(rows));
  }

  private static void mixed(Dataset<Text> texts) {
    IndexedPipeline<Text> books = Pipeline.over(texts).take(60).shuffle(1);
    IndexedPipeline<Text> letters = Pipeline.over(texts).skip(60).shuffle(2);
    Pipeline<TextBatch> fixed = Parts.of(books, letters).mix(3, 1).batch(8, TextBatch.collator());
    Pipeline<Text> drawn =
        Pipeline.sample(List.of(books, letters), new double[] {3, 1}, 42, Exhausted.REPEAT);
    System.out.printf("mixed: %d batches, and %d texts by chance%n", count(fixed), count(drawn));
  }

  private static void withErrors(Dataset<Text> texts, Path bad) {
    Pipeline<TextBatch> careful =
        Pipeline.over(texts)
            .items()
            .map(Pipelines::checked, StageOptions.named("check").onError(OnError.quarantine(bad).upTo(new Limit.Count(20))))
            .batch(8, TextBatch.collator());
    try (DataLoader<TextBatch> loader = careful.open()) {
      for (TextBatch batch : loader) {
        check(batch.size() > 0);
      }
      Ledger ledger = loader.ledger();
      System.out.println(ledger);
      check(ledger.balances());
    }
  }

  private static Text checked(Text text) {
    if (text.tokens().size() == 7) {
      throw new IllegalArgumentException("expected at most 6 tokens, found 7");
    }
    return text;
  }

  private static void resumed(Dataset<Text> texts, Path state) throws IOException {
    Pipeline<TextBatch> batches = Pipeline.over(texts).shuffle(42).batch(8, TextBatch.collator());
    try (DataLoader<TextBatch> loader = batches.open()) {
      TextBatch used = loader.iterator().next();
      check(used.size() == 8);
      Path next = Files.writeString(state.resolveSibling("run.json.next"), loader.checkpoint().toJson());
      Files.move(next, state, ATOMIC_MOVE, REPLACE_EXISTING);
    }
    long left = 0;
    try (DataLoader<TextBatch> loader = batches.resume(Checkpoint.fromJson(Files.readString(state)))) {
      for (TextBatch batch : loader) {
        left += batch.size();
      }
    }
    check(left == 92);
    System.out.println("resumed: " + left + " texts were left");
  }

  private static void shared(Dataset<Text> texts) {
    List<Ledger> ledgers = new ArrayList<>();
    for (int rank = 0; rank < RANKS; rank++) {
      Pipeline<TextBatch> own =
          Pipeline.over(texts).shuffle(42).shardEvenly(rank, RANKS).batch(8, TextBatch.collator());
      try (DataLoader<TextBatch> loader = own.open()) {
        loader.forEach(batch -> check(batch.size() > 0));
        ledgers.add(loader.ledger());
      }
    }
    Ledger all = Ledger.merge(ledgers);
    check(all.expected() == 100);
    System.out.println("shared: " + all.delivered() + " batches");
  }

  private static void measured(Dataset<Text> texts) {
    Pipeline<TextBatch> batches = Pipeline.over(texts).shuffle(42).batch(8, TextBatch.collator()).withStats();
    try (DataLoader<TextBatch> loader = batches.threads(2).prefetch(4).open()) {
      loader.forEach(batch -> check(batch.size() > 0));
      System.out.println(loader.stats().bottleneck());
    }
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

  private static void check(boolean asItShouldBe) {
    if (!asItShouldBe) {
      throw new AssertionError("a pipeline does not do what it should");
    }
  }
}
