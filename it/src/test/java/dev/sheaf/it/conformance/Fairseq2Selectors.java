package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.select.ElementPath;
import dev.sheaf.select.Selector;
import dev.sheaf.select.SelectorSyntaxException;
import dev.sheaf.select.Step;
import java.util.ArrayList;
import java.util.List;

/// What the text of a selector is parsed into.
final class Fairseq2Selectors {
  private Fairseq2Selectors() {}

  /// @param expected the paths, or null where the text is malformed
  static void check(String text, JsonNode expected) {
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
}
