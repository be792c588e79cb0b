package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ItemCodecTest {
  /// Read from native memory that is gone afterwards, at an odd address.
  private static <T> T readBack(ItemCodec<T> codec, T item) {
    MemorySegment written = codec.write(item);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mapped = arena.allocate(written.byteSize() + 1, 8).asSlice(1);
      mapped.copyFrom(written);
      return codec.read(mapped.asReadOnly());
    }
  }

  private static NdArray random(DType dtype, Random random, long... shape) {
    byte[] bytes = new byte[(int) (Shape.of(shape).size() * dtype.byteSize())];
    random.nextBytes(bytes);
    for (int i = 0; dtype == DType.BOOL && i < bytes.length; i++) {
      bytes[i] &= 1;
    }
    MemorySegment aligned = MemorySegment.ofArray(new long[bytes.length / 8 + 1]).asSlice(0, bytes.length);
    return NdArray.wrap(dtype, aligned.copyFrom(MemorySegment.ofArray(bytes)), Shape.of(shape));
  }

  @ParameterizedTest
  @EnumSource
  void arraysOfEveryDtypeComeBackBitForBit(DType dtype) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ItemCodec<NdArray> codec = ItemCodec.arrays(NdArray.class);
    for (long[] shape : new long[][] {{}, {0}, {3}, {2, 0, 3}, {3, 5}, {1, 2, 3, 4}}) {
      NdArray array = random(dtype, random, shape);
      NdArray found = readBack(codec, array);
      assertEquals(dtype, found.dtype(), "seed " + seed);
      assertEquals(array.shape(), found.shape(), "seed " + seed);
      assertEquals(-1, array.segment().mismatch(found.segment()), "seed " + seed);
    }
  }

  @Test
  void arraysOfOneClassAreOfThatClass() {
    Float32Array array = Float32Array.wrap(FloatBuffer.wrap(new float[] {1, 2, 3}), Shape.of(3));
    assertEquals(array, readBack(ItemCodec.arrays(Float32Array.class), array));
    MemorySegment bytes = ItemCodec.arrays(Float32Array.class).write(array);
    assertThrows(ClassCastException.class, () -> ItemCodec.arrays(UInt8Array.class).read(bytes));
  }

  @Test
  void namedArraysKeepTheirOrder() {
    Random random = new Random(1);
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("tokens", random(DType.INT32, random, 5));
    arrays.put("größe", random(DType.UINT8, random, 3));
    arrays.put("", random(DType.FLOAT64, random));
    Map<String, NdArray> found = readBack(ItemCodec.namedArrays(), arrays);
    assertEquals(arrays, found);
    assertEquals(List.of("tokens", "größe", ""), List.copyOf(found.keySet()));
    assertEquals(Map.of(), readBack(ItemCodec.namedArrays(), Map.of()));
    assertThrows(UnsupportedOperationException.class, () -> found.remove("tokens"));
  }

  @Test
  void bytesTextAndNumbersComeBack() {
    assertArrayEquals(new byte[] {1, -2, 3}, readBack(ItemCodec.bytes(), new byte[] {1, -2, 3}));
    assertArrayEquals(new byte[0], readBack(ItemCodec.bytes(), new byte[0]));
    for (long number : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 42}) {
      assertEquals(number, readBack(ItemCodec.numbers(), number));
    }
    MemorySegment segment = MemorySegment.ofArray(new int[] {1, 2, 3});
    assertEquals(-1, segment.mismatch(readBack(ItemCodec.segments(), segment)));
  }

  static Stream<String> texts() {
    return Stream.of("", "a", "größe", "\ud83c\udf3e", "\u0000", "line\nline");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void textComesBack(String text) {
    assertEquals(text, readBack(ItemCodec.text(), text));
  }

  @Test
  void textThatUtf8DoesNotHaveIsRefused() {
    var refused = assertThrows(IllegalArgumentException.class, () -> ItemCodec.text().write("\udc00"));
    assertEquals("expected text that UTF-8 has, found an unpaired surrogate in it", refused.getMessage());
  }

  private static RecordSchema schema(String shape) {
    return new RecordSchema(
        "Row",
        "",
        false,
        List.of(new FieldSchema("data", "", new ArrayType(DType.FLOAT32, ShapePattern.parse(shape), false))));
  }

  @Test
  void recordsComeBackAsTheirEncodingHasThem() {
    ItemCodec<Object[]> codec = ItemCodec.records(SchemaCodec.of(schema("?,2")));
    Float32Array data = Float32Array.wrap(FloatBuffer.wrap(new float[] {1.5f, -0f, 3e-30f, 4}), Shape.of(2, 2));
    assertArrayEquals(new Object[] {data}, readBack(codec, new Object[] {data}));
    assertNotEquals(codec.name(), ItemCodec.records(SchemaCodec.of(schema("?,3"))).name());
  }

  /// A cache holds checksums; this is for bytes of another codec of the same name.
  @Test
  void otherBytesAreNoArrays() {
    NdArray array = random(DType.INT32, new Random(1), 2, 3);
    byte[] bytes = ItemCodec.arrays(NdArray.class).write(array).toArray(ValueLayout.JAVA_BYTE);
    List<Integer> lengths = new ArrayList<>(List.of(0, 3, 7, 12, 20, bytes.length - 1));
    for (int length : lengths) {
      MemorySegment cut = MemorySegment.ofArray(bytes).asSlice(0, length);
      assertThrows(CorruptDataException.class, () -> ItemCodec.arrays(NdArray.class).read(cut), "bytes: " + length);
    }
    bytes[4] = -1;
    bytes[7] = -1;
    assertThrows(
        CorruptDataException.class, () -> ItemCodec.arrays(NdArray.class).read(MemorySegment.ofArray(bytes)));
    assertThrows(
        CorruptDataException.class, () -> ItemCodec.namedArrays().read(MemorySegment.ofArray(new byte[] {1, 0, 0})));
  }
}
