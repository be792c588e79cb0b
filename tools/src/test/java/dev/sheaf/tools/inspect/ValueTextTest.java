package dev.sheaf.tools.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt64Array;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ValueTextTest {
  @Test
  void printsArraysAsNumPyDoes() {
    assertEquals(
        "float32 (2, 2) [[0. 0.5] [-1. 1.5e-10]]",
        ValueText.of(Float32Array.of(Shape.of(2, 2), 0f, 0.5f, -1f, 1.5e-10f)));
    assertEquals(
        "float64 (4,) [nan inf -inf -0.]",
        ValueText.of(
            Float64Array.of(Shape.of(4), Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0)));
    assertEquals("bool (2,) [True False]", ValueText.of(BoolArray.of(Shape.of(2), true, false)));
    assertEquals("uint64 (1,) [18446744073709551615]", ValueText.of(UInt64Array.of(Shape.of(1), -1L)));
    assertEquals(
        "complex64 (1,) [1.-2.j]",
        ValueText.of(NdArray.wrap(DType.COMPLEX64, MemorySegment.ofArray(new float[] {1, -2}), Shape.of(1))));
    assertEquals("float32 (0, 3) []", ValueText.of(Float32Array.of(Shape.of(0, 3))));
  }

  @Test
  void leavesOutTheMiddleOfALongAxis() {
    assertEquals(
        "int64 (100,) [0 1 2 ... 97 98 99]",
        ValueText.of(Int64Array.of(Shape.of(100), LongStream.range(0, 100).toArray())));
    assertEquals(
        "int64 (6,) [0 1 2 3 4 5]", ValueText.of(Int64Array.of(Shape.of(6), LongStream.range(0, 6).toArray())));
    assertEquals("[0, 1, 2, ..., 5, 6, 7] (8 elements)", ValueText.of(List.of(0, 1, 2, 3, 4, 5, 6, 7)));
  }

  @Test
  void printsTheBeginningOfLongTextsAndBytes() {
    assertEquals("\"" + "a".repeat(60) + "...\" (61 characters)", ValueText.of("a".repeat(61)));
    assertEquals("0x" + "00".repeat(16) + "... (17 bytes)", ValueText.of(new byte[17]));
  }

  @Test
  void printsWhatIsInsideOfValues() {
    assertEquals("{a: \"b\"}", ValueText.of(Map.of("a", "b")));
    assertEquals("{1, none}", ValueText.of(new Object[] {1, Optional.empty()}));
    assertEquals("[none]", ValueText.of(Arrays.asList((Object) null)));
  }
}
