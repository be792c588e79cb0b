package dev.sheaf.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.select.Step.Each;
import dev.sheaf.select.Step.Index;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The text form of selectors.
class SelectorTextTest {
  @Test
  void aPathIsMadeOfKeysAndIndicesAndStars() {
    assertEquals(
        List.of(
            ElementPath.of(new Step.Key("foo"), new Index(1), new Step.Key("y")),
            ElementPath.of(new Step.Key("bar")),
            ElementPath.of(new Step.Key("baz"), new Each(), new Index(2))),
        Selector.parse("foo[1].y,bar,baz[*][2]").paths());
  }

  @Test
  void aDigitOrAStarWithoutBracketsIsAKey() {
    assertEquals(
        List.of(ElementPath.of(new Step.Key("0"), new Step.Key("*"), new Step.Key("a]b"))), Selector.parse("0.*.a]b").paths());
  }

  @Test
  void theCanonicalFormHasNoWhiteSpaceAndNoLeadingZeros() {
    assertEquals("[7].a,b[*]", Selector.parse(" [007].a\t,\n b[*] \f").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "[0]", "[*]", "[0].foo", "foo[1].y,bar", "a.b.c[*][*].d", "日本.é[9223372036854775807]"})
  void theCanonicalFormIsReadAsTheSameSelector(String text) {
    Selector<Object, Object> selector = Selector.parse(text);
    assertEquals(text, selector.text());
    assertEquals(selector, Selector.parse(selector.toString()));
    assertEquals(selector.hashCode(), Selector.parse(text).hashCode());
    assertNotEquals(selector, Selector.parse("other"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                    | 0  | a key or an index in brackets
          '  '                  | 2  | a key or an index in brackets
          '.'                   | 0  | a key or an index in brackets
          'foo.'                | 4  | a key
          'foo..bar'            | 4  | a key
          'foo.[0]'             | 4  | a key
          'foo,'                | 4  | a key or an index in brackets
          ' , foo'              | 1  | a key or an index in brackets
          'a,,b'                | 2  | a key or an index in brackets
          'fo o'                | 3  | the next path behind a comma, or the end
          'foo [0]'             | 4  | the next path behind a comma, or the end
          '[0]foo'              | 3  | the next path behind a comma, or the end
          'foo['                | 4  | digits or "*"
          'foo[]'               | 4  | digits or "*"
          'foo[[0]'             | 4  | digits or "*"
          '[-1]'                | 1  | digits or "*"
          '[ 0 ]'               | 1  | digits or "*"
          '[٣]'                 | 1  | digits or "*"
          'foo[0'               | 5  | "]"
          '[1*]'                | 2  | "]"
          '[**]'                | 2  | "]"
          '[9223372036854775808]' | 1 | an index of at most 9223372036854775807
          """)
  void refusesWhatIsNoSelectorAndSaysWhere(String text, int position, String expected) {
    SelectorSyntaxException refusal = assertThrows(SelectorSyntaxException.class, () -> Selector.parse(text));
    assertEquals(position, refusal.position());
    assertEquals(expected, refusal.expected());
    assertEquals(text, refusal.text());
  }

  @Test
  void aRefusalTellsWhatWasFound() {
    assertEquals(
        "selector \"foo[x]\", position 4: expected digits or \"*\", found \"x\"",
        assertThrows(SelectorSyntaxException.class, () -> Selector.parse("foo[x]")).getMessage());
    assertEquals(
        "selector \"foo.\", position 4: expected a key, found its end",
        assertThrows(SelectorSyntaxException.class, () -> Selector.parse("foo.")).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a,a           | a      | a
          a[0],a[0]     | a[0]   | a[0]
          a,a[0]        | a      | a[0]
          a[0].b,c,a    | a[0].b | a
          [*].a,[1].a   | [*].a  | [1].a
          [0][1],[*][*] | [0][1] | [*][*]
          [*],[1][0]    | [*]    | [1][0]
          """)
  void refusesToSelectAnElementTwiceOrTogetherWithWhatIsAroundIt(String text, String first, String second) {
    SelectorOverlapException refusal = assertThrows(SelectorOverlapException.class, () -> Selector.parse(text));
    assertEquals(first, refusal.first());
    assertEquals(second, refusal.second());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a.b,a.c", "a[0],a[1]", "[*].a,[*].b", "[0].a,[1]", "a,ab", "0,[0]"})
  void takesPathsThatLeadToElementsApart(String text) {
    assertEquals(text, Selector.parse(text).text());
  }

  @Test
  void aPathMatchesThePlaceThatItLeadsToAndNoOther() {
    ElementPath path = Selector.parse("foo[*].y").paths().getFirst();
    assertTrue(path.matches(ElementPath.of(new Step.Key("foo"), new Index(3), new Step.Key("y"))));
    assertTrue(path.matches(path));
    assertFalse(path.matches(ElementPath.of(new Step.Key("foo"), new Index(3))));
    assertFalse(path.matches(ElementPath.of(new Step.Key("foo"), new Index(3), new Step.Key("y"), new Index(0))));
    assertFalse(path.matches(ElementPath.of(new Step.Key("foo"), new Step.Key("3"), new Step.Key("y"))));
  }

  @Test
  void aPathHasAStepAndAnIndexIsNotNegative() {
    assertThrows(IllegalArgumentException.class, ElementPath::of);
    assertThrows(IllegalArgumentException.class, () -> Selector.at(-1));
    assertThrows(IllegalArgumentException.class, Selector::all);
  }
}
