package dev.sheaf.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalarElementsTest {
  @Test
  void givesBackTheExtremesOfEachType() {
    for (List<?> values :
        List.of(
            List.of(false, true),
            List.of(Byte.MIN_VALUE, Byte.MAX_VALUE),
            List.of(Short.MIN_VALUE, Short.MAX_VALUE),
            List.of(Integer.MIN_VALUE, Integer.MAX_VALUE),
            List.of(Long.MIN_VALUE, Long.MAX_VALUE),
            List.of(Float.MIN_VALUE, Float.MAX_VALUE, -0f, Float.NaN, Float.NEGATIVE_INFINITY),
            List.of(Double.MIN_VALUE, Double.MAX_VALUE, -0d, Double.NaN, Double.NEGATIVE_INFINITY))) {
      ScalarElements elements = elements(of(values.getFirst()), values.size());
      for (int i = 0; i < values.size(); i++) {
        elements.set(i, values.get(i));
        assertEquals(values.get(i), elements.get(i));
      }
    }
  }

  @Test
  void liesInMemoryAsAnArrayDoes() {
    ScalarElements elements = elements(Scalar.LONG, 2);
    elements.set(0, 7L);
    elements.set(1, -1L);
    assertEquals(Int64Array.of(Shape.of(2), 7, -1), wrap(elements));
    ScalarElements booleans = elements(Scalar.BOOLEAN, 2);
    booleans.set(1, true);
    assertArrayEquals(new byte[] {0, 1}, (byte[]) booleans.segment().heapBase().orElseThrow());
  }

  @Test
  void takesOtherTypesOfTheSameNumber() {
    ScalarElements ints = elements(Scalar.INT, 1);
    ints.set(0, (Object) 5L);
    assertEquals(5, ints.get(0));
    ScalarElements floats = elements(Scalar.FLOAT, 1);
    floats.set(0, (Object) 0.5);
    assertEquals(0.5f, floats.get(0));
  }

  @Test
  void refusesWhatTheTypeDoesNotHold() {
    assertRefused("expected a value of byte, found 128", Scalar.BYTE, 128);
    assertRefused("expected a value of short, found -32769", Scalar.SHORT, -32769);
    assertRefused("expected a value of int, found 2147483648", Scalar.INT, 1L << 31);
    assertRefused("expected a value of float, found 0.1", Scalar.FLOAT, 0.1);
    assertRefused("expected a value of float, found 1", Scalar.FLOAT, 1);
    assertRefused("expected a value of long, found 1.0", Scalar.LONG, 1.0);
    assertRefused("expected a value of boolean, found 1", Scalar.BOOLEAN, 1);
    assertRefused("expected a value of long, found true", Scalar.LONG, true);
    assertRefused("expected a value of double, found text", Scalar.DOUBLE, "text");
  }

  @Test
  void refusesElementsThatAreNotThere() {
    for (Scalar scalar : Scalar.values()) {
      assertThrows(IndexOutOfBoundsException.class, () -> elements(scalar, 1).get(1));
      assertThrows(IndexOutOfBoundsException.class, () -> elements(scalar, 1).get(-1));
    }
  }

  private static void assertRefused(String message, Scalar scalar, Object value) {
    ScalarElements elements = elements(scalar, 1);
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> elements.set(0, value)).getMessage());
  }

  private static NdArray wrap(ScalarElements elements) {
    long size = elements.segment().byteSize() / elements.scalar().dtype().byteSize();
    return NdArray.wrap(elements.scalar().dtype(), elements.segment(), Shape.of(size));
  }

  private static ScalarElements elements(Scalar scalar, int count) {
    return new ScalarElements(scalar, MemorySegment.ofArray(new byte[count * scalar.dtype().byteSize()]));
  }

  private static Scalar of(Object value) {
    return switch (value) {
      case Boolean _ -> Scalar.BOOLEAN;
      case Byte _ -> Scalar.BYTE;
      case Short _ -> Scalar.SHORT;
      case Integer _ -> Scalar.INT;
      case Long _ -> Scalar.LONG;
      case Float _ -> Scalar.FLOAT;
      default -> Scalar.DOUBLE;
    };
  }
}
