package dev.sheaf.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.schema.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class NdArrayTest {
  private final Float32Array array = Float32Array.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

  @Test
  void givesElementsByPositionAndByIndex() {
    assertEquals(6, array.getFlat(5));
    assertEquals(4, array.get(1, 0));
    assertEquals(7, Int64Array.of(Shape.of(), 7).get());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, array.toArray());
  }

  @Test
  void refusesAnIndexOutsideItsAxisEvenIfThePositionExists() {
    assertThrows(IndexOutOfBoundsException.class, () -> array.get(0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> array.get(-1, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> array.getFlat(6));
    assertThrows(IndexOutOfBoundsException.class, () -> array.getFlat(-1));
  }

  @Test
  void refusesAnotherNumberOfIndicesThanAxes() {
    var error = assertThrows(IllegalArgumentException.class, () -> array.get(1));
    assertEquals("expected 2 indices, found 1", error.getMessage());
  }

  @Test
  void isCutAlongTheFirstAxisWithoutCopying() {
    float[] values = {1, 2, 3, 4, 5, 6};
    var view = Float32Array.wrap(MemorySegment.ofArray(values), Shape.of(3, 2));
    Float32Array row = view.at(1);
    Float32Array rows = view.slice(1, 3);
    values[3] = 9;
    assertEquals(Float32Array.of(Shape.of(2), 3, 9), row);
    assertEquals(Float32Array.of(Shape.of(2, 2), 3, 9, 5, 6), rows);
    assertEquals(Shape.of(0, 2), view.slice(3, 3).shape());
  }

  @Test
  void refusesToBeCutOutsideItsFirstAxis() {
    assertThrows(IndexOutOfBoundsException.class, () -> array.at(2));
    assertThrows(IndexOutOfBoundsException.class, () -> array.slice(1, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> array.slice(1, 0));
    assertThrows(IllegalStateException.class, () -> Float32Array.of(Shape.of(), 1).at(0));
  }

  @Test
  void cutsAnArrayWithoutElementsByIndexAllTheSame() {
    var empty = Float32Array.of(Shape.of(2, 0));
    assertEquals(Shape.of(0), empty.at(1).shape());
    assertThrows(IndexOutOfBoundsException.class, () -> empty.at(2));
  }

  @Test
  void takesAnotherShapeOfTheSameSize() {
    assertEquals(6, array.reshape(Shape.of(3, 2)).get(2, 1));
    assertThrows(IllegalArgumentException.class, () -> array.reshape(Shape.of(4)));
  }

  @Test
  void refusesMemoryOfAnotherSize() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> Float32Array.wrap(MemorySegment.ofArray(new float[5]), Shape.of(6)));
    assertEquals("expected 24 bytes for float32 (6,), found a segment of 20 bytes", error.getMessage());
  }

  @Test
  void readsMemoryAtAnyAddress() {
    byte[] bytes = new byte[17];
    MemorySegment odd = MemorySegment.ofArray(bytes).asSlice(1, 16);
    odd.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, 8, 2.5);
    assertEquals(2.5, Float64Array.wrap(odd, Shape.of(2)).get(1));
  }

  @Test
  void equalsByBits() {
    assertEquals(Float32Array.of(Shape.of(1), Float.NaN), Float32Array.of(Shape.of(1), Float.NaN));
    assertNotEquals(Float32Array.of(Shape.of(1), 0f), Float32Array.of(Shape.of(1), -0f));
    assertNotEquals(Float32Array.of(Shape.of(2), 1, 2), Float32Array.of(Shape.of(1, 2), 1, 2));
    assertNotEquals((NdArray) Float64Array.of(Shape.of(1), 0), Int64Array.of(Shape.of(1), 0));
    assertEquals(array.hashCode(), Float32Array.of(array.shape(), array.toArray()).hashCode());
  }

  @Test
  void isTheSameValueOnTheHeapAndInNativeMemory() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(24, 64).copyFrom(array.segment());
      var copy = Float32Array.wrap(memory, array.shape());
      assertEquals(array, copy);
      assertEquals(array.hashCode(), copy.hashCode());
    }
  }

  @Test
  void givesADirectReadOnlyBufferInNativeOrder() {
    var buffer = array.buffer();
    assertTrue(buffer.isDirect());
    assertTrue(buffer.isReadOnly());
    assertEquals(ByteOrder.nativeOrder(), buffer.order());
    assertEquals(5, buffer.asFloatBuffer().get(4));
  }

  @Test
  void sharesNativeMemoryWithItsBuffer() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(8, 64);
      var buffer = Int64Array.wrap(memory, Shape.of(1)).buffer();
      memory.set(ValueLayout.JAVA_LONG, 0, 42);
      assertEquals(42, buffer.getLong(0));
    }
  }

  @Test
  void readsAsDtypeAndShape() {
    assertEquals("float32 (2, 3)", array.toString());
  }
}
