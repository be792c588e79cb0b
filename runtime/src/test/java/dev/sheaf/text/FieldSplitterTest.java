package dev.sheaf.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FieldSplitterTest {
  private static final String LINE = "Go.\tVa !\tCC-BY 2.0";

  private final FieldSplitter tabs = FieldSplitter.on('\t');

  @Test
  void givesAllFieldsOfALine() {
    assertEquals(List.of("Go.", "Va !", "CC-BY 2.0"), tabs.apply(LINE));
    assertEquals(List.of(LINE), FieldSplitter.on(';').apply(LINE));
  }

  @Test
  void anEmptyFieldIsAField() {
    assertEquals(List.of(""), tabs.apply(""));
    assertEquals(List.of("", ""), tabs.apply("\t"));
    assertEquals(List.of("", "", "a", ""), tabs.apply("\t\ta\t"));
  }

  @Test
  void givesChosenFieldsInTheOrderOfTheLine() {
    assertEquals(List.of("Go.", "CC-BY 2.0"), tabs.only(2, 0).apply(LINE));
    assertEquals(List.of("Va !"), tabs.without(0, 2).apply(LINE));
    assertEquals("Va !", tabs.field(1).apply(LINE));
  }

  @Test
  void givesFieldsUnderNames() {
    assertEquals(Map.of("en", "Go.", "fr", "Va !"), tabs.only(0, 1).named("en", "fr").apply(LINE));
    Map<String, String> all = tabs.named("z", "y", "x").apply(LINE);
    assertEquals(List.of("z", "y", "x"), List.copyOf(all.keySet()));
    assertEquals(Map.of("a", "Go.", "b", "CC-BY 2.0"), tabs.without(1).named("a", "b").apply(LINE));
  }

  @Test
  void refusesALineWithTooFewFields() {
    MalformedTextException refusal =
        assertThrows(MalformedTextException.class, () -> tabs.only(0, 7).apply(LINE));
    assertEquals("expected at least 8 fields, found 3 fields in \"" + LINE + "\"", refusal.getMessage());
    assertEquals(LINE, refusal.text());
    assertThrows(MalformedTextException.class, () -> tabs.field(3).apply(LINE));
    assertThrows(MalformedTextException.class, () -> tabs.without(3).apply(LINE));
  }

  @Test
  void refusesALineWithMoreOrFewerFieldsThanNames() {
    Function<String, Map<String, String>> two = tabs.named("a", "b");
    assertEquals(
        "expected a field for each of [a, b], found 3 fields in \"" + LINE + "\"",
        assertThrows(MalformedTextException.class, () -> two.apply(LINE)).getMessage());
    assertThrows(MalformedTextException.class, () -> two.apply("alone"));
  }

  @Test
  void refusesChoicesThatNoLineCanMeet() {
    assertThrows(IllegalArgumentException.class, () -> tabs.only());
    assertThrows(IllegalArgumentException.class, () -> tabs.only(0, 0));
    assertThrows(IllegalArgumentException.class, () -> tabs.without(-1));
    assertThrows(IllegalArgumentException.class, () -> tabs.only(0, 1).named("a"));
    assertThrows(IllegalArgumentException.class, () -> tabs.named("a", "a"));
    assertThrows(IllegalArgumentException.class, () -> FieldSplitter.on('\uD83D'));
  }

  @Test
  void aLongLineIsCutShortInAMessage() {
    String line = "x".repeat(1000);
    MalformedTextException refusal = assertThrows(MalformedTextException.class, () -> tabs.field(1).apply(line));
    assertEquals("expected at least 2 fields, found 1 fields in \"" + "x".repeat(30) + "...\"", refusal.getMessage());
    assertEquals(line, refusal.text());
  }
}
