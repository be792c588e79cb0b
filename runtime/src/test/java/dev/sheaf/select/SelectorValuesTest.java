package dev.sheaf.select;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sheaf.array.Int64Array;
import dev.sheaf.schema.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Selectors in text form, on values made of maps and lists.
class SelectorValuesTest {
  private static Map<String, Object> example() {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("foo", List.of(Map.of("y", 2), Map.of("y", 4)));
    example.put("bar", 6);
    return example;
  }

  private static Object tenfold(Object number) {
    return 10 * (Integer) number;
  }

  @Test
  void givesElementsInTheOrderOfThePathsAndOfTheLists() {
    assertEquals(List.of(6, 2, 4), Selector.parse("bar,foo[*].y").select(example()));
  }

  @Test
  void changesTheSelectedElementsInACopy() {
    Map<String, Object> example = example();
    Object changed = Selector.parse("foo[1].y,bar").modify(example, SelectorValuesTest::tenfold);
    assertEquals(Map.of("foo", List.of(Map.of("y", 2), Map.of("y", 40)), "bar", 60), changed);
    assertEquals(example(), example);
  }

  @Test
  void aCopySharesWhatIsNotOnTheWay() {
    Map<String, Object> example = example();
    Map<?, ?> changed = (Map<?, ?>) Selector.parse("bar").modify(example, SelectorValuesTest::tenfold);
    assertSame(example.get("foo"), changed.get("foo"));
  }

  @Test
  void aCopyKeepsTheOrderOfKeysAndCannotBeChanged() {
    Map<?, ?> changed = (Map<?, ?>) Selector.parse("foo[0].y").modify(example(), SelectorValuesTest::tenfold);
    assertEquals(List.of("foo", "bar"), List.copyOf(changed.keySet()));
    assertThrows(UnsupportedOperationException.class, changed::clear);
    List<?> list = assertInstanceOf(List.class, changed.get("foo"));
    assertThrows(UnsupportedOperationException.class, list::clear);
  }

  @Test
  void anElementMayBecomeOneOfAnotherType() {
    assertEquals(Map.of("a", "7"), Selector.parse("a").modify(Map.of("a", 7), Object::toString));
    assertEquals(
        Map.of("a", 2), Selector.parse("a").modify(Map.of("a", List.of(1, 2)), list -> ((List<?>) list).size()));
  }

  @Test
  void anEmptyListHasNoElementsAndThatIsFine() {
    assertEquals(List.of(), Selector.parse("[*].b.c[3]").select(List.of()));
    assertEquals(
        List.of(List.of(), List.of(10)),
        Selector.parse("[*][*]").modify(List.of(List.of(), List.of(1)), SelectorValuesTest::tenfold));
  }

  @Test
  void anArrayOfObjectsIsARowWithoutNames() {
    Object[] row = {1, new String[] {"x"}, 3};
    assertEquals(List.of("x"), Selector.parse("[1][0]").select(row));
    assertArrayEquals(
        new Object[] {1, row[1], 30}, (Object[]) Selector.parse("[2]").modify(row, SelectorValuesTest::tenfold));
    assertEquals(3, row[2]);
  }

