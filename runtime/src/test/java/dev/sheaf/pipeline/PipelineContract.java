package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sheaf.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/// What every pipeline keeps whose order is determined, whatever its stages: the same items for any number of threads;
/// a prefix, a checkpoint at any boundary, and the rest are the whole; closed at any moment, no thread is left.
///
/// @param <T> the items: they have an `equals`
public final class PipelineContract<T> {
  private static final int EPOCHS = 2;

  private final Pipeline<T> pipeline;
  private final List<List<T>> epochs;
  private final Random random;

  private PipelineContract(Pipeline<T> pipeline, List<List<T>> epochs, long seed) {
    this.pipeline = pipeline;
    this.epochs = epochs;
    this.random = new Random(seed);
  }

  /// Checks a pipeline whose every epoch is `epoch`.
  public static <T> void check(Pipeline<T> pipeline, List<T> epoch) {
    check(pipeline, List.of(epoch, epoch), 1);
  }

  /// Checks a pipeline against its first epochs.
  ///
  /// @param epochs the items of the first two epochs
  /// @param seed decides on threads and moments
  public static <T> void check(Pipeline<T> pipeline, List<List<T>> epochs, long seed) {
    var contract = new PipelineContract<>(pipeline, epochs, seed);
    contract.givesTheSameForAnyNumberOfThreads();
    contract.resumesAtEveryBoundary();
    contract.resumesItemByItem();
    contract.closesAtAnyMoment();
  }

  private void givesTheSameForAnyNumberOfThreads() {
    for (int threads = 1; threads <= 3; threads++) {
      try (DataLoader<T> loader = pipeline.threads(threads).open()) {
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
          assertEquals(epochs.get(epoch), PipelineTest.rest(loader), words("epoch " + epoch + ", threads " + threads));
        }
      }
    }
  }

  private void resumesAtEveryBoundary() {
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (int received = 0; received <= epochs.get(epoch).size(); received++) {
        String where = words("checkpoint after " + received + " items of epoch " + epoch);
        Checkpoint checkpoint;
        try (DataLoader<T> before = tuned().open()) {
          for (int whole = 0; whole < epoch; whole++) {
            PipelineTest.rest(before);
          }
          List<T> items = PipelineTest.take(before, received);
          assertEquals(epochs.get(epoch).subList(0, received), items, where);
          checkpoint = Checkpoint.fromJson(before.checkpoint().toJson());
        }
        try (DataLoader<T> after = tuned().resume(checkpoint)) {
          List<T> rest = PipelineTest.rest(after);
          // Whoever has received the last item may not know yet that it was: then nothing is left.
          boolean isNext = received == epochs.get(epoch).size() && checkpoint.epoch() > epoch;
          if (!isNext) {
            assertEquals(epochs.get(epoch).subList(received, epochs.get(epoch).size()), rest, where);
            rest = epoch + 1 < EPOCHS ? PipelineTest.rest(after) : rest;
          }
          if (epoch + 1 < EPOCHS) {
            assertEquals(epochs.get(epoch + 1), rest, where + ", the epoch after");
          }
        }
      }
    }
  }

  /// A chain of checkpoints: each is taken by a loader that was itself resumed.
  private void resumesItemByItem() {
    List<T> items = new ArrayList<>();
    Checkpoint checkpoint;
    try (DataLoader<T> loader = tuned().open()) {
      checkpoint = loader.checkpoint();
    }
    while (items.size() < epochs.getFirst().size()) {
      try (DataLoader<T> loader = tuned().resume(checkpoint)) {
        Iterator<T> iterator = loader.iterator();
        items.add(iterator.next());
        checkpoint = Checkpoint.fromJson(loader.checkpoint().toJson());
      }
    }
    assertEquals(epochs.getFirst(), items, words("each item by a loader of its own"));
  }

  private void closesAtAnyMoment() {
    for (int round = 0; round < 5; round++) {
      DataLoader<T> loader = tuned().open();
      PipelineTest.take(loader, random.nextInt(epochs.getFirst().size() + 1));
      loader.close();
      loader.close();
      assertFalse(
          Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().startsWith("sheaf-")),
          words("a thread is left"));
    }
  }

  private Pipeline<T> tuned() {
    Pipeline<T> threads = pipeline.threads(1 + random.nextInt(3));
    return random.nextBoolean() ? threads : threads.prefetch(1 + random.nextInt(5));
  }

  private String words(String what) {
    return pipeline + ": " + what;
  }
}
