package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.SheafException;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.it.conformance.ConformanceCases.Case;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.pipeline.PipelineException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Parquet and TFRecord files, read through datasets, give the rows that Grain gives, unless the case says why Sheaf
/// does not; and each place in them can be gone on from.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrainFileSourcesTest {
  private final ConformanceCases rows =
      ConformanceCases.of("grain", "sources.jsonl"::equals).named("grain, files of rows");
  private final ConformanceCases states =
      ConformanceCases.of("grain", "state.jsonl"::equals).named("grain, states of files of rows");

  @AfterAll
  void printTheCounts() {
    rows.print();
    states.print();
  }

  @TestFactory
  Stream<DynamicTest> readsTheRowsThatGrainReads() {
    return rows.tests(GrainFileSourcesTest::checkRows);
  }

  @TestFactory
  Stream<DynamicTest> goesOnWhereGrainDoes() {
    return states.tests(GrainFileSourcesTest::checkState);
  }

  private static void checkRows(Case one) {
    if (!one.json().get("kind").textValue().equals("iter_chain")) {
      throw ConformanceCases.skip("of another kind: " + one.json().get("kind").textValue());
    }
    JsonNode expect = one.json().get("expect");
    int most = one.json().get("ask").get("iterate").intValue();
    try (GrainFiles files = new GrainFiles(one.file().getParent());
        DataLoader<Object> loader = pipeline(files, one.json().get("chain")).open()) {
      Iterator<Object> items = loader.iterator();
      List<Object> first = take(items, most);
      if (expect.has("error")) {
        fail("expected a refusal, found " + first);
      }
      checkElements(expect.get("first"), first);
      assertEquals(expect.get("ends").booleanValue(), first.size() < most || !items.hasNext());
    } catch (SheafException | IllegalArgumentException e) {
      checkRefusal(expect, e);
    }
  }

  private static void checkRefusal(JsonNode expect, RuntimeException refusal) {
    if (!expect.has("error")) {
      throw refusal;
    }
    Throwable cause = refusal instanceof PipelineException ? refusal.getCause() : refusal;
    boolean data = expect.get("error").get("fault").textValue().equals("data");
    assertTrue(data ? cause instanceof SheafException : cause instanceof IllegalArgumentException, cause::toString);
    for (JsonNode name : expect.get("error").get("names")) {
      assertTrue(String.valueOf(cause.getMessage()).contains(name.textValue()), cause::getMessage);
    }
  }

  private static Pipeline<Object> pipeline(GrainFiles files, JsonNode chain) {
    List<IndexedPipeline<Object>> opened = files.open(chain.get(0));
    if (opened.size() != 1) {
      throw ConformanceCases.skip("files that take turns, which is interleaving: " + opened.size());
    }
    IndexedPipeline<Object> pipeline = opened.getFirst();
    for (int i = 1; i < chain.size(); i++) {
      if (!chain.get(i).get("op").textValue().equals("limit")) {
        throw ConformanceCases.skip("an operator that is no source's: " + chain.get(i).get("op"));
      }
      pipeline = pipeline.take(chain.get(i).get("count").longValue());
    }
    return pipeline;
  }

  private static List<Object> take(Iterator<Object> items, int most) {
    List<Object> taken = new ArrayList<>();
    while (taken.size() < most && items.hasNext()) {
      taken.add(items.next());
    }
    return taken;
  }

  private static void checkElements(JsonNode expected, List<Object> found) {
    assertEquals(
        expected.valueStream().map(JsonNode::toString).toList(), found.stream().map(Object::toString).toList());
  }

  private static void checkState(Case one) {
    JsonNode args = one.json().path("args");
    if (!one.json().get("kind").textValue().equals("state") || args.path("chain").size() != 1) {
      throw ConformanceCases.skip("a state of Grain's own form, or of operators");
    }
    try (GrainFiles files = new GrainFiles(one.file().getParent())) {
      Pipeline<Object> pipeline = pipeline(files, args.get("chain"));
      JsonNode elements = one.json().get("expect").get("elements");
      for (int received = 0; received <= elements.size(); received++) {
        Checkpoint checkpoint;
        List<Object> all;
        try (DataLoader<Object> before = pipeline.open()) {
          all = take(before.iterator(), received);
          checkpoint = Checkpoint.fromJson(before.checkpoint().toJson());
        }
        if (checkpoint.epoch() == 0) {
          try (DataLoader<Object> after = pipeline.threads(2).resume(checkpoint)) {
            all.addAll(take(after.iterator(), Integer.MAX_VALUE));
          }
        }
        checkElements(elements, all);
      }
    }
  }
}
