package dev.sheaf.examples.batches;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Int32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.batch.BatchPool;
import dev.sheaf.batch.BatchSlot;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.DictionaryCollator;
import dev.sheaf.batch.Padded;
import dev.sheaf.batch.Padding;
import dev.sheaf.batch.Ragged;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Puts the same rows side by side in several ways.
///
/// Argument: a folder to write to.
public final class Batches {
  private Batches() {}

  /// Prints a line on each way.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path file = Files.createDirectories(Path.of(arguments[0])).resolve("texts.jsonl");
    List<Text> rows = rows(100);
    TextLoader.saveAll(file, rows);
    try (Dataset<Text> texts = TextLoader.open(file)) {
      ragged(texts);
      padded(texts);
      reused(texts, TextBatch.collator());
    }
    reused(rows);
    withoutSchema();
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

  private static void ragged(Dataset<Text> texts) {
    long tokens = 0;
    try (DataLoader<TextBatch> loader = Pipeline.over(texts).batch(32, TextBatch.collator()).open()) {
      for (TextBatch batch : loader) {
        Int32Array labels = batch.label();
        Ragged<Int32Array> column = batch.tokens();
        Int32Array all = column.values();
        Int64Array starts = column.offsets();
        Int32Array first = column.get(0);
        tokens += all.size();
        check(labels.size() == column.size() && starts.getFlat(1) == first.size());
      }
    }
    System.out.printf("ragged: %d tokens%n", tokens);
  }

  private static void padded(Dataset<Text> texts) {
    ColumnCollator<Text, TextBatch> collator =
        TextBatch.collator().padded(TextFields.tokens(), Padding.with(0).toMultipleOf(8).masked());
    try (DataLoader<TextBatch> loader = Pipeline.over(texts).batch(32, collator).open()) {
      for (TextBatch batch : loader) {
        Padded<Int32Array> tokens = batch.tokens().padded();
        Int32Array values = tokens.values();
        Int64Array lengths = tokens.lengths();
        BoolArray mask = tokens.mask().orElseThrow();
        check(values.shape().dim(1) == 8 && mask.shape().equals(values.shape()) && lengths.size() == batch.size());
      }
    }
    System.out.println("padded: to a multiple of 8");
  }

  private static void reused(List<Text> rows) throws InterruptedException {
    ColumnCollator<Text, TextBatch> collator =
        TextBatch.collator().padded(TextFields.tokens(), Padding.with(-1).at(Padding.Side.START));
    long sum = 0;
    try (BatchPool<TextBatch> pool = collator.pool(10, 2)) {
      for (int from = 0; from < rows.size(); from += 10) {
        BatchSlot<TextBatch> slot = pool.take();
        collator.collate(rows.subList(from, from + 10), slot);
        sum += slot.batch().label().getFlat(0);
        slot.release();
      }
    }
    System.out.printf("reused: first labels add up to %d%n", sum);
  }

  private static void reused(Dataset<Text> texts, ColumnCollator<Text, TextBatch> collator) {
    long rows = 0;
    try (DataLoader<TextBatch> loader = Pipeline.over(texts).shuffle(1).batch(64, collator).reusedBatches().open()) {
      for (TextBatch batch : loader) {
        rows += batch.size();
      }
    }
    System.out.printf("reused by a loader: %d rows%n", rows);
  }

  private static void withoutSchema() {
    List<Map<String, ?>> rows =
        List.of(
            Map.of("id", 1L, "tokens", Int64Array.of(Shape.of(2), 7, 8)),
            Map.of("id", 2L, "tokens", Int64Array.of(Shape.of(1), 9)));
    DictionaryCollator collator = DictionaryCollator.padding(Padding.with(0));
    Map<String, Object> batch = collator.collateMaps(rows);
    check(List.of(1L, 2L).equals(batch.get("id")));
    System.out.println("without a schema: " + batch.keySet().size() + " columns");
  }

  private static void check(boolean asItShouldBe) {
    if (!asItShouldBe) {
      throw new AssertionError("a batch is not what it should be");
    }
  }
}
