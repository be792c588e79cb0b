package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.stage.Limit;
import dev.sheaf.stage.OnError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class QuarantineTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("bad.jsonl");
  }

  @Test
  void aLineSaysWhichItemItWasAndWhy() throws IOException {
    try (DataLoader<Long> loader =
        Pipeline.over(Numbers.to(6)).map(Faulty.onMultiplesOf(3)).onError(OnError.quarantine(file)).open()) {
      assertEquals(List.of(1L, 2L, 4L, 5L), PipelineTest.rest(loader));
      assertEquals(2, loader.ledger().quarantined());
      assertTrue(loader.ledger().balances());
      assertEquals(List.of(1L, 2L, 4L, 5L), PipelineTest.rest(loader));
    }
    String bad =
        """
        {"stage":"map","epoch":%d,"item":%d,"row":%d,"error":"java.lang.IllegalArgumentException",\
        "message":"%d is bad"}
        """;
    assertEquals(
        bad.formatted(0, 0, 0, 0) + bad.formatted(0, 2, 3, 3) + bad.formatted(1, 0, 0, 0) + bad.formatted(1, 2, 3, 3),
        Files.readString(file));
  }

  @Test
  void whereTheDataIsAtFaultItsPlaceIsThere() throws IOException {
    Numbers numbers =
        Numbers.readBy(
            2,
            position -> {
              if (position == 1) {
                throw new CorruptDataException("rows.bin", 4096, "\"a\" row", "none");
              }
              return position;
            });
    try (DataLoader<Long> loader = Pipeline.over(numbers).onError(OnError.quarantine(file)).open()) {
      PipelineTest.rest(loader);
    }
    assertTrue(Files.readString(file).endsWith("\"file\":\"rows.bin\",\"offset\":4096}\n"), Files.readString(file));
  }

  @Test
  void whereverARunIsInterruptedEveryLineIsThereOnceInTheEnd() throws IOException {
    Pipeline<List<Long>> pipeline =
        Pipeline.over(Numbers.to(40))
            .shuffle(3)
            .items()
            .map(Faulty.onMultiplesOf(4))
            .filter(n -> n % 5 != 0)
            .<List<Long>>batch(3, List::copyOf)
            .onError(OnError.quarantine(file));
    List<List<Long>> whole;
    try (DataLoader<List<Long>> loader = pipeline.open()) {
      whole = PipelineTest.rest(loader);
    }
    String lines = Files.readString(file);
    assertEquals(10, lines.lines().count());
    for (int received = 0; received <= whole.size(); received++) {
      Checkpoint checkpoint;
      try (DataLoader<List<Long>> loader = pipeline.threads(2).open()) {
        PipelineTest.take(loader, received);
        checkpoint = Checkpoint.fromJson(loader.checkpoint().toJson());
        // What was written after the checkpoint is written again.
        assertEquals(received < whole.size(), loader.iterator().hasNext() && received < whole.size());
      }
      Files.writeString(file, Files.readString(file) + "{\"stage\":\"half a li");
      try (DataLoader<List<Long>> loader = pipeline.resume(checkpoint)) {
        assertEquals(whole.subList(received, whole.size()), PipelineTest.rest(loader));
        assertEquals(10, loader.ledger().quarantined());
      }
      assertEquals(lines, Files.readString(file));
    }
  }

  @Test
  void refusesAFileThatHasLostLinesOrBelongsToAnother() throws IOException {
    Pipeline<Long> pipeline =
        Pipeline.over(Numbers.to(9)).map(Faulty.onMultiplesOf(3)).onError(OnError.quarantine(file));
    Checkpoint checkpoint;
    try (DataLoader<Long> loader = pipeline.open()) {
      PipelineTest.take(loader, 3);
      checkpoint = loader.checkpoint();
      assertEquals(
          "expected a quarantine file for this loader alone, found that another writes to \"%s\"".formatted(file),
          assertThrows(IllegalStateException.class, pipeline::open).getMessage());
    }
    Files.writeString(file, "");
    assertThrows(CheckpointMismatchException.class, () -> pipeline.resume(checkpoint));
    Files.delete(file);
    try (DataLoader<Long> loader = pipeline.resume(checkpoint)) {
      PipelineTest.rest(loader);
      assertEquals(3, loader.ledger().quarantined());
    }
    assertEquals(1, Files.readAllLines(file).size());
  }

  @Test
  void aFileHasALimitToo() {
    try (DataLoader<Long> loader =
        Pipeline.over(Numbers.to(9))
            .map(Faulty.onMultiplesOf(2))
            .onError(OnError.quarantine(file).upTo(new Limit.Count(2)))
            .open()) {
      assertThrows(PipelineException.class, () -> PipelineTest.rest(loader));
      assertEquals(2, Files.readAllLines(file).size());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
