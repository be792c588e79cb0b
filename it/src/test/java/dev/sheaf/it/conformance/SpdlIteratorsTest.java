package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.it.conformance.SpdlIterators.Turning;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Passes;
import dev.sheaf.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Passes in orders of their own, sources that take turns or are drawn from, and items that are replayed, as SPDL's
/// utilities of iterators give them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpdlIteratorsTest {
  private final ConformanceCases cases =
      ConformanceCases.of("spdl", "iterators.jsonl"::equals).named("spdl, iterators");

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> givesWhatSpdlsIteratorsGive() {
    return cases.tests(one -> check(one.json()));
  }

  private static void check(JsonNode one) {
    JsonNode arguments = one.get("arguments");
    JsonNode expect = one.get("expect");
    String call = one.get("call").textValue();
    if (expect.has("error")) {
      assertEquals("argument", expect.get("error").get("kind").textValue());
      checkRefusal(call, arguments);
      return;
    }
    JsonNode value = expect.get("value");
    switch (call) {
      case "embed_shuffle" -> checkPasses(arguments, value);
      case "repeat" -> checkRepeated(arguments, value);
      case "cache" -> {
        try (DataLoader<Object> loader = SpdlIterators.cache(arguments).open()) {
          assertEquals(SpdlIterators.values(value.get("items")), some(loader.iterator(), arguments.get("take")));
        }
      }
      case "merge" -> {
        List<List<Object>> passes = passes(arguments, value.get("passes").size());
        switch (one.path("compare").asText("exact")) {
          case "exact" -> assertEquals(lists(value.get("passes")), passes);
          case "python" -> checkDrawn(arguments, value, passes);
          case String other -> throw ConformanceCases.unknown("comparison", other);
        }
      }
      default -> throw ConformanceCases.unknown("call", call);
    }
  }

  private static void checkRefusal(String call, JsonNode arguments) {
    switch (call) {
      case "merge" -> {
        if (arguments.get("sources").isEmpty()) {
          assertEquals(List.of(List.of()), passes(arguments, 1));
          throw ConformanceCases.skip("nothing in turn is nothing, as in fairseq2");
        }
        assertThrows(IllegalArgumentException.class, () -> SpdlIterators.merge(arguments));
      }
      case "cache" -> {
        if (arguments.get("caches").intValue() > 0) {
          checkIndependentParts(arguments);
          throw ConformanceCases.skip("what is read once, replayed and taken are parts of a pipeline: none bounds another");
        }
        assertThrows(IllegalArgumentException.class, () -> SpdlIterators.cache(arguments));
      }
      default -> throw ConformanceCases.unknown("call that is refused", call);
    }
  }

  /// What comes first once, then again and again, and no more than is taken, whichever is longer.
  private static void checkIndependentParts(JsonNode arguments) {
    int kept = arguments.get("caches").intValue();
    int once = arguments.path("return_caches_after").intValue();
    int most = Math.min(arguments.get("take").intValue(), arguments.path("stop_after").asInt(Integer.MAX_VALUE));
    assertTrue(once < kept || most < Math.max(once, kept), () -> "nothing to refuse: " + arguments);
    assertTrue(arguments.path("size").isNull(), "a source without an end");
    List<Object> expected = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      expected.add((long) (i < once ? i : (i - once) % kept));
    }
    try (DataLoader<Object> loader = SpdlIterators.cache(arguments).open()) {
      assertEquals(expected, some(loader.iterator(), arguments.get("take")));
    }
  }

  /// Each pass is an epoch, or what is read of one that is left. SPDL may shuffle behind a pass; here that is done in front
  /// of the next, and so not behind the last.
  private static void checkPasses(JsonNode arguments, JsonNode value) {
    boolean isShuffledBehind = arguments.get("shuffle_last").booleanValue();
    Turning source =
        new Turning(arguments.get("items"), arguments.path("epoch").longValue(), isShuffledBehind);
    Pipeline<Object> pipeline = Pipeline.from("turning", source);
    List<List<Object>> passes = new ArrayList<>();
    DataLoader<Object> loader = pipeline.open();
    try {
      for (JsonNode count : arguments.get("passes")) {
        passes.add(some(loader.iterator(), count));
        if (!count.isNull()) {
          loader.close();
          loader = pipeline.open();
        } else {
          assertEquals(value.get("length").intValue(), passes.getLast().size());
        }
      }
    } finally {
      loader.close();
    }
    assertEquals(lists(value.get("passes")), passes);
    List<Object> seeds = SpdlIterators.values(value.get("seeds"));
    assertEquals(isShuffledBehind ? seeds.subList(0, seeds.size() - 1) : seeds, source.seeds());
  }

  private static void checkRepeated(JsonNode arguments, JsonNode value) {
    Turning turning = new Turning(arguments.get("items"), arguments.path("epoch").longValue(), false);
    Pipeline<Object> source =
        arguments.path("shuffles").booleanValue()
            ? Pipeline.from("turning", turning)
            : Pipeline.of(SpdlIterators.values(arguments.get("items"))).items();
    try (DataLoader<Object> loader =
        source.repeat(Passes.SAME_ORDER).take(arguments.get("take").longValue()).open()) {
      assertEquals(SpdlIterators.values(value.get("items")), some(loader.iterator(), arguments.get("take")));
    }
    assertEquals(SpdlIterators.values(value.get("seeds")), turning.seeds());
  }

  private static List<List<Object>> passes(JsonNode arguments, int count) {
    List<List<Object>> passes = new ArrayList<>();
    try (DataLoader<Object> loader = SpdlIterators.merge(arguments).open()) {
      for (int pass = 0; pass < count; pass++) {
        List<Object> all = new ArrayList<>();
        loader.iterator().forEachRemaining(all::add);
        passes.add(all);
      }
    }
    return passes;
  }

  /// The random numbers are our own: each source's elements come in order, and the end is where the rule says.
  private static void checkDrawn(JsonNode arguments, JsonNode value, List<List<Object>> passes) {
    assertEquals(passes, passes(arguments, passes.size()), "a seed decides all");
    double[] weights = SpdlFunctions.weights(arguments.get("weights"));
    for (List<Object> pass : passes) {
      int possible = 0;
      boolean isOneAtItsEnd = false;
      for (int i = 0; i < weights.length; i++) {
        List<Object> source = SpdlIterators.values(arguments.get("sources").get(i));
        List<Object> drawn = pass.stream().filter(source::contains).toList();
        List<Object> whole = weights[i] > 0 ? source : List.of();
        possible += whole.size();
        isOneAtItsEnd |= weights[i] > 0 && drawn.size() == source.size();
        assertEquals(whole.subList(0, Math.min(drawn.size(), whole.size())), drawn, "of source " + i);
      }
      int most = arguments.path("stop_after").intValue();
      if (most == -1) {
        assertTrue(isOneAtItsEnd, () -> "no source is at its end: " + pass);
      } else {
        assertEquals(most == 0 ? possible : Math.min(most, possible), pass.size());
        assertEquals(value.get("passes").get(0).size(), pass.size());
      }
    }
  }

  /// The next items: so many, or all.
  private static List<Object> some(Iterator<Object> items, JsonNode count) {
    List<Object> some = new ArrayList<>();
    while ((count.isNull() || some.size() < count.intValue()) && items.hasNext()) {
      some.add(items.next());
    }
    return some;
  }

  private static List<List<Object>> lists(JsonNode passes) {
    List<List<Object>> lists = new ArrayList<>();
    passes.forEach(pass -> lists.add(SpdlIterators.values(pass)));
    return lists;
  }
}
