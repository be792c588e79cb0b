package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.select.SelectorSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Values without a schema are collated as fairseq2 does it, unless the case says why not. No pipeline is run: elements
/// are taken one by one as far as the first step of the case goes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Fairseq2CollateTest {
  private final ConformanceCases cases =
      ConformanceCases.of("fairseq2", "collate.jsonl"::equals).named("fairseq2, collate");

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> collatesAsFairseq2Does() {
    return cases.tests(one -> check(one.json()));
  }

  private static void check(JsonNode json) {
    JsonNode pipeline = json.get("pipeline");
    JsonNode expected = json.get("expect");
    List<Object> elements = Fairseq2Values.list(pipeline.get(0).get("data"));
    Function<Object, Object> collate = null;
    for (JsonNode operator : pipeline) {
      switch (operator.get("op").textValue()) {
        case "read_sequence" -> {}
        case "bucket" -> elements = buckets(elements, operator.get("size").intValue());
        case "collate" -> {
          try {
            collate = Fairseq2Collate.of(operator);
          } catch (IllegalArgumentException e) {
            String kind = e instanceof SelectorSyntaxException ? "selector-syntax" : "argument";
            assertEquals(expected.path("define").path("kind").asText(), kind, e::getMessage);
            return;
          }
        }
        default -> throw ConformanceCases.skip("needs a pipeline: " + operator.get("op"));
      }
    }
    assertFalse(expected.has("define"), () -> "expected a refusal of the definition: " + expected);
    checkItems(elements, collate, expected.get("steps").get(0));
  }

  private static List<Object> buckets(List<Object> elements, int size) {
    List<Object> buckets = new ArrayList<>();
    for (int i = 0; i < elements.size(); i += size) {
      buckets.add(elements.subList(i, Math.min(i + size, elements.size())));
    }
    return buckets;
  }

  private static void checkItems(List<Object> elements, Function<Object, Object> collate, JsonNode expected) {
    List<Object> items = new ArrayList<>();
    try {
      elements.forEach(element -> items.add(collate.apply(element)));
      assertFalse(expected.has("error"), () -> "expected %s, found %s".formatted(expected, items));
    } catch (RuntimeException e) {
      JsonNode error = expected.path("error");
      assertEquals(error.path("kind").asText(), Fairseq2Collate.errorKind(e).orElseThrow(() -> e), e::getMessage);
      if (error.has("path")) {
        assertEquals(error.get("path").textValue(), Fairseq2Collate.errorPath(e).orElseThrow(), e::getMessage);
      }
    }
    assertTrue(
        Fairseq2Values.isSame(Fairseq2Values.of(expected.get("items")), items),
        () -> "expected %s, found %s".formatted(expected.get("items"), Fairseq2Values.show(items)));
  }
}
