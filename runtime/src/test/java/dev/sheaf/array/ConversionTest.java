package dev.sheaf.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Conversions of all pairs of dtypes, held against [ReferenceNumber], which is slow and obvious.
class ConversionTest {
  @ParameterizedTest
  @EnumSource
  void convertsEveryHardValueToEveryDtypeAsTheReferenceDoes(DType from) {
    for (List<ReferenceNumber> element : ReferenceNumber.elements(from)) {
      for (DType to : DType.values()) {
        assertConverts(from, to, element);
      }
    }
  }

  /// As many as fill some chunks and a part of one, so that the place in the chunk makes no difference.
  @ParameterizedTest
  @EnumSource
  void convertsManyElementsAsEachOfThem(DType from) {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("seed of the conversions: " + seed);
    Random random = new Random(seed);
    List<List<ReferenceNumber>> elements = ReferenceNumber.elements(from);
    for (DType to : DType.values()) {
      List<List<ReferenceNumber>> fitting =
          elements.stream().filter(element -> ReferenceNumber.convert(element, to, false).isPresent()).toList();
      int count = 1 + random.nextInt(2000);
      List<List<ReferenceNumber>> chosen =
          Stream.generate(() -> fitting.get(random.nextInt(fitting.size()))).limit(count).toList();
      List<List<ReferenceNumber>> expected =
          chosen.stream().map(element -> ReferenceNumber.convert(element, to, false).orElseThrow()).toList();
      NdArray found = array(from, chosen).convertRounding(to);
      assertSameElements(array(to, expected), found, from + " to " + to);
    }
  }

  private static void assertConverts(DType from, DType to, List<ReferenceNumber> element) {
    NdArray array = array(from, List.of(element));
    for (boolean exact : new boolean[] {true, false}) {
      String what = "%s %s to %s, exact: %s".formatted(from, element, to, exact);
      Optional<List<ReferenceNumber>> expected = ReferenceNumber.convert(element, to, exact);
      if (expected.isPresent()) {
        NdArray found = exact ? array.convertExactly(to) : array.convertRounding(to);
        assertEquals(to, found.dtype(), what);
        assertSameElements(array(to, List.of(expected.get())), found, what);
      } else {
        var error =
            assertThrows(
                ConversionException.class, () -> print(exact ? array.convertExactly(to) : array.convertRounding(to)), what);
        assertEquals(0, error.position());
        assertEquals(to, error.target());
      }
    }
  }

  private static void print(NdArray unexpected) {
    System.out.println("unexpected: " + unexpected.text(0));
  }

  private static NdArray array(DType dtype, List<List<ReferenceNumber>> elements) {
    byte[] bytes = new byte[elements.size() * dtype.byteSize()];
    for (int i = 0; i < elements.size(); i++) {
      ReferenceNumber.write(elements.get(i), dtype, bytes, i * dtype.byteSize());
    }
    return NdArray.wrap(dtype, MemorySegment.ofArray(bytes), Shape.of(elements.size()));
  }

  /// The same bits; where a NaN is expected, any NaN will do.
  private static void assertSameElements(NdArray expected, NdArray found, String what) {
    assertEquals(expected.size(), found.size(), what);
    for (long i = 0; i < expected.size(); i++) {
      NdArray one = expected.slice(i, i + 1);
      NdArray other = found.slice(i, i + 1);
      assertTrue(
          one.equals(other) || (one.text(0).contains("NaN") && one.text(0).equals(other.text(0))),
          "%s: expected %s, found %s".formatted(what, one.text(0), other.text(0)));
    }
  }

  @Test
  void namesTheFirstElementThatDoesNotFit() {
    int[] values = new int[3000];
    values[1234] = 128;
    values[1235] = -129;
    Int32Array array = Int32Array.of(Shape.of(3, 1000), values);
    var error = assertThrows(ConversionException.class, () -> array.convertExactly(Int8Array.class));
    assertEquals("expected elements that int8 has, found 128 at position 1234", error.getMessage());
    assertEquals(1234, error.position());
    assertEquals("128", error.value());
    assertEquals(DType.INT8, error.target());
  }

  @Test
  void saysWhatItRefused() {
    assertRefused("expected elements that int64 has, found 0.5 at position 0", Float64Array.of(Shape.of(1), 0.5), DType.INT64);
    assertRefused(
        "expected elements that int64 has, found 18446744073709551615 at position 1",
        UInt64Array.of(Shape.of(2), 1, -1),
        DType.INT64);
    assertRefused(
        "expected elements that float32 has, found 1.0+2.0j at position 0",
        Complex64Array.of(Shape.of(1), 1, 2),
        DType.FLOAT32);
    var error =
        assertThrows(
            ArithmeticException.class, () -> Float64Array.of(Shape.of(1), 1e300).convertRounding(Float32Array.class));
    assertEquals("expected elements in the range of float32, found 1.0E300 at position 0", error.getMessage());
  }

