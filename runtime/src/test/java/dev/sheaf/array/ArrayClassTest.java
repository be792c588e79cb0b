package dev.sheaf.array;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every array class promises, whatever its dtype.
class ArrayClassTest {
  private static final Shape SHAPE = Shape.of(2, 3);

  /// Six elements with ones in bytes that differ, so that no two are alike; booleans alternate.
  private static NdArray sample(DType dtype) {
    return NdArray.wrap(dtype, MemorySegment.ofArray(bytes(dtype)), SHAPE);
  }

  private static byte[] bytes(DType dtype) {
    byte[] bytes = new byte[6 * dtype.byteSize()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (dtype == DType.BOOL ? i % 2 : i + 1);
    }
    return bytes;
  }

  /// One element as its class gives it.
  private static Object element(NdArray array, long position) {
    return switch (array) {
      case BoolArray bools -> bools.getFlat(position);
      case UInt8Array numbers -> numbers.getFlat(position);
      case UInt16Array numbers -> numbers.getFlat(position);
      case UInt32Array numbers -> numbers.getFlat(position);
      case UInt64Array numbers -> numbers.getFlat(position);
      case Int8Array numbers -> numbers.getFlat(position);
      case Int16Array numbers -> numbers.getFlat(position);
      case Int32Array numbers -> numbers.getFlat(position);
      case Int64Array numbers -> numbers.getFlat(position);
      case Float16Array numbers -> numbers.getFlat(position);
      case BFloat16Array numbers -> numbers.getFlat(position);
      case Float32Array numbers -> numbers.getFlat(position);
      case Float64Array numbers -> numbers.getFlat(position);
      case Complex64Array numbers -> numbers.getFlat(position);
      case Complex128Array numbers -> numbers.getFlat(position);
    };
  }

  private static Object element(NdArray array, long... index) {
    return switch (array) {
      case BoolArray bools -> bools.get(index);
      case UInt8Array numbers -> numbers.get(index);
      case UInt16Array numbers -> numbers.get(index);
      case UInt32Array numbers -> numbers.get(index);
      case UInt64Array numbers -> numbers.get(index);
      case Int8Array numbers -> numbers.get(index);
      case Int16Array numbers -> numbers.get(index);
      case Int32Array numbers -> numbers.get(index);
      case Int64Array numbers -> numbers.get(index);
      case Float16Array numbers -> numbers.get(index);
      case BFloat16Array numbers -> numbers.get(index);
      case Float32Array numbers -> numbers.get(index);
      case Float64Array numbers -> numbers.get(index);
      case Complex64Array numbers -> numbers.get(index);
      case Complex128Array numbers -> numbers.get(index);
    };
  }

  /// An array of the same class made from the Java array that the first one gives.
  private static NdArray copy(NdArray array) {
    return switch (array) {
      case BoolArray bools -> BoolArray.of(array.shape(), bools.toArray());
      case UInt8Array numbers -> UInt8Array.of(array.shape(), numbers.toArray());
      case UInt16Array numbers -> UInt16Array.of(array.shape(), numbers.toArray());
      case UInt32Array numbers -> UInt32Array.of(array.shape(), numbers.toArray());
      case UInt64Array numbers -> UInt64Array.of(array.shape(), numbers.toArray());
      case Int8Array numbers -> Int8Array.of(array.shape(), numbers.toArray());
      case Int16Array numbers -> Int16Array.of(array.shape(), numbers.toArray());
      case Int32Array numbers -> Int32Array.of(array.shape(), numbers.toArray());
      case Int64Array numbers -> Int64Array.of(array.shape(), numbers.toArray());
      case Float16Array numbers -> Float16Array.of(array.shape(), numbers.toArray());
      case BFloat16Array numbers -> BFloat16Array.of(array.shape(), numbers.toArray());
      case Float32Array numbers -> Float32Array.of(array.shape(), numbers.toArray());
      case Float64Array numbers -> Float64Array.of(array.shape(), numbers.toArray());
      case Complex64Array numbers -> Complex64Array.of(array.shape(), numbers.toArray());
      case Complex128Array numbers -> Complex128Array.of(array.shape(), numbers.toArray());
    };
  }

