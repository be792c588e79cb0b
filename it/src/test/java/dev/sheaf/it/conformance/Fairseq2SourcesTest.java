package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Lists of files, lines and archives as fairseq2 reads them, unless the case says why Sheaf does not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Fairseq2SourcesTest {
  private final List<ConformanceCases> groups =
      Stream.of("list_files", "read_text", "read_zip")
          .map(group -> ConformanceCases.of("fairseq2", (group + ".jsonl")::equals).named("fairseq2, " + group))
          .toList();

  @TempDir Path folder;

  @AfterAll
  void printTheCounts() {
    groups.forEach(ConformanceCases::print);
  }

  @TestFactory
  Stream<DynamicTest> readsWhatFairseq2Reads() {
    return groups.stream().flatMap(group -> group.tests(this::check));
  }

  private void check(ConformanceCases.Case one) throws IOException {
    JsonNode json = one.json();
    Path files = Fairseq2Folder.write(Files.createTempDirectory(folder, "case"), json.path("files"));
    try (Consumer consumer = new Consumer(json.get("pipeline"), files)) {
      for (int i = 0; i < json.get("steps").size(); i++) {
        consumer.step(json.get("steps").get(i), json.get("expect").get("steps").get(i), "step " + i);
      }
    }
  }

  /// Where a run can be gone on with.
  private record Saved(Optional<Checkpoint> checkpoint, boolean ended) {}

  /// Who takes from the pipeline, step by step.
  private static final class Consumer implements AutoCloseable {
    private final JsonNode operators;
    private final Path folder;
    private final Map<String, Saved> slots = new HashMap<>();
    private DataLoader<Object> loader;
    private Iterator<Object> items;
    private boolean ended;
    private boolean broken;

    Consumer(JsonNode operators, Path folder) {
      this.operators = operators;
      this.folder = folder;
    }

    void step(JsonNode step, JsonNode expected, String words) {
      switch (step.get("do").textValue()) {
        case "take" -> take(step.get("count").intValue(), expected, words);
        case "save" -> {
          Optional<Checkpoint> checkpoint = Optional.ofNullable(loader).map(DataLoader::checkpoint);
          slots.put(step.get("slot").textValue(), new Saved(checkpoint, ended));
        }
        case "load" -> load(slots.get(step.get("slot").textValue()));
        case "reset" -> load(new Saved(Optional.empty(), false));
        case "broken" -> assertEquals(expected.get("broken").asBoolean(), broken, words);
        default -> throw ConformanceCases.skip("the step " + step);
      }
    }

    private void take(int count, JsonNode expected, String words) {
      List<Object> taken = new ArrayList<>();
      String end = "eod";
      try {
        begin();
        while (!ended && taken.size() < count && items.hasNext()) {
          taken.add(items.next());
        }
        end = taken.size() == count ? "open" : "eod";
        ended = ended || taken.size() < count;
      } catch (RuntimeException e) {
        end = "error";
        broken = true;
        Throwable cause = Fairseq2Sources.errorKind(e).isPresent() ? e : e.getCause();
        assertTrue(expected.has("error"), () -> words + ": " + e);
        assertEquals(
            Optional.of(expected.get("error").get("kind").textValue()), Fairseq2Sources.errorKind(cause), words);
      }
      List<Object> wanted = new ArrayList<>();
      expected.get("items").forEach(item -> wanted.add(value(item)));
      assertEquals(wanted, taken, words);
      assertEquals(expected.get("end").textValue(), end, words);
    }

    private static Object value(JsonNode item) {
      return item.isObject() ? Map.of("line", item.get("line").textValue()) : item.textValue();
    }

    private void begin() {
      if (loader == null) {
        loader = pipeline().open();
        items = loader.iterator();
      }
    }

    private void load(Saved saved) {
      close();
      loader = null;
      ended = saved.ended();
      saved
          .checkpoint()
          .ifPresent(
              checkpoint -> {
                loader = pipeline().threads(2).resume(Checkpoint.fromJson(checkpoint.toJson()));
                items = loader.iterator();
              });
    }

    private Pipeline<Object> pipeline() {
      Pipeline<Object> pipeline = Fairseq2Sources.of(operators.get(0), folder);
      for (int i = 1; i < operators.size(); i++) {
        pipeline = behind(pipeline, operators.get(i));
      }
      return pipeline;
    }

    private static Pipeline<Object> behind(Pipeline<Object> pipeline, JsonNode json) {
      JsonNode function = json.path("fn");
      String name = function.path("fn").asText(json.get("op").textValue());
      if (!Set.of("shard", "column", "lower", "shorter").contains(name)) {
        throw ConformanceCases.skip("an operator that is no source's: " + name);
      }
      Predicate<Object> isShorter = item -> item.toString().length() < function.get("value").intValue();
      return switch (name) {
        case "shard" ->
            ((IndexedPipeline<Object>) pipeline).shard(json.get("index").intValue(), json.get("count").intValue());
        case "column" -> {
          String separator = function.get("sep").textValue();
          int column = function.get("index").intValue();
          yield pipeline.map(item -> item.toString().split(separator, -1)[column]);
        }
        case "lower" -> pipeline.map(item -> item.toString().toLowerCase(Locale.ROOT));
        default -> pipeline.filter(isShorter);
      };
    }

    @Override
    public void close() {
      if (loader != null) {
        loader.close();
      }
    }
  }
}
