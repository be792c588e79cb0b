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
import java.util.concurrent.locks.LockSupport;
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
  void whatIsCalledAtOnceIsAStationOfItsOwn() {
    for (StageOptions options : List.of(StageOptions.parallel(2), StageOptions.blocking(3).unordered())) {
      Pipeline<Long> pipeline =
          items(640)
              .map(n -> n, StageOptions.named("before"))
              .map(n -> n, options.as("decode"))
              .flatMap(n -> List.of(n, n), options.as("twice"))
              .map(n -> n, StageOptions.named("after"));
      assertEquals(
          List.of("read 640", "before 640", "decode 640", "twice 640", "after 1280"),
          stations(pipeline).stream().map(station -> station.station() + " " + station.items()).toList());
      for (StationStats station : stations(pipeline)) {
        assertTrue(station.busyNanos() > 0 && station.p99Nanos() > 0, station::toString);
        assertTrue(station.readyShare() >= 0 && station.readyShare() <= 1, station::toString);
      }
    }
  }

  @Test
  void theStagesOfAMergeAndOfARouteAreStations() {
    Pipeline<Long> merged = Pipeline.merge(List.of(items(30).map(n -> n, StageOptions.named("first")), items(20)));
    Pipeline<Long> routed =
        merged.route(
            n -> n < 10 ? 0 : 1,
            List.of(
                few -> few.map(n -> n, StageOptions.named("few")),
                many -> many.map(n -> n, StageOptions.parallel(2).as("many"))));
    assertEquals(
        List.of("read 50", "first 30", "route 50", "few 20", "many 30"),
        stations(routed).stream().map(station -> station.station() + " " + station.items()).toList());
  }

  @Test
  void aSlowFunctionThatIsCalledAtOnceIsNamed() {
    Pipeline<Long> pipeline =
        items(200)
            .map(n -> n, StageOptions.named("before"))
            .map(StationStatsTest::slow, StageOptions.blocking(2).as("decode"))
            .map(n -> n, StageOptions.named("after"));
    try (DataLoader<Long> loader = pipeline.withStats().open()) {
      PipelineTest.rest(loader);
      String bottleneck = loader.stats().bottleneck();
      assertTrue(bottleneck.startsWith("\"decode\" is the bottleneck"), bottleneck);
      StationStats decode = loader.stats().stations().get(2);
      assertTrue(decode.busyNanos() >= 200 * SLOW_NANOS && decode.p50Nanos() >= SLOW_NANOS, decode::toString);
    }
  }

  @Test
  void aStationWhoseItemsAreNotTakenIsBlocked() {
    AtomicLong clock = new AtomicLong();
    Pipeline<Long> pipeline = items(100_000).flatMap(List::of, StageOptions.parallel(1).as("decode"));
    try (DataLoader<Long> loader = pipeline.threads(1).withStats().time(clock::get).open()) {
      long taken = 0;
      while (loader.stats().stations().getLast().blockedNanos() == 0) {
        taken += PipelineTest.take(loader, 1).size();
        clock.addAndGet(1_000_000);
      }
      assertTrue(taken < 100_000);
    }
  }

  private static final long SLOW_NANOS = 1_000_000;

  private static Long slow(Long number) {
    long until = System.nanoTime() + SLOW_NANOS;
    for (long left = SLOW_NANOS; left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return number;
  }

  private static Pipeline<Long> items(long size) {
    return ConcurrencyTest.items(size);
  }

  private static List<StationStats> stations(Pipeline<Long> pipeline) {
    try (DataLoader<Long> loader = pipeline.threads(2).withStats().open()) {
      PipelineTest.rest(loader);
      return loader.stats().stations();
    }
  }

  @Test
  void theFlightRecorderHearsOfBlocksAndWaits(@TempDir Path folder) throws IOException {
    List<RecordedEvent> events =
        recorded(items(1000).map(n -> n, StageOptions.named("decode")), folder.resolve("stations.jfr"));
    assertEquals(1000, items(events, "decode"));
    assertEquals(
        List.of("decode"),
        events.stream().map(event -> event.getString("station")).distinct().collect(Collectors.toList()));
    assertTrue(
        events.stream().anyMatch(event -> event.getEventType().getName().equals("dev.sheaf.StationWait")));
  }

  @Test
  void theFlightRecorderHearsOfWhatIsCalledAtOnce(@TempDir Path folder) throws IOException {
    List<RecordedEvent> events =
        recorded(
            items(1000)
                .map(n -> n, StageOptions.named("before"))
                .map(n -> n, StageOptions.parallel(2).as("decode"))
                .route(n -> 0, List.of(path -> path.map(n -> n, StageOptions.named("path")))),
            folder.resolve("calls.jfr"));
    for (String station : List.of("before", "decode", "route", "path")) {
      assertEquals(1000, items(events, station), station);
    }
  }

  private static long items(List<RecordedEvent> events, String station) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("dev.sheaf.StationBlock"))
        .filter(event -> event.getString("station").equals(station))
        .mapToLong(event -> event.getLong("items"))
        .sum();
  }

  private static List<RecordedEvent> recorded(Pipeline<Long> pipeline, Path dump) throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable("dev.sheaf.StationBlock").withoutThreshold();
      recording.enable("dev.sheaf.StationWait").withoutThreshold();
      recording.start();
      try (DataLoader<Long> loader = pipeline.open()) {
        PipelineTest.rest(loader);
      }
      recording.stop();
      recording.dump(dump);
    }
    return RecordingFile.readAllEvents(dump).stream()
        .filter(event -> event.getEventType().getName().startsWith("dev.sheaf.Station"))
        .toList();
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