  @Test
  void anNdArrayIsAnElementAsAWhole() {
    Int64Array array = Int64Array.of(Shape.of(2), 1, 2);
    assertEquals(List.of(array), Selector.parse("t").select(Map.of("t", array)));
    assertEquals(
        "t[0]: expected a list, found a value of class Int64Array",
        assertThrows(MissingElementException.class, () -> Selector.parse("t[0]").select(Map.of("t", array)))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nokey            | nokey            | a map without
          nokey[0].deep    | nokey[0].deep    | a map without
          [0]              | [0]              | a map of 2 values
          [*]              | [*]              | a map of 2 values
          foo.y            | foo.y            | a list of 2 elements
          foo[2].y         | foo[2].y         | a list of 2 elements
          foo[99999999999] | foo[99999999999] | a list of 2 elements
          foo[*].x         | foo[0].x         | a map without
          foo[*].y[*].z    | foo[0].y[*].z    | a value of class Integer
          bar.deep         | bar.deep         | a value of class Integer
          bar,foo[1].z     | foo[1].z         | a map without
          """)
  void tellsWhichElementIsMissing(String text, String path, String found) {
    MissingElementException missing =
        assertThrows(
            MissingElementException.class,
            () -> Selector.parse(text).modify(example(), _ -> fail("called before all elements were looked for")));
    assertEquals(path, missing.path());
    assertEquals(found, missing.found());
    assertThrows(MissingElementException.class, () -> Selector.parse(text).select(example()));
    assertThrows(
        MissingElementException.class,
        () -> Selector.parse(text).forEach(example(), _ -> fail("called before all elements were looked for")));
  }

  @Test
  void namesTheElementOfEachListThatItIsIn() {
    List<Object> value = List.of(Map.of("a", List.of(1)), Map.of("a", List.of(1, List.of())));
    assertEquals(
        "[0].a[0].b",
        assertThrows(MissingElementException.class, () -> Selector.parse("[*].a[*].b").select(value)).path());
    assertEquals(
        "[1].a[1]",
        assertThrows(
                ElementFunctionException.class,
                () -> Selector.parse("[*].a[*]").modify(value, SelectorValuesTest::tenfold))
            .path());
  }

  @Test
  void nullIsNoElement() {
    Map<String, Object> map = Collections.singletonMap("a", null);
    assertEquals("a", assertThrows(MissingElementException.class, () -> Selector.parse("a").select(map)).path());
    List<Object> list = Arrays.asList(1, null);
    assertEquals("[1]", assertThrows(MissingElementException.class, () -> Selector.parse("[*]").select(list)).path());
    assertEquals("[1]", assertThrows(MissingElementException.class, () -> Selector.parse("[1]").select(list)).path());
  }

  @Test
  void nullBesideTheElementsStaysWhereItIs() {
    assertEquals(
        Arrays.asList(10, null), Selector.parse("[0]").modify(Arrays.asList(1, null), SelectorValuesTest::tenfold));
  }

  @Test
  void aFailureOfTheFunctionTellsTheElementAndKeepsItsCause() {
    IllegalStateException cause = new IllegalStateException("no more");
    ElementFunctionException failure =
        assertThrows(
            ElementFunctionException.class,
            () ->
                Selector.parse("foo[*].y")
                    .modify(
                        example(),
                        element -> {
                          if (element.equals(4)) {
                            throw cause;
                          }
                          return element;
                        }));
    assertEquals("foo[1].y", failure.path());
    assertSame(cause, failure.getCause());
    assertEquals(
        "the function failed on element foo[1].y: java.lang.IllegalStateException: no more", failure.getMessage());
  }

  @Test
  @SuppressWarnings("NullAway")
  void aFunctionThatGivesNullFails() {
    ElementFunctionException failure =
        assertThrows(ElementFunctionException.class, () -> Selector.parse("bar").modify(example(), _ -> null));
    assertEquals("bar", failure.path());
    assertInstanceOf(NullPointerException.class, failure.getCause());
  }

  @Test
  void anErrorOfTheMachineIsNotTheFunctionsAndComesAsItIs() {
    OutOfMemoryError error = new OutOfMemoryError();
    assertSame(
        error,
        assertThrows(
            OutOfMemoryError.class,
            () ->
                Selector.parse("bar")
                    .modify(
                        example(),
                        _ -> {
                          throw error;
                        })));
  }

  @Test
  void visitsElementsWithoutAList() {
    List<Object> visited = new ArrayList<>();
    Selector.parse("foo[*].y,bar").forEach(example(), visited::add);
    assertEquals(List.of(2, 4, 6), visited);
  }
}