  private static void assertRefused(String message, NdArray array, DType target) {
    var error = assertThrows(ConversionException.class, () -> array.convertExactly(target));
    assertEquals(message, error.getMessage());
  }

  @Test
  void keepsTheShapeAndGivesTheClass() {
    Float64Array doubles = Int32Array.of(Shape.of(2, 0, 3)).convertExactly(Float64Array.class);
    assertEquals(Shape.of(2, 0, 3), doubles.shape());
    Int16Array scalar = Float32Array.of(Shape.of(), 7).convertExactly(Int16Array.class);
    assertEquals(7, scalar.get());
    var error =
        assertThrows(IllegalArgumentException.class, () -> doubles.convertExactly(NdArray.class));
    assertEquals(
        "expected the class of one dtype's arrays, found dev.sheaf.array.NdArray", error.getMessage());
  }

  @Test
  void roundsOnceWhereRoundingThroughFloatWouldErr() {
    // A little above the middle of 1 and the next number: as a float it is that middle, and would go to the even 1.
    double half = 1 + Math.scalb(1.0, -11);
    assertEquals(1, Float16Array.nearest(half));
    assertEquals(1 + Math.scalb(1f, -10), Float16Array.nearest(half + Math.scalb(1.0, -40)));
    assertEquals(1, Float16Array.nearest(half - Math.scalb(1.0, -40)));
    double brainHalf = 1 + Math.scalb(1.0, -8);
    assertEquals(1, BFloat16Array.nearest(brainHalf));
    assertEquals(1 + Math.scalb(1f, -7), BFloat16Array.nearest(brainHalf + Math.scalb(1.0, -40)));
    assertEquals(1, BFloat16Array.nearest(brainHalf - Math.scalb(1.0, -40)));
  }

  /// Between any two neighbours lies one middle: it goes to the even one, and what is beside it to the nearer one.
  @Test
  void roundsToFloat16AroundEveryMiddle() {
    for (int bits = 0; bits < 0x7C00; bits++) {
      double low = Float.float16ToFloat((short) bits);
      // Behind the largest comes infinity; the middle is where the next number would be if there were one.
      double high = bits == 0x7BFF ? 65536 : Float.float16ToFloat((short) (bits + 1));
      float above = bits == 0x7BFF ? Float.POSITIVE_INFINITY : (float) high;
      double middle = (low + high) / 2;
      assertEquals((float) low, Float16Array.nearest(Math.nextDown(middle)));
      assertEquals(above, Float16Array.nearest(Math.nextUp(middle)));
      assertEquals(bits % 2 == 0 ? (float) low : above, Float16Array.nearest(middle));
      assertEquals(bits % 2 == 0 ? -(float) low : -above, Float16Array.nearest(-middle));
    }
  }

  @Test
  void roundsToBFloat16AroundEveryMiddle() {
    for (int bits = 0; bits < 0x7F80; bits++) {
      double low = Float.intBitsToFloat(bits << 16);
      double high = bits == 0x7F7F ? 0x1p128 : Float.intBitsToFloat((bits + 1) << 16);
      float above = bits == 0x7F7F ? Float.POSITIVE_INFINITY : (float) high;
      double middle = (low + high) / 2;
      assertEquals((float) low, BFloat16Array.nearest(Math.nextDown(middle)));
      assertEquals(above, BFloat16Array.nearest(Math.nextUp(middle)));
      assertEquals(bits % 2 == 0 ? (float) low : above, BFloat16Array.nearest(middle));
      assertEquals(bits % 2 == 0 ? -(float) low : -above, BFloat16Array.nearest(-middle));
    }
  }

  @Test
  void everyBitPatternOfA16BitTypeGoesToWiderFloatsAndBack() {
    short[] bits = new short[1 << 16];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (short) i;
    }
    for (NdArray array : List.of(Float16Array.ofBits(Shape.of(1 << 16), bits), BFloat16Array.ofBits(Shape.of(1 << 16), bits))) {
      for (DType wide : List.of(DType.FLOAT32, DType.FLOAT64, DType.COMPLEX64, DType.COMPLEX128)) {
        NdArray back = array.convertExactly(wide).convertExactly(array.dtype());
        assertSameElements(array, back, array + " through " + wide);
      }
    }
  }

  @Test
  void convertsLargeArraysInEveryDirection() {
    long[] values = new Random(1).longs(100_000, -1L << 24, 1L << 24).toArray();
    Int64Array longs = Int64Array.of(Shape.of(values.length), values);
    assertArrayEquals(
        values,
        longs
            .convertExactly(Float32Array.class)
            .convertExactly(Complex64Array.class)
            .convertExactly(Int32Array.class)
            .convertExactly(Float64Array.class)
            .convertExactly(Int64Array.class)
            .toArray());
  }
}
