package dev.sheaf.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.schema.Field;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Selectors in typed form, on records. The fields are written as the processor writes them.
class SelectorRecordsTest {
  private record Token(String text) {
    private Token {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("expected a text, found none");
      }
    }
  }

  private record Speaker(String name) {}

  private record Utterance(Speaker speaker, List<Token> tokens, Map<String, String> notes) {
    private Utterance {
      if (Set.copyOf(tokens).size() != tokens.size()) {
        throw new IllegalArgumentException("expected different tokens, found " + tokens);
      }
    }
  }

  private static final TextType TEXT = new TextType(List.of());
  private static final FieldSchema NAME = new FieldSchema("name", "", TEXT);

  private static final Field<Token, String> TOKEN_TEXT =
      new Field<>(new FieldSchema("text", "", TEXT), Token::text, (_, value) -> new Token(value));
  private static final Field<Utterance, Speaker> SPEAKER =
      new Field<>(
          new FieldSchema("speaker", "", new RecordType(new RecordSchema("Speaker", "", false, List.of(NAME)))),
          Utterance::speaker,
          (row, value) -> new Utterance(value, row.tokens(), row.notes()));
  private static final Field<Utterance, String> SPEAKER_NAME =
      SPEAKER.inner(0, Speaker::name, (_, value) -> new Speaker(value));
  private static final Field<Utterance, List<Token>> TOKENS =
      new Field<>(
          new FieldSchema(
              "tokens",
              "",
              new ListType(
                  new RecordType(new RecordSchema("Token", "", false, List.of(TOKEN_TEXT.schema()))), List.of())),
          Utterance::tokens,
          (row, value) -> new Utterance(row.speaker(), value, row.notes()));
  private static final Field<Utterance, Map<String, String>> NOTES =
      new Field<>(
          new FieldSchema("notes", "", new MapType(TEXT, List.of())),
          Utterance::notes,
          (row, value) -> new Utterance(row.speaker(), row.tokens(), value));

  private static final Selector<Utterance, String> WORDS =
      Selector.of(TOKENS).then(Selector.each()).then(TOKEN_TEXT);

  private static final Utterance UTTERANCE =
      new Utterance(new Speaker("ada"), List.of(new Token("go"), new Token("on")), Map.of("a.b", "x", "c", "y"));

  @Test
  void changesAFieldOfARecordInTheRecord() {
    Utterance changed = Selector.of(SPEAKER_NAME).modify(UTTERANCE, String::toUpperCase);
    assertEquals(new Utterance(new Speaker("ADA"), UTTERANCE.tokens(), UTTERANCE.notes()), changed);
    assertSame(UTTERANCE.tokens(), changed.tokens());
    assertEquals("ada", UTTERANCE.speaker().name());
  }

  @Test
  void reachesTheFieldsOfRecordsInAList() {
    assertEquals(List.of("go", "on"), WORDS.select(UTTERANCE));
    assertEquals(
        List.of(new Token("GO"), new Token("ON")), WORDS.modify(UTTERANCE, String::toUpperCase).tokens());
  }

  @Test
  void reachesOneElementOfAListAndOneValueOfAMap() {
    Selector<Utterance, String> second = Selector.of(TOKENS).then(Selector.at(1)).then(TOKEN_TEXT);
    assertEquals(List.of(new Token("go"), new Token("off")), second.modify(UTTERANCE, _ -> "off").tokens());
    Selector<Utterance, String> note = Selector.of(NOTES).then(Selector.key("a.b"));
    assertEquals(Map.of("a.b", "xx", "c", "y"), note.modify(UTTERANCE, text -> text + text).notes());
  }

  @Test
  void isWrittenAsTheTextFormIs() {
    assertEquals("speaker.name", Selector.of(SPEAKER_NAME).text());
    assertEquals("tokens[*].text", WORDS.text());
    assertEquals("notes.c", Selector.of(NOTES).then(Selector.key("c")).text());
  }

  @Test
  void selectorsOfOneTypeMakeOne() {
    Selector<Utterance, String> all = Selector.all(Selector.of(SPEAKER_NAME), WORDS);
    assertEquals("speaker.name,tokens[*].text", all.text());
    assertEquals(List.of("ada", "go", "on"), all.select(UTTERANCE));
    Utterance changed = all.modify(UTTERANCE, String::toUpperCase);
    assertEquals(List.of("ADA", "GO", "ON"), all.select(changed));
  }

  @Test
  void whatFollowsSeveralElementsFollowsEachOfThem() {
    Selector<List<Token>, Token> ends = Selector.all(Selector.at(0), Selector.at(1));
    assertEquals("tokens[0].text,tokens[1].text", Selector.of(TOKENS).then(ends).then(TOKEN_TEXT).text());
  }

  @Test
  void selectorsThatOverlapMakeNone() {
    assertThrows(SelectorOverlapException.class, () -> Selector.all(WORDS, WORDS));
    Selector<Utterance, List<Token>> tokens = Selector.of(TOKENS);
    assertThrows(SelectorOverlapException.class, () -> Selector.all(tokens, tokens));
  }

  @Test
  void aFieldOverlapsWithTheFieldsInside() {
    Field<Utterance, Object> speaker = new Field<>(SPEAKER.schema(), Utterance::speaker);
    Field<Utterance, Object> name = new Field<>(SPEAKER_NAME.path(), NAME, SPEAKER_NAME);
    SelectorOverlapException refusal =
        assertThrows(
            SelectorOverlapException.class, () -> Selector.all(Selector.of(speaker), Selector.of(name)));
    assertEquals("speaker", refusal.first());
    assertEquals("speaker.name", refusal.second());
  }

  @Test
  void anElementThatIsNotThereIsNamed() {
    Selector<Utterance, String> third = Selector.of(TOKENS).then(Selector.at(2)).then(TOKEN_TEXT);
    assertEquals(
        "tokens[2].text: expected an element 2, found a list of 2 elements",
        assertThrows(MissingElementException.class, () -> third.select(UTTERANCE)).getMessage());
  }

  @Test
  void aValueThatTheConstructorRefusesIsNamed() {
    ElementFunctionException failure =
        assertThrows(
            ElementFunctionException.class, () -> WORDS.modify(UTTERANCE, word -> word.equals("on") ? "" : word));
    assertEquals("tokens[1].text", failure.path());
    assertInstanceOf(IllegalArgumentException.class, failure.getCause());
    assertEquals(
        "tokens", assertThrows(ElementFunctionException.class, () -> WORDS.modify(UTTERANCE, _ -> "same")).path());
  }

  @Test
  void aFieldThatCanOnlyBeReadIsNotChanged() {
    Selector<Token, String> text = Selector.of(new Field<>(TOKEN_TEXT.schema(), Token::text));
    assertEquals(List.of("go"), text.select(new Token("go")));
    assertThrows(IllegalStateException.class, () -> text.modify(new Token("go"), String::toUpperCase));
  }
}
