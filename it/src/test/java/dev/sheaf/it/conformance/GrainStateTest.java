package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.SheafException;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.it.conformance.ConformanceCases.Case;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Saving and restoring, at every boundary, and where it cannot be right.
///
/// A loader is never restored in place: a checkpoint opens another one. So there is one way in, where Grain has several.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrainStateTest {
  /// So much is looked at where there is no end.
  private static final int REST = 10;

  private static final Set<String> POSITION = Set.of("next_index");

  /// How Grain says where it is in a file.
  private static final Set<String> PLACES_IN_FILES = Set.of("reader_offset", "row_group", "index_within_row_group");

  private final ConformanceCases cases = ConformanceCases.of("grain", "state.jsonl"::equals);

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> resumesAsGrainDoes() {
    return cases.tests(GrainStateTest::check);
  }

  private static void check(Case one) throws Exception {
    JsonNode args = one.json().get("args");
    JsonNode expect = one.json().get("expect");
    try (GrainChains chains = new GrainChains()) {
      switch (one.json().get("kind").textValue()) {
        case "state" -> GrainAnswers.check(one, () -> checkEveryBoundary(pipeline(args, chains), args, expect));
        case "restore" -> checkRestoring(one, args, expect, chains);
        case "elastic" -> GrainAnswers.check(one, () -> checkElastic(chains.indexed(args.get("chain")), args, expect));
        case "remix" -> GrainAnswers.check(one, () -> GrainRemix.check(args, expect, chains));
        default -> throw ConformanceCases.unknown("kind", one.json().get("kind"));
      }
    }
  }

  private static Pipeline<Object> pipeline(JsonNode args, GrainChains chains) {
    if (args.has("chain")) {
      return chains.pipeline(args.get("chain"));
    }
    JsonNode loader = args.get("loader");
    return GrainLoaders.pipeline(loader, loader.path("shard_index").intValue());
  }

  private static void checkEveryBoundary(Pipeline<Object> pipeline, JsonNode args, JsonNode expect) {
    boolean ends = expect.get("ends").booleanValue();
    JsonNode elements = expect.get("elements");
    GrainAnswers.checkFirst(
        ((ObjectNode) expect.deepCopy()).set("first", elements), pipeline, elements.size() + (ends ? 1 : 0));
    for (int taken : takes(args, elements.size())) {
      Checkpoint checkpoint = checkpointAfter(pipeline, taken);
      List<JsonNode> rest = new ArrayList<>();
      for (int i = taken; i < elements.size() && (ends || i < taken + REST); i++) {
        rest.add(elements.get(i));
      }
      // Behind the last element a checkpoint stands at the next epoch: then nothing is left of this one.
      if (checkpoint.epoch() > 0) {
        assertEquals(List.of(), rest, "left after " + taken);
      } else {
        checkRest(pipeline, checkpoint, rest, ends, taken);
      }
    }
  }

  private static void checkRest(
      Pipeline<Object> pipeline, Checkpoint checkpoint, List<JsonNode> rest, boolean ends, int taken) {
    try (DataLoader<Object> loader = pipeline.resume(checkpoint)) {
      List<Object> found = GrainAnswers.take(loader.iterator(), rest.size() + (ends ? 1 : 0));
      assertEquals(rest.size(), found.size(), () -> "how many are left after " + taken);
      for (int i = 0; i < rest.size(); i++) {
        GrainAnswers.checkElement(rest.get(i), found.get(i), "number " + i + " behind " + taken);
      }
    }
  }

  /// How many elements are read before saving. After the end was seen is one more than there are.
  private static List<Integer> takes(JsonNode args, int elements) {
    List<Integer> takes = new ArrayList<>();
    if (args.get("takes").isTextual()) {
      for (int k = 0; k <= elements + 1; k++) {
        takes.add(k);
      }
    } else {
      args.get("takes").forEach(take -> takes.add(take.isTextual() ? elements + 1 : take.intValue()));
    }
    return takes;
  }

  private static Checkpoint checkpointAfter(Pipeline<?> pipeline, int elements) {
    try (DataLoader<?> loader = pipeline.open()) {
      GrainAnswers.take(loader.iterator(), elements);
      return Checkpoint.fromJson(loader.checkpoint().toJson());
    }
  }

  private static void checkRestoring(Case one, JsonNode args, JsonNode expect, GrainChains chains) throws Exception {
    if (args.has("from") || args.has("from_loader")) {
      checkOther(args, chains);
    } else if (!args.get("state").path("next_index").isIntegralNumber()) {
      checkDamaged(args, chains);
    } else {
      GrainAnswers.check(one, () -> checkPosition(chains.pipeline(args.get("chain")), args, expect));
    }
  }

  /// A checkpoint of something else is refused, and the message shows both.
  private static void checkOther(JsonNode args, GrainChains chains) {
    boolean isChain = args.has("from");
    JsonNode loader = args.path("from_loader");
    Pipeline<Object> from = isChain ? chains.pipeline(args.get("from")) : GrainLoaders.pipeline(loader, 0);
    Pipeline<Object> into = pipeline(args, chains);
    Checkpoint checkpoint = checkpointAfter(from, args.get("take").intValue());
    if (!isChain && withoutWorkers(loader).equals(withoutWorkers(args.get("loader")))) {
      into.resume(checkpoint).close();
      throw ConformanceCases.skip("threads may be others: they have no part in what comes out");
    }
    assertThrows(SheafException.class, () -> into.resume(checkpoint).close());
  }

  private static JsonNode withoutWorkers(JsonNode loader) {
    return loader.<ObjectNode>deepCopy().without("workers");
  }

  /// A checkpoint whose position is missing, or a text, is no checkpoint.
  private static void checkDamaged(JsonNode args, GrainChains chains) throws Exception {
    JsonNode state = args.get("state");
    List<String> numbers = state.properties().stream().map(Map.Entry::getKey).toList();
    if (!numbers.isEmpty() && PLACES_IN_FILES.containsAll(numbers)) {
      throw ConformanceCases.skip("a file is read by its index: it has no offsets in checkpoints");
    }
    if (!POSITION.containsAll(numbers)) {
      throw ConformanceCases.unknown("state", state);
    }
    Pipeline<Object> pipeline = chains.pipeline(args.get("chain"));
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(checkpointAfter(pipeline, 1).toJson());
    json.remove("position");
    if (state.has("next_index")) {
      json.set("position", state.get("next_index"));
    }
    SheafException refusal = assertThrows(SheafException.class, () -> Checkpoint.fromJson(json.toString()));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("\"position\""), message);
  }

  private static void checkPosition(Pipeline<Object> pipeline, JsonNode args, JsonNode expect) {
    long position = args.path("position").asLong(args.get("state").get("next_index").longValue());
    try (DataLoader<Object> before = pipeline.open()) {
      Iterator<Object> iterator = before.iterator();
      GrainAnswers.take(iterator, args.path("first_read").intValue());
      Checkpoint checkpoint;
      try {
        checkpoint = at(pipeline, before.checkpoint(), position);
        pipeline.resume(checkpoint).close();
      } finally {
        if (args.has("read_on")) {
          GrainAnswers.checkElements(
              expect.get("then"), GrainAnswers.take(iterator, args.get("read_on").intValue()));
        }
      }
      checkRest(pipeline, checkpoint, expect);
    }
  }

  /// A position says it all where the order is arithmetic; else the place is read up to.
  private static Checkpoint at(Pipeline<Object> pipeline, Checkpoint beginning, long position) {
    if (position == pipeline.size()) {
      return beginning.at(1, 0);
    }
    boolean isArithmetic = checkpointAfter(pipeline, 1).state().isEmpty();
    return isArithmetic ? beginning.at(0, position) : checkpointAfter(pipeline, Math.toIntExact(position));
  }

  private static void checkRest(Pipeline<Object> pipeline, Checkpoint checkpoint, JsonNode expect) {
    JsonNode remaining = expect.get("remaining");
    if (checkpoint.epoch() > 0) {
      assertEquals(0, remaining.size());
      return;
    }
    boolean ends = expect.get("ends").booleanValue();
    try (DataLoader<Object> after = pipeline.resume(checkpoint)) {
      GrainAnswers.checkElements(
          remaining, GrainAnswers.take(after.iterator(), remaining.size() + (ends ? 1 : 0)));
    }
  }

  private static void checkElastic(IndexedPipeline<Object> pipeline, JsonNode args, JsonNode expect) {
    int shards = args.get("shards").intValue();
    int steps = args.get("steps").intValue();
    List<Checkpoint> checkpoints = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      try (DataLoader<Object> loader = elastic(pipeline, shard, shards, args.get("global_batch")).open()) {
        List<Object> before = GrainAnswers.take(loader.iterator(), steps);
        if (expect.has("before")) {
          GrainAnswers.checkElements(expect.get("before").get(shard), before);
        }
        checkpoints.add(loader.checkpoint());
      }
    }
    for (Checkpoint checkpoint : checkpoints) {
      assertEquals(checkpoints.getFirst(), checkpoint, "all readers have the same checkpoint");
      checkpoint
          .state()
          .filter(_ -> expect.has("state") && checkpoint.epoch() == 0)
          .ifPresent(
              state ->
                  assertEquals(
                      expect.get("state").get("global_next_index").longValue(),
                      state.parts().getFirst().number(0),
                      "what all readers have read together"));
    }
    if (checkpoints.getFirst().epoch() > 0) {
      assertTrue(expect.path("after").valueStream().allMatch(JsonNode::isEmpty), "what is left behind the end");
      return;
    }
    int newShards = args.get("new_shards").intValue();
    for (int shard = 0; shard < newShards; shard++) {
      Pipeline<Object> after = elastic(pipeline, shard, newShards, args.get("new_global_batch"));
      try (DataLoader<Object> loader = after.resume(checkpoints.getFirst())) {
        GrainAnswers.checkElements(
            expect.path("after").path(shard), GrainAnswers.take(loader.iterator(), Integer.MAX_VALUE));
      }
    }
  }

  private static Pipeline<Object> elastic(
      IndexedPipeline<Object> pipeline, int shard, int shards, JsonNode globalBatch) {
    return pipeline.elasticBatch(shard, shards, globalBatch.intValue(), GrainCollation::stack);
  }
}
