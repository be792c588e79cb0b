package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ElasticTest {
  private static Pipeline<List<Long>> reader(IndexedPipeline<Long> items, int rank, int world, int globalBatch) {
    return items.elasticBatch(rank, world, globalBatch, List::copyOf);
  }

  @Test
  void sharesEachStepAmongAllReaders() {
    IndexedPipeline<Long> ten = Pipeline.range(10);
    PipelineContract.check(reader(ten, 0, 2, 4), List.of(List.of(0L, 2L), List.of(4L, 6L)));
    PipelineContract.check(reader(ten, 1, 2, 4), List.of(List.of(1L, 3L), List.of(5L, 7L)));
  }

  @Test
  void goesOnAsAnyNumberOfReadersFromOneCheckpoint() {
    IndexedPipeline<Long> items = Pipeline.range(40).shuffle(5);
    for (int world : new int[] {1, 2, 3, 4}) {
      for (int steps = 0; steps <= 5; steps++) {
        Set<Checkpoint> checkpoints = new HashSet<>();
        Set<Long> seen = new HashSet<>();
        for (int rank = 0; rank < 2; rank++) {
          try (DataLoader<List<Long>> loader = reader(items, rank, 2, 6).open()) {
            PipelineTest.take(loader, steps).forEach(seen::addAll);
            checkpoints.add(Checkpoint.fromJson(loader.checkpoint().toJson()));
          }
        }
        assertEquals(1, checkpoints.size(), "all readers have the same checkpoint");
        List<List<Long>> rests = new ArrayList<>();
        for (int rank = 0; rank < world; rank++) {
          Pipeline<List<Long>> after = reader(items, rank, world, 12 / world * world);
          try (DataLoader<List<Long>> loader = after.resume(checkpoints.iterator().next())) {
            List<List<Long>> rest = PipelineTest.rest(loader);
            rests.addAll(rest);
            assertEquals((40 - steps * 6) / 12, rest.size(), "steps of rank " + rank);
          }
        }
        rests.forEach(seen::addAll);
        assertEquals(steps * 6 + (40 - steps * 6) / 12 * 12, seen.size(), "each item once");
      }
    }
  }

  @Test
  void refusesWhatCannotBeSharedEvenly() {
    IndexedPipeline<Long> ten = Pipeline.range(10);
    String message = IndexPlaneTest.refusal(IllegalArgumentException.class, () -> reader(ten, 0, 2, 3));
    assertTrue(message.contains("3") && message.contains("2"), message);
    assertThrows(IllegalArgumentException.class, () -> reader(ten, 0, 1, 0));
    assertThrows(IllegalStateException.class, () -> reader(ten.filterInPlace(x -> x > 3), 0, 1, 2));
  }
}
