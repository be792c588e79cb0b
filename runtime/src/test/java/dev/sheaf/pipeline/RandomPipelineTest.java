package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.random.Permutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random small pipelines against a plain model of what each stage means. `-Dsheaf.seed=N` runs one again.
class RandomPipelineTest {
  private static final int EPOCHS = 3;
  private static final int PIPELINES = 60;

  private final long seed = Long.getLong("sheaf.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void theOrderIsThatOfTheModelOnAnyNumberOfThreads() {
    System.out.println("RandomPipelineTest: -Dsheaf.seed=" + seed);
    for (int i = 0; i < PIPELINES; i++) {
      Drawn drawn = draw();
      try (DataLoader<List<Long>> loader = drawn.tuned().open()) {
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
          assertEquals(drawn.model(epoch), PipelineTest.rest(loader), drawn + ", epoch " + epoch);
        }
      }
    }
  }

  @Test
  void aPrefixAndItsCheckpointAndTheRestAreTheWholeRunAtEveryBoundary() {
    System.out.println("RandomPipelineTest: -Dsheaf.seed=" + seed);
    for (int i = 0; i < PIPELINES / 2; i++) {
      Drawn drawn = draw();
      List<List<Long>> whole = drawn.run();
      for (int received = 0; received <= whole.size(); received++) {
        try (DataLoader<List<Long>> before = drawn.tuned().open()) {
          List<List<Long>> items = new ArrayList<>();
          while (items.size() < received) {
            items.addAll(PipelineTest.take(before, received - items.size()));
          }
          Checkpoint checkpoint = Checkpoint.fromJson(before.checkpoint().toJson());
          try (DataLoader<List<Long>> after = drawn.tuned().resume(checkpoint)) {
            while (items.size() < whole.size()) {
              items.addAll(PipelineTest.rest(after));
            }
          }
          assertEquals(whole, items, drawn + ", checkpoint after " + received);
        }
      }
    }
  }

  @Test
  void aFaultAnywhereComesAfterAllBatchesBeforeIt() {
    System.out.println("RandomPipelineTest: -Dsheaf.seed=" + seed);
    for (int i = 0; i < PIPELINES; i++) {
      Drawn drawn = draw();
      List<List<Long>> first = drawn.model(0);
      if (first.isEmpty()) {
        continue;
      }
      int bad = random.nextInt(first.size());
      List<Long> batch = first.get(bad);
      long position = batch.get(random.nextInt(batch.size()));
      Pipeline<List<Long>> faulty = drawn.over(numberReaderFailingAt(drawn.rows(), position));
      try (DataLoader<List<Long>> loader = faulty.open()) {
        assertEquals(first.subList(0, bad), PipelineTest.take(loader, bad), drawn.toString());
        for (int again = 0; again < 2; again++) {
          var failure = assertThrows(PipelineException.class, () -> loader.iterator().next());
          assertEquals(position, failure.row(), drawn.toString());
          assertEquals(bad, failure.item(), drawn.toString());
          assertEquals(bad, loader.checkpoint().position(), drawn.toString());
        }
      }
    }
  }

  private static Numbers numberReaderFailingAt(long rows, long bad) {
    return Numbers.readBy(
        rows,
        position -> {
          if (position == bad) {
            throw new IllegalStateException("bad row");
          }
          return position;
        });
  }

  private Drawn draw() {
    long rows = random.nextInt(5) == 0 ? random.nextInt(3) : random.nextInt(60);
    List<Step> stages = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int world = 1 + random.nextInt(4);
      stages.add(
          switch (random.nextInt(5)) {
            case 0 -> new Step.Skip(random.nextInt(5));
            case 1 -> new Step.Take(random.nextInt(70));
            case 2 -> new Step.Shard(random.nextInt(world), world, remainder());
            default -> new Step.Shuffle(random.nextLong(1L << 32));
          });
    }
    return new Drawn(rows, stages, 1 + random.nextInt(9), remainder());
  }

  private Remainder remainder() {
    return random.nextBoolean() ? Remainder.KEEP : Remainder.DROP;
  }

  /// One call on the index plane.
  private sealed interface Step {
    record Shuffle(long seed) implements Step {}

    record Shard(int rank, int world, Remainder remainder) implements Step {}

    record Skip(long count) implements Step {}

    record Take(long count) implements Step {}
  }

  /// One pipeline that was drawn.
  private final class Drawn {
    private final long rows;
    private final List<Step> stages;
    private final int size;
    private final Remainder remainder;

    Drawn(long rows, List<Step> stages, int size, Remainder remainder) {
      this.rows = rows;
      this.stages = stages;
      this.size = size;
      this.remainder = remainder;
    }

    long rows() {
      return rows;
    }

    /// The pipeline with another number of threads and another prefetch each time.
    Pipeline<List<Long>> tuned() {
      return over(Numbers.to(rows));
    }

    Pipeline<List<Long>> over(Numbers numbers) {
      IndexedPipeline<Long> pipeline = Pipeline.over(numbers);
      for (Step stage : stages) {
        pipeline =
            switch (stage) {
              case Step.Shuffle(long shuffleSeed) -> pipeline.shuffle(shuffleSeed);
              case Step.Shard(int rank, int world, Remainder rest) -> pipeline.shard(rank, world, rest);
              case Step.Skip(long skipped) -> pipeline.skip(skipped);
              case Step.Take(long taken) -> pipeline.take(taken);
            };
      }
      return pipeline
          .threads(1 + random.nextInt(4))
          .prefetch(1 + random.nextInt(6))
          .<List<Long>>batch(size, List::copyOf, remainder);
    }

    /// All batches of the first epochs.
    List<List<Long>> run() {
      List<List<Long>> all = new ArrayList<>();
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        all.addAll(model(epoch));
      }
      return all;
    }

    /// The batches of one epoch, by lists instead of arithmetic.
    List<List<Long>> model(int epoch) {
      List<Long> list = new ArrayList<>();
      for (long row = 0; row < rows; row++) {
        list.add(row);
      }
      for (Step stage : stages) {
        list = model(stage, list, epoch);
      }
      List<List<Long>> batches = new ArrayList<>();
      for (int from = 0; from < list.size(); from += size) {
        List<Long> batch = list.subList(from, Math.min(list.size(), from + size));
        if (batch.size() == size || remainder == Remainder.KEEP) {
          batches.add(List.copyOf(batch));
        }
      }
      return batches;
    }

    private static List<Long> model(Step stage, List<Long> list, int epoch) {
      List<Long> result = new ArrayList<>();
      switch (stage) {
        case Step.Shuffle(long shuffleSeed) -> {
          Permutation permutation = Permutation.of(list.size(), (shuffleSeed + epoch) % (1L << 32));
          for (int i = 0; i < list.size(); i++) {
            result.add(list.get((int) permutation.at(i)));
          }
        }
        case Step.Shard(int rank, int world, Remainder rest) -> {
          int end = rest == Remainder.KEEP ? list.size() : list.size() / world * world;
          for (int i = rank; i < end; i += world) {
            result.add(list.get(i));
          }
        }
        case Step.Skip(long skipped) -> list.stream().skip(skipped).forEach(result::add);
        case Step.Take(long taken) -> list.stream().limit(taken).forEach(result::add);
      }
      return result;
    }

    @Override
    public String toString() {
      return rows + " rows, " + stages + ", batches of " + size + " " + remainder + ", seed " + seed;
    }
  }
}
