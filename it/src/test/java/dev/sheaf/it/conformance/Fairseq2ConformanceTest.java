package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.stage.BucketSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Pipelines as fairseq2 runs them: the same elements, ends and errors, unless the case says why Sheaf does not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Fairseq2ConformanceTest {
  private final ConformanceCases cases = ConformanceCases.of("fairseq2", _ -> true);
  private final TreeMap<String, ConformanceCases> groups = new TreeMap<>();

  @TempDir Path folder;

  @AfterAll
  void printTheCounts() {
    groups.values().forEach(ConformanceCases::print);
  }

  @TestFactory
  Stream<DynamicContainer> runsAsFairseq2Does() {
    for (ConformanceCases.Case one : cases.all()) {
      groups.computeIfAbsent(one.file().getFileName().toString(), Fairseq2ConformanceTest::group);
    }
    return groups.entrySet().stream()
        .map(group -> DynamicContainer.dynamicContainer(group.getKey(), group.getValue().tests(this::check)));
  }

  private static ConformanceCases group(String file) {
    return ConformanceCases.of("fairseq2", file::equals).named("fairseq2, " + file.replace(".jsonl", ""));
  }

  private void check(ConformanceCases.Case one) throws IOException {
    JsonNode json = one.json();
    if (json.has("call")) {
      switch (json.get("call").textValue()) {
        case "create_bucket_sizes" -> checkBucketSizes(json);
        case "mt19937" -> Fairseq2Generators.check(json);
        default -> throw ConformanceCases.unknown("call", json.get("call"));
      }
      return;
    }
    if (json.has("paths")) {
      Fairseq2Selectors.check(json.get("selector").textValue(), json.get("paths"));
    }
    Path files = Fairseq2Folder.write(Files.createTempDirectory(folder, "case"), json.path("files"));
    List<JsonNode> right = new ArrayList<>();
    right.add(json.get("expect"));
    json.path("also").forEach(right::add);
    Fairseq2Steps steps;
    try {
      steps = new Fairseq2Steps(json, files);
    } catch (RuntimeException e) {
      Fairseq2Error found = Fairseq2Error.of(e);
      assertTrue(
          right.stream().anyMatch(expected -> isRefusal(expected, found)),
          () -> "expected %s, found %s".formatted(right, e));
      return;
    }
    List<Fairseq2Outcome> found = new ArrayList<>();
    try (steps) {
      for (JsonNode step : json.get("steps")) {
        found.add(steps.carryOut(step));
      }
    }
    List<String> differences = new ArrayList<>();
    for (JsonNode expected : right) {
      differences =
          expected.has("define")
              ? List.of("expected a refusal: " + expected)
              : new Fairseq2Comparison(json, files).differences(found, expected.get("steps"));
      if (differences.isEmpty()) {
        return;
      }
    }
    Fairseq2Differences.skipIfIntended(json, found);
    throw new AssertionError(String.join("; ", differences));
  }

  /// Whether a case takes it that the definition is refused: an error of the first elements may come as soon.
  private static boolean isRefusal(JsonNode expected, Fairseq2Error found) {
    if (expected.has("define")) {
      return found.is(expected.get("define"), false);
    }
    for (JsonNode step : expected.get("steps")) {
      boolean asksForNone = step.path("end").asText().equals("open") && step.get("items").isEmpty();
      if (step.has("items") && !asksForNone) {
        return step.get("items").isEmpty() && step.has("error") && found.is(step.get("error"), true);
      }
    }
    return false;
  }

  private static void checkBucketSizes(JsonNode json) {
    JsonNode arguments = json.get("arguments");
    List<Object> sizes;
    try {
      sizes =
          BucketSize.plan(
                  arguments.get("max_elements").intValue(),
                  arguments.get("max_length").longValue(),
                  arguments.path("min_length").asLong(1),
                  arguments.path("multiple_of").asInt(1))
              .stream()
              .<Object>map(size -> List.of((long) size.count(), size.maxLength()))
              .toList();
    } catch (IllegalArgumentException e) {
      assertTrue(json.get("expect").has("error"), e::getMessage);
      return;
    }
    assertEquals(Fairseq2Values.of(json.get("expect").path("value")), sizes);
  }
}