  @ParameterizedTest
  @EnumSource
  void isNamedAfterItsDtype(DType dtype) {
    NdArray array = sample(dtype);
    assertEquals(dtype, array.dtype());
    assertEquals(dtype.arrayTypeName(), array.getClass().getSimpleName());
    assertEquals(dtype + " (2, 3)", array.toString());
  }

  @ParameterizedTest
  @EnumSource
  void givesTheSameElementByIndexAsByPosition(DType dtype) {
    NdArray array = sample(dtype);
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 3; column++) {
        assertEquals(element(array, 3L * row + column), element(array, new long[] {row, column}));
      }
    }
    for (long outside : new long[] {-1, 6, 1L << 31, 1L << 62, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThrows(IndexOutOfBoundsException.class, () -> element(array, outside));
    }
    assertThrows(IndexOutOfBoundsException.class, () -> element(array, new long[] {0, 3}));
    assertThrows(IllegalArgumentException.class, () -> element(array, new long[] {0, 0, 0}));
  }

  @ParameterizedTest
  @EnumSource
  void isMadeAnewFromItsOwnJavaArray(DType dtype) {
    NdArray array = sample(dtype);
    assertEquals(array, copy(array));
    assertEquals(array.hashCode(), copy(array).hashCode());
  }

  @ParameterizedTest
  @EnumSource
  void isCutWithoutCopying(DType dtype) {
    byte[] bytes = bytes(dtype);
    NdArray array = NdArray.wrap(dtype, MemorySegment.ofArray(bytes), SHAPE);
    NdArray row = array.at(1);
    NdArray rows = array.slice(1, 2);
    Arrays.fill(bytes, (byte) 0);
    assertEquals(Shape.of(3), row.shape());
    assertEquals(Shape.of(1, 3), rows.shape());
    assertEquals(element(array, 5L), element(row, 2L));
    assertEquals(element(array, 5L), element(rows, new long[] {0, 2}));
    assertEquals(array.getClass(), row.getClass());
    assertEquals(element(array, 3L), element(array.reshape(Shape.of(6)).at(3), new long[0]));
  }

  @ParameterizedTest
  @EnumSource
  void hasScalarsAndAxesWithoutElements(DType dtype) {
    NdArray scalar = sample(dtype).reshape(Shape.of(6)).at(4);
    assertEquals(Shape.of(), scalar.shape());
    assertEquals(scalar, copy(scalar));
    assertThrows(IllegalStateException.class, () -> scalar.at(0));

    NdArray empty = NdArray.wrap(dtype, MemorySegment.ofArray(new byte[0]), Shape.of(2, 0, 3));
    assertEquals(empty, copy(empty));
    assertEquals(Shape.of(0, 3), empty.at(1).shape());
    assertEquals(Shape.of(0), empty.reshape(Shape.of(0)).shape());
    assertEquals(0, empty.buffer().remaining());
    assertThrows(IndexOutOfBoundsException.class, () -> element(empty, 0L));
  }

  @ParameterizedTest
  @EnumSource
  void readsMemoryAtAnyAddressAndOfAnyKind(DType dtype) {
    byte[] bytes = bytes(dtype);
    byte[] shifted = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, shifted, 1, bytes.length);
    NdArray unaligned = NdArray.wrap(dtype, MemorySegment.ofArray(shifted).asSlice(1), SHAPE);
    assertEquals(sample(dtype), unaligned);
    assertEquals(sample(dtype), copy(unaligned));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(bytes.length + 1, 64).asSlice(1);
      memory.copyFrom(MemorySegment.ofArray(bytes));
      NdArray odd = NdArray.wrap(dtype, memory, SHAPE);
      assertEquals(sample(dtype), copy(odd));
      assertEquals(element(unaligned, 5L), element(odd, 5L));
      assertEquals(sample(dtype).convertRounding(DType.COMPLEX128), odd.convertRounding(DType.COMPLEX128));
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsBeyondAnIntWithoutMemory(DType dtype) {
    long huge = 1L << 40;
    NdArray none = NdArray.wrap(dtype, MemorySegment.ofArray(new byte[0]), Shape.of(huge, 0, huge));
    assertEquals(Shape.of(huge - 5, 0, huge), none.slice(5, huge).shape());
    assertEquals(Shape.of(0, huge), none.at(huge - 1).shape());
    assertThrows(IndexOutOfBoundsException.class, () -> none.at(huge));
    assertThrows(
        IllegalArgumentException.class,
        () -> NdArray.wrap(dtype, MemorySegment.ofArray(new byte[0]), Shape.of(huge)));
    // So many elements have a number, but 2^63 bytes or more have none.
    if (dtype.byteSize() > 1) {
      assertThrows(
          ArithmeticException.class,
          () -> NdArray.wrap(dtype, MemorySegment.ofArray(new byte[0]), Shape.of(1L << 62)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BOOL", "INT8", "UINT16", "BFLOAT16"})
  void seesAllOfAMappingThatIsLargerThanAJavaArray(DType dtype, @TempDir Path folder) throws IOException {
    long elements = (1L << 31) + 1;
    // A hole but for the last element: the file takes no space.
    try (Arena arena = Arena.ofConfined();
        FileChannel file = FileChannel.open(folder.resolve("hole"), CREATE_NEW, READ, WRITE)) {
      file.write(ByteBuffer.allocate(1).put((byte) 1).flip(), elements * dtype.byteSize() - 1);
      MemorySegment memory = file.map(FileChannel.MapMode.READ_ONLY, 0, elements * dtype.byteSize(), arena);
      NdArray array = NdArray.wrap(dtype, memory, Shape.of(elements));
      NdArray last = array.slice(elements - 1, elements);
      assertEquals(1, memory.get(ValueLayout.JAVA_BYTE, memory.byteSize() - 1));
      assertEquals(element(last, 0L), element(array, elements - 1));
      assertEquals(last, copy(last));
      assertThrows(ArithmeticException.class, () -> copy(array));
      assertThrows(IllegalStateException.class, array::buffer);
      assertThrows(IllegalStateException.class, () -> array.convertRounding(DType.FLOAT64));
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesThroughBuffersOfTheCaller(DType dtype) {
    NdArray array = sample(dtype);
    int bytes = 6 * dtype.byteSize();
    for (ByteBuffer buffer : List.of(ByteBuffer.allocate(bytes + 3), ByteBuffer.allocateDirect(bytes + 3))) {
      buffer.order(ByteOrder.nativeOrder()).position(2);
      array.copyTo(buffer);
      assertEquals(bytes + 2, buffer.position());
      NdArray view = NdArray.wrap(dtype, buffer.flip().position(2), SHAPE);
      assertEquals(array, view);
      assertEquals(array, NdArray.wrap(dtype, array.buffer(), SHAPE));
      buffer.put(2, (byte) (buffer.get(2) ^ 1));
      assertNotEquals(array, view);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesBuffersThatItWouldMisread(DType dtype) {
    NdArray array = sample(dtype);
    assertThrows(
        BufferOverflowException.class,
        () -> array.copyTo(ByteBuffer.allocate(6 * dtype.byteSize() - 1).order(ByteOrder.nativeOrder())));
    assertThrows(
        ReadOnlyBufferException.class,
        () -> array.copyTo(ByteBuffer.allocate(96).asReadOnlyBuffer().order(ByteOrder.nativeOrder())));
    assertThrows(IllegalArgumentException.class, () -> NdArray.wrap(dtype, ByteBuffer.allocate(1), Shape.of(9)));
    ByteOrder foreign =
        ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer other = ByteBuffer.allocate(6 * dtype.byteSize()).order(foreign);
    if (dtype.byteSize() == 1) {
      array.copyTo(other);
      assertEquals(array, NdArray.wrap(dtype, other.flip(), SHAPE));
    } else {
      var error = assertThrows(IllegalArgumentException.class, () -> NdArray.wrap(dtype, other, SHAPE));
      assertEquals(
          "expected a buffer in the native byte order, %s, found %s; set it with order(ByteOrder.nativeOrder())"
              .formatted(ByteOrder.nativeOrder(), foreign),
          error.getMessage());
      assertThrows(IllegalArgumentException.class, () -> array.copyTo(other));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isItselfInItsOwnDtype(DType dtype) {
    NdArray array = sample(dtype);
    assertSame(array, array.convertExactly(dtype));
    assertSame(array, array.convertRounding(array.getClass()));
  }

  // What differs by the Java type of an element.

  @Test
  void unsignedIntegersAreShownInAWiderType() {
    assertEquals(255, UInt8Array.ofBits(Shape.of(1), (byte) -1).getFlat(0));
    assertEquals(65535, UInt16Array.ofBits(Shape.of(1), (short) -1).getFlat(0));
    assertEquals(4294967295L, UInt32Array.ofBits(Shape.of(1), -1).getFlat(0));
    assertArrayEquals(new byte[] {-1, 0}, UInt8Array.of(Shape.of(2), 255, 0).toBits());
    assertArrayEquals(new short[] {-1, 0}, UInt16Array.of(Shape.of(2), 65535, 0).toBits());
    assertArrayEquals(new int[] {-1, 0}, UInt32Array.of(Shape.of(2), 4294967295L, 0).toBits());
    UInt64Array largest = UInt64Array.of(Shape.of(1), -1);
    assertEquals(-1, largest.getFlat(0));
    assertEquals("18446744073709551615", largest.getUnsignedFlat(0).toString());
  }

  @Test
  void refusesNumbersThatAnUnsignedTypeLacks() {
    var error = assertThrows(IllegalArgumentException.class, () -> UInt8Array.of(Shape.of(2), 255, 256));
    assertEquals("expected numbers from 0 to 255, found 256 at position 1", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> UInt8Array.of(Shape.of(1), -1));
    assertThrows(IllegalArgumentException.class, () -> UInt16Array.of(Shape.of(1), 65536));
    assertThrows(IllegalArgumentException.class, () -> UInt32Array.of(Shape.of(1), 1L << 32));
  }

  @Test
  void refusesFloatsThatAShorterTypeLacks() {
    var error = assertThrows(IllegalArgumentException.class, () -> Float16Array.of(Shape.of(2), 0.5f, 0.1f));
    assertEquals(
        "expected numbers that float16 has, found 0.1 at position 1; to round, make a Float32Array and convert it",
        error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Float16Array.of(Shape.of(1), 65520f));
    assertThrows(IllegalArgumentException.class, () -> BFloat16Array.of(Shape.of(1), 1.001f));
    assertTrue(Float.isNaN(BFloat16Array.of(Shape.of(1), Float.NaN).getFlat(0)));
    assertEquals(Float.NEGATIVE_INFINITY, Float16Array.of(Shape.of(1), Float.NEGATIVE_INFINITY).getFlat(0));
  }

  @Test
  void anyByteButZeroIsTrue() {
    BoolArray odd = BoolArray.wrap(MemorySegment.ofArray(new byte[] {0, 1, 2, -1}), Shape.of(4));
    assertArrayEquals(new boolean[] {false, true, true, true}, odd.toArray());
    assertArrayEquals(new byte[] {0, 1, 1, 1}, odd.convertExactly(Int8Array.class).toArray());
    assertArrayEquals(
        new byte[] {0, 1}, BoolArray.of(Shape.of(2), false, true).segment().toArray(ValueLayout.JAVA_BYTE));
  }

  @Test
  void complexNumbersAreTwoNumbers() {
    Complex64Array array = Complex64Array.of(Shape.of(2), 1, -2, 0, -0f);
    assertEquals(new Complex(1, -2), array.get(0));
    assertEquals(-2, array.imaginaryFlat(0));
    assertEquals(0, array.realFlat(1));
    assertEquals("1.0-2.0j", array.getFlat(0).toString());
    assertEquals("0.0-0.0j", array.getFlat(1).toString());
    assertThrows(IndexOutOfBoundsException.class, () -> array.realFlat(2));
    assertThrows(IndexOutOfBoundsException.class, () -> array.imaginaryFlat(-1));
    float[] target = new float[5];
    array.copyTo(1, target, 3, 1);
    assertArrayEquals(new float[] {0, 0, 0, 0, -0f}, target);
    assertThrows(IndexOutOfBoundsException.class, () -> array.copyTo(0, target, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> Complex64Array.of(Shape.of(2), 1, 2, 3));
  }

  @Test
  void copiesARangeIntoAJavaArray() {
    float[] floats = {9, 9, 9, 9};
    Float32Array.of(Shape.of(4), 1, 2, 3, 4).copyTo(2, floats, 1, 2);
    assertArrayEquals(new float[] {9, 3, 4, 9}, floats);
    int[] ints = {9, 9, 9, 9};
    UInt8Array.of(Shape.of(4), 1, 2, 255, 4).copyTo(2, ints, 1, 2);
    assertArrayEquals(new int[] {9, 255, 4, 9}, ints);
    boolean[] bools = new boolean[2];
    BoolArray.of(Shape.of(3), false, true, true).copyTo(1, bools, 0, 2);
    assertArrayEquals(new boolean[] {true, true}, bools);
  }

  @Test
  void refusesARangeThatIsNotThere() {
    Float32Array floats = Float32Array.of(Shape.of(4), 1, 2, 3, 4);
    UInt8Array bytes = UInt8Array.of(Shape.of(4), 1, 2, 3, 4);
    for (long from : new long[] {-1, 3, 1L << 62, Long.MAX_VALUE}) {
      assertThrows(IndexOutOfBoundsException.class, () -> floats.copyTo(from, new float[4], 0, 2));
      assertThrows(IndexOutOfBoundsException.class, () -> bytes.copyTo(from, new int[4], 0, 2));
    }
    assertThrows(IndexOutOfBoundsException.class, () -> floats.copyTo(0, new float[4], 3, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.copyTo(0, new int[4], 0, -1));
  }

  @Test
  void sharesTypedBuffers() {
    var floats = FloatBuffer.wrap(new float[] {9, 1, 2, 3, 9}, 1, 3);
    Float32Array view = Float32Array.wrap(floats, Shape.of(3));
    floats.put(2, 7);
    assertArrayEquals(new float[] {1, 7, 3}, view.toArray());

    var target = FloatBuffer.allocate(4).position(1);
    view.copyTo(target);
    assertEquals(4, target.position());
    assertArrayEquals(new float[] {0, 1, 7, 3}, target.array());
    assertThrows(BufferOverflowException.class, () -> view.copyTo(target));

    var complex = DoubleBuffer.wrap(new double[] {1, 2, 3, 4});
    assertEquals(new Complex(3, 4), Complex128Array.wrap(complex, Shape.of(2)).getFlat(1));

    ByteOrder foreign =
        ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    var swapped = ByteBuffer.allocateDirect(8).order(foreign).asIntBuffer();
    assertThrows(IllegalArgumentException.class, () -> Int32Array.wrap(swapped, Shape.of(2)));
  }

  @Test
  void everyBitPatternOfFloat16AndBFloat16GoesToFloatAndBack() {
    short[] bits = new short[1 << 16];
    IntStream.range(0, bits.length).forEach(i -> bits[i] = (short) i);
    Shape shape = Shape.of(bits.length);
    Float16Array halves = Float16Array.ofBits(shape, bits);
    BFloat16Array brains = BFloat16Array.ofBits(shape, bits);
    short[] halvesBack = Float16Array.of(shape, halves.toArray()).toBits();
    short[] brainsBack = BFloat16Array.of(shape, brains.toArray()).toBits();
    for (int i = 0; i < bits.length; i++) {
      float half = halves.getFlat(i);
      float brain = brains.getFlat(i);
      assertEquals(Float.float16ToFloat(bits[i]), half);
      assertEquals(Float.intBitsToFloat(i << 16), brain);
      assertTrue(Float.isNaN(half) ? Float.isNaN(Float.float16ToFloat(halvesBack[i])) : bits[i] == halvesBack[i]);
      assertTrue(Float.isNaN(brain) ? (brainsBack[i] & 0x7F) != 0 : bits[i] == brainsBack[i]);
    }
    assertArrayEquals(bits, brains.toBits());
  }
}
