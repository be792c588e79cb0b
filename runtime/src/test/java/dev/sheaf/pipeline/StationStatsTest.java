package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.engine.StationStats;
import dev.sheaf.stage.Stage;
import dev.sheaf.stage.StageOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StationStatsTest {
  @Test
  void nothingIsMeasuredUnlessAskedFor() {
    try (DataLoader<Long> loader = Pipeline.over(Numbers.to(10)).open()) {
      PipelineTest.rest(loader);
      assertEquals(List.of(), loader.stats().stations());
    }
  }

  @Test
  void eachStationCountsItsItemsAndItsTime() {
    AtomicLong clock = new AtomicLong();
    Pipeline<Long> pipeline =
        Pipeline.over(Numbers.to(640))
            .threads(1)
            .items()
            .map(
                n -> {
                  clock.addAndGet(1000);
                  return n;
                },
                StageOptions.named("decode"))
            .filter(n -> n % 2 == 0)
            .withStats()
            .time(clock::get);
    try (DataLoader<Long> loader = pipeline.open()) {
      assertEquals(320, PipelineTest.rest(loader).size());
      PipelineStats stats = loader.stats();
      assertEquals(640_000, stats.elapsedNanos());
      assertEquals(
          List.of("read", "decode, filter"), stats.stations().stream().map(StationStats::station).toList());
      StationStats read = stats.stations().getFirst();
      StationStats decode = stats.stations().getLast();
      assertEquals(640, read.items());
      assertEquals(320, decode.items());
      // The clock goes on only while numbers are decoded: 1000 ns for each, so 2000 ns for each that is kept.
      assertTrue(decode.busyNanos() > 0 && decode.busyNanos() <= 640_000, decode.toString());
      assertTrue(decode.p50Nanos() >= 1000 && decode.p99Nanos() < 2560, decode.toString());
      assertEquals(500_000, decode.perSecond(stats.elapsedNanos()), 1);
    }
  }

  @Test
  void theFirstStationThatItsSuccessorWaitsForIsNamed() {
    PipelineStats stats =
        new PipelineStats(
            100,
            2,
            1000,
            600,
            400,
            List.of(station("read", 0.9), station("decode", 0.1), station("batch", 0.0)));
    assertEquals(
        "\"decode\" is the bottleneck, whose items were waited for 90 times of 100: the consumer waited 60 % of the time,"
            + " and 2 worker threads were busy for 20 %",
        stats.bottleneck());
    assertEquals(
        "the consumer is the bottleneck: the consumer waited 1 % of the time, and 2 worker threads were busy for 20 %",
        new PipelineStats(100, 2, 1000, 10, 400, stats.stations()).bottleneck());
  }

  private static StationStats station(String name, double readyShare) {
    return new StationStats(name, 100, 10, 10, 10, 10, 1, 2, readyShare);
  }

  @Test
  void theFlightRecorderHearsOfBlocksAndWaits(@TempDir Path folder) throws IOException {
    Path dump = folder.resolve("stations.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.sheaf.StationBlock").withoutThreshold();
      recording.enable("dev.sheaf.StationWait").withoutThreshold();
      recording.start();
      try (DataLoader<Long> loader =
          Pipeline.over(Numbers.to(1000)).items().map(n -> n, StageOptions.named("decode")).open()) {
        PipelineTest.rest(loader);
      }
      recording.stop();
      recording.dump(dump);
    }
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(dump).stream()
            .filter(event -> event.getEventType().getName().startsWith("dev.sheaf.Station"))
            .toList();
    assertEquals(
        1000,
        events.stream()
            .filter(event -> event.getEventType().getName().equals("dev.sheaf.StationBlock"))
            .mapToLong(event -> event.getLong("items"))
            .sum());
    assertEquals(
        List.of("decode"),
        events.stream().map(event -> event.getString("station")).distinct().collect(Collectors.toList()));
    assertTrue(
        events.stream().anyMatch(event -> event.getEventType().getName().equals("dev.sheaf.StationWait")));
  }

  @Test
  void progressSaysTheRateAndWhatIsLeft() {
    Progress progress = new Progress(2, 300, 1000, 250, Duration.ofSeconds(10));
    assertEquals(25, progress.perSecond());
    assertEquals(Optional.of(Duration.ofSeconds(28)), progress.remaining());
    assertEquals("epoch 2: 300 of 1000, 25.0/s, 28 s left", progress.toString());
    Progress endless = new Progress(0, 300, Stage.UNBOUNDED, 300, Duration.ofSeconds(10));
    assertEquals(Optional.empty(), endless.remaining());
    assertEquals("epoch 0: 300, 30.0/s", endless.toString());
    assertEquals(0, new Progress(0, 0, 10, 0, Duration.ZERO).perSecond());
  }

  @Test
  void aListenerIsToldUntilTheLoaderIsClosed() throws InterruptedException {
    BlockingQueue<Progress> told = new LinkedBlockingQueue<>();
    try (DataLoader<Long> loader =
        Pipeline.over(Numbers.to(100)).withProgress(Duration.ofMillis(1), told::add).open()) {
      PipelineTest.take(loader, 40);
      Progress progress = told.take();
      while (progress.received() < 40) {
        progress = told.take();
      }
      assertEquals(100, progress.size());
      assertEquals(0, progress.epoch());
    }
    told.clear();
    assertEquals(0, told.size());
    assertThrows(
        IllegalArgumentException.class, () -> Pipeline.over(Numbers.to(1)).withProgress(Duration.ZERO, _ -> {}));
  }
}
