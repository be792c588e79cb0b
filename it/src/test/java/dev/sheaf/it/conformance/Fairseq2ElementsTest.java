package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.select.ElementPath;
import dev.sheaf.select.Selector;
import dev.sheaf.select.SelectorSyntaxException;
import dev.sheaf.select.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Selectors and the functions for texts, applied to the elements of the cases one by one: what fairseq2 gives, unless
/// the case says why Sheaf does not. No pipeline is run: what is left of a case then is its first step.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Fairseq2ElementsTest {
  private static final Set<String> FILES = Set.of("selectors.jsonl", "callables.jsonl");

  private final ConformanceCases cases = ConformanceCases.of("fairseq2", FILES::contains).named("fairseq2, elements");

  @TempDir Path folder;

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> givesTheElementsThatFairseq2Gives() {
    return cases.tests(
        one -> {
          if (one.json().has("paths")) {
            checkPaths(one.json().get("selector").textValue(), one.json().get("paths"));
          }
          checkElements(one.json(), Files.createTempDirectory(folder, "case"));
        });
  }

  private static void checkPaths(String text, JsonNode expected) {
    List<Object> found = new ArrayList<>();
    try {
      Selector.parse(text).paths().forEach(path -> found.add(plain(path)));
    } catch (SelectorSyntaxException e) {
      assertTrue(expected.isNull(), e::getMessage);
      return;
    }
    assertFalse(expected.isNull(), () -> "expected a refusal, found " + found);
    assertEquals(Fairseq2Values.of(expected), found);
  }

  private static List<Object> plain(ElementPath path) {
    List<Object> plain = new ArrayList<>();
    for (Step step : path.steps()) {
      plain.add(
          switch (step) {
            case Step.Key(String name) -> name;
            case Step.Index(long index) -> index;
            case Step.Each _ -> Fairseq2Values.JsonNull.NULL;
            case Step.Member _ -> throw new AssertionError("a text has no field " + step);
          });
    }
    return plain;
  }

  private static void checkElements(JsonNode json, Path folder) throws Exception {
    Fairseq2Functions functions = new Fairseq2Functions(Fairseq2Folder.write(folder, json.path("files")));
    JsonNode expected = json.get("expect");
    JsonNode outcome = expected.has("define") ? expected.get("define") : expected.get("steps").get(0);
    List<Function<Stream<Object>, Stream<Object>>> operators = new ArrayList<>();
    try {
      for (JsonNode operator : json.get("pipeline")) {
        operators.add(operator(operator, functions));
      }
    } catch (RuntimeException e) {
      Fairseq2Error found = Fairseq2Error.of(e);
      JsonNode error = outcome.has("items") ? outcome.path("error") : outcome;
      assertTrue(
          outcome.path("items").isEmpty() && error.has("kind") && found.is(error, true),
          () -> "expected %s, found %s".formatted(outcome, e));
      return;
    }
    assertFalse(expected.has("define"), () -> "expected a refusal of the definition: " + outcome);
    checkTake(operators, json.get("steps").get(0), outcome);
  }

  private static void checkTake(
      List<Function<Stream<Object>, Stream<Object>>> operators, JsonNode step, JsonNode expected) {
    if (!step.get("do").textValue().equals("take")) {
      throw ConformanceCases.skip("a first step that needs a pipeline: " + step.get("do"));
    }
    List<Object> items = new ArrayList<>();
    long count = step.get("count").longValue();
    String end;
    try {
      Stream<Object> elements = Stream.empty();
      for (Function<Stream<Object>, Stream<Object>> operator : operators) {
        elements = operator.apply(elements);
      }
      elements.limit(count).forEachOrdered(items::add);
      end = items.size() == count ? "open" : "eod";
    } catch (RuntimeException e) {
      end = "error";
      Fairseq2Error found = Fairseq2Error.of(e);
      assertTrue(
          expected.has("error") && found.is(expected.get("error"), false),
          () -> "expected %s, found %s".formatted(expected, e));
    }
    assertTrue(
        Fairseq2Values.isSame(Fairseq2Values.of(expected.get("items")), items),
        () -> "expected %s, found %s".formatted(expected.get("items"), Fairseq2Values.show(items)));
    assertEquals(expected.get("end").textValue(), end);
  }

  private static Function<Stream<Object>, Stream<Object>> operator(JsonNode json, Fairseq2Functions functions) {
    return switch (json.get("op").textValue()) {
      case "read_sequence" -> _ -> Fairseq2Values.list(json.get("data")).stream();
      case "map" -> {
        Function<Object, Object> function = changing(json.path("selector"), functions.of(json.get("fn")));
        yield elements -> elements.map(function);
      }
      case "bucket" -> elements -> buckets(elements.toList(), json.get("size").intValue());
      case "bucket_by_length" -> onlyDefined(json.findValues("selector"));
      case "collate" -> onlyDefined(json.path("overrides").findValues("selector"));
      default -> throw ConformanceCases.skip("an operator that needs a pipeline: " + json.get("op"));
    };
  }

  private static Function<Object, Object> changing(JsonNode selector, Function<Object, Object> function) {
    if (selector.isMissingNode()) {
      return function;
    }
    Selector<Object, Object> parsed = Selector.parse(selector.textValue());
    return element -> parsed.modify(element, function);
  }

  /// An operator that needs a pipeline, of which only the selectors are looked at: it makes nothing of nothing.
  private static Function<Stream<Object>, Stream<Object>> onlyDefined(List<JsonNode> selectors) {
    selectors.forEach(selector -> Selector.parse(selector.textValue()));
    return elements -> {
      if (elements.findAny().isPresent()) {
        throw ConformanceCases.skip("an operator that needs a pipeline");
      }
      return Stream.empty();
    };
  }

  private static Stream<Object> buckets(List<Object> elements, int size) {
    return Stream.iterate(0, from -> from < elements.size(), from -> from + size)
        .map(from -> elements.subList(from, Math.min(elements.size(), from + size)));
  }
}
