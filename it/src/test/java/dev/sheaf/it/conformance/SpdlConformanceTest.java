package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.pipeline.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What comes out of concurrent pipelines, when, in which order, and what becomes of failures: as SPDL does it, where SPDL
/// is right.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class SpdlConformanceTest {
  /// [SpdlSamplerTest] and [SpdlIteratorsTest] look at these.
  private static final Set<String> ELSEWHERE =
      Set.of("deterministic_sampler.jsonl", "random_sampler.jsonl", "iterators.jsonl");

  private final ConformanceCases cases =
      ConformanceCases.of("spdl", file -> !ELSEWHERE.contains(file)).named("spdl, pipelines");
  private final Map<String, Integer> passed = new TreeMap<>();

  @AfterAll
  void printTheCounts() {
    cases.print();
    passed.forEach((file, count) -> System.out.printf("  passed %4d: %s%n", count, file));
  }

  @TestFactory
  Stream<DynamicTest> doesAsSpdlDoes() {
    return cases.tests(
        one -> {
          check(one.json());
          passed.merge(one.json().get("group").textValue(), 1, Integer::sum);
        });
  }

  private static void check(JsonNode one) throws Exception {
    List<JsonNode> expected = new ArrayList<>();
    expected.add(one.get("expect"));
    one.path("also").forEach(expected::add);
    SpdlProbe probe = new SpdlProbe(one.findValue("gate") != null);
    Pipeline<Object> pipeline;
    try {
      pipeline =
          one.has("loader")
              ? SpdlPipelines.ofLoader(one.get("loader"), probe)
              : SpdlPipelines.of(one.get("pipeline"), probe);
    } catch (IllegalArgumentException e) {
      assertTrue(
          expected.stream().anyMatch(each -> each.path("define").path("kind").asText().equals("argument")),
          () -> "refused: " + e.getMessage());
      return;
    }
    SpdlComparison comparison = new SpdlComparison(one.path("compare").asText("exact"));
    List<JsonNode> actual = new ArrayList<>();
    JsonNode loader = one.path("loader");
    Duration timeout = Duration.ofMillis(Math.round(loader.path("timeout").asDouble(30) * 1000));
    try (SpdlRun run = new SpdlRun(probe, pipeline, isContinuous(one), timeout)) {
      for (JsonNode step : one.get("steps")) {
        int index = actual.size();
        actual.add(run.step(step, expected.stream().map(each -> each.path("steps").path(index)).toList()));
      }
    }
    if (expected.stream().noneMatch(each -> comparison.accepts(each, actual))) {
      SpdlDifferences.allow(one, actual);
      fail("expected %s, found %s".formatted(expected, actual));
    }
  }

  private static boolean isContinuous(JsonNode one) {
    JsonNode pipeline = one.path("pipeline");
    JsonNode source = pipeline.has("merge") ? pipeline.get("merge").path(0).path("source") : pipeline.path("source");
    return one.has("loader") || source.path("continuous").booleanValue();
  }
}
