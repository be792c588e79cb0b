package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.order.Exhausted;
import dev.sheaf.stage.OnError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was said of pipelines, and what happened in them, holds in what they are joined to.
@Timeout(60)
class JoinedPipelinesTest {
  private static final IndexedPipeline<Long> SOUND = Pipeline.range(6);

  private static final IndexedPipeline<Long> SKIPPING =
      Pipeline.range(6).map(Faulty.onMultiplesOf(3)).onError(OnError.skip());

  static Stream<Pipeline<?>> joined() {
    List<Pipeline<Long>> pipelines = List.of(SOUND, SKIPPING);
    return Stream.of(
        Pipeline.concatenate(pipelines),
        Pipeline.interleave(pipelines, 2),
        Pipeline.mix(pipelines),
        Pipeline.roundRobin(pipelines, Exhausted.LEAVE_OUT),
        Pipeline.zip(pipelines),
        SOUND.zip(SKIPPING, Long::sum),
        Parts.of(SOUND, SKIPPING).concatenate(),
        Parts.of(SOUND, SKIPPING).roundRobin(),
        Parts.of(SOUND, SKIPPING).mix(),
        Parts.of(SOUND, SKIPPING).zip());
  }

  @ParameterizedTest
  @MethodSource("joined")
  void theAnswerOfAnyPartHolds(Pipeline<?> pipeline) {
    try (DataLoader<?> loader = pipeline.open()) {
      PipelineTest.rest(loader);
      assertEquals(2, loader.ledger().line("map").skipped());
    }
  }

  @Test
  void aPassWithoutItemsIsTheLastOneAlsoForWhoeverResumes() {
    Pipeline<Long> sometimesEmpty =
        Pipeline.range(3).items().randomMap((number, random) -> number + random.nextInt(99), 143).filter(n -> n % 3 == 0);
    Pipeline<Long> pipeline =
        Pipeline.roundRobin(List.of(sometimesEmpty, Pipeline.range(30).items()), Exhausted.REPEAT);
    List<List<Long>> epochs = new ArrayList<>();
    try (DataLoader<Long> loader = pipeline.open()) {
      epochs.add(PipelineTest.rest(loader));
      epochs.add(PipelineTest.rest(loader));
    }
    PipelineContract.check(pipeline, epochs, 1);
  }

  @Test
  void howManyRowsThereWereIsKnownToWhoeverResumes() {
    Pipeline<List<Long>> uneven = Pipeline.zip(List.of(Pipeline.range(5), Pipeline.range(6)));
    Checkpoint checkpoint;
    try (DataLoader<List<Long>> loader = uneven.open()) {
      PipelineTest.take(loader, 3);
      checkpoint = loader.checkpoint();
    }
    try (DataLoader<List<Long>> loader = uneven.resume(checkpoint)) {
      String failure = assertThrows(PipelineException.class, () -> PipelineTest.rest(loader)).getMessage();
      assertEquals(
          "item 5 of epoch 0: zip failed: dev.sheaf.stage.ZipException: zip: expected all to end after 5 rows, found more in"
              + " those at [1]; end with the shortest if that is meant",
          failure);
    }
  }

  @Test
  void whatIsMissingInACacheIsNotMissed() {
    Pipeline<Long> cached = Pipeline.range(6).map(Faulty.onMultiplesOf(3)).items().cache(10).onError(OnError.skip());
    try (DataLoader<Long> loader = cached.open()) {
      for (int epoch = 0; epoch < 3; epoch++) {
        assertEquals(List.of(1L, 2L, 4L, 5L), PipelineTest.rest(loader));
      }
    }
  }
}
