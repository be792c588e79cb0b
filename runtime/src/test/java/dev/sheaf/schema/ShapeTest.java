package dev.sheaf.schema;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void hasAsManyElementsAsItsExtentsMultiplyTo() {
    assertEquals(1, Shape.of().size());
    assertEquals(24, Shape.of(2, 3, 4).size());
    assertEquals(0, Shape.of(2, 0, 4).size());
  }

  @Test
  void countsElementsBeyondTheRangeOfAnInt() {
    assertEquals(6_000_000_000L, Shape.of(2_000_000_000L, 3).size());
  }

  @Test
  void isEmptyWhereOneAxisIsHoweverLargeTheOthersAre() {
    assertEquals(0, Shape.of(Long.MAX_VALUE, Long.MAX_VALUE, 0).size());
  }

  @Test
  void refusesMoreElementsThanALongCounts() {
    var error = assertThrows(IllegalArgumentException.class, () -> Shape.of(1L << 32, 1L << 31));
    assertEquals("expected at most 2^63 - 1 elements, found the shape [4294967296, 2147483648]", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Shape.of(1L << 32, 1L << 32));
  }

  @Test
  void refusesANegativeExtent() {
    var error = assertThrows(IllegalArgumentException.class, () -> Shape.of(3, -1));
    assertEquals("expected extents of 0 or more, found [3, -1]", error.getMessage());
  }

  @Test
  void readsLikeNumPys() {
    assertEquals("()", Shape.of().toString());
    assertEquals("(3,)", Shape.of(3).toString());
    assertEquals("(2, 3)", Shape.of(2, 3).toString());
  }

  @Test
  void leavesOutTheFirstAxisOrAddsOne() {
    assertEquals(Shape.of(3, 4), Shape.of(2, 3, 4).inner());
    assertEquals(Shape.of(5, 2, 3), Shape.of(2, 3).stacked(5));
    assertThrows(IllegalStateException.class, () -> Shape.of().inner());
  }

  @Test
  void doesNotChangeWithTheArrayItWasMadeFromOrGaveOut() {
    long[] dims = {2, 3};
    Shape shape = Shape.of(dims);
    dims[0] = 9;
    shape.toArray()[1] = 9;
    assertArrayEquals(new long[] {2, 3}, shape.toArray());
  }

  @Test
  void equalsAShapeWithTheSameExtentsOnly() {
    assertEquals(Shape.of(2, 3), Shape.of(2, 3));
    assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
    assertNotEquals(Shape.of(2, 3), Shape.of(3, 2));
    assertNotEquals(Shape.of(6), Shape.of(2, 3));
  }
}
