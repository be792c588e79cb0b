package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sheaf.codec.EncodeException.Rule;
import dev.sheaf.codec.EncodeOptions.Compression;
import dev.sheaf.codec.EncodeOptions.Encoding;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Arrays as text, without binary files; those are in `PayloadSaveTest`.
final class ArrayWriterTest {
  private static final EncodeOptions JSON = EncodeOptions.DEFAULT;
  private static final EncodeOptions BASE64 = JSON.withEncoding(Encoding.BASE64);

  private static String write(DType dtype, Shape shape, MemorySegment values, EncodeOptions options) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonWriter out = new JsonWriter(bytes);
    out.place(JsonReader.Place.ROOT, "data");
    new ArrayWriter(out, new EncodeContext(options, null)).write(dtype, shape, values);
    out.end();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String floats(EncodeOptions options, float... values) {
    return write(DType.FLOAT32, Shape.of(values.length), MemorySegment.ofArray(values), options);
  }

  private static String buffer(DType dtype, Shape shape, MemorySegment values) {
    String text = write(dtype, shape, values, JSON);
    String before = "\"data\":{\"buffer\":";
    return text.substring(text.indexOf(before) + before.length(), text.indexOf(",\"encoding\":\"json\"}}"));
  }

  @Test
  void writesTheKeysInTheReferencesOrder() {
    MemorySegment values = MemorySegment.ofArray(new float[] {1, 2.5f, -0.0f, 1e-7f, 3e20f, 0.1f});

    assertEquals(
        "{\"object_type\":\"array\",\"shape\":[2,3],\"dtype\":\"float32\",\"data\":{\"buffer\":"
            + "[[1.0,2.5,-0.0],[1e-7,3e20,0.1]],\"encoding\":\"json\"}}",
        write(DType.FLOAT32, Shape.of(2, 3), values, JSON));
    assertEquals(
        "{\"object_type\":\"array\",\"shape\":[3],\"dtype\":\"float32\",\"data\":{\"buffer\":"
            + "\"AACAPwAAAEAAAEBA\",\"encoding\":\"base64\"}}",
        floats(BASE64, 1, 2, 3));
    assertEquals(
        "{\"object_type\":\"array\",\"shape\":[3],\"dtype\":\"float32\",\"data\":{\"buffer\":"
            + "\"BCJNGGhADAAAAAAAAABdDAAAgAAAgD8AAABAAABAQAAAAAA=\",\"encoding\":\"base64\",\"compression\":\"lz4\"}}",
        floats(BASE64.withCompression(Compression.LZ4), 1, 2, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0 | []", "0,2 | []", "2,0 | [[],[]]", "1,0,3 | [[]]", "1,2,0 | [[[],[]]]", "1,1 | [[7]]"})
  void nestsListsAsTheShapeSays(String dims, String expected) {
    Shape shape = Shape.of(Stream.of(dims.split(",", -1)).mapToLong(Long::parseLong).toArray());

    MemorySegment values = MemorySegment.ofArray(new long[] {7}).asSlice(0, 8 * shape.size());
    assertEquals(expected, buffer(DType.INT64, shape, values));
  }

  @Test
  void writesAScalarAsTheMereElement() {
    assertEquals("7", buffer(DType.UINT8, Shape.of(), MemorySegment.ofArray(new byte[] {7})));
    assertEquals("true", buffer(DType.BOOL, Shape.of(), MemorySegment.ofArray(new byte[] {1})));
    assertEquals("\"0-1j\"", buffer(DType.COMPLEX64, Shape.of(), MemorySegment.ofArray(new float[] {0, -1})));
  }

  @Test
  void writesWholeNumbersInTheirFullRange() {
    MemorySegment bytes = MemorySegment.ofArray(new byte[] {-128, -1, 0, 127});
    MemorySegment longs = MemorySegment.ofArray(new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE});
    MemorySegment ints = MemorySegment.ofArray(new int[] {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE});
    MemorySegment shorts = MemorySegment.ofArray(new short[] {Short.MIN_VALUE, -1, 0, Short.MAX_VALUE});
    Shape four = Shape.of(4);

    assertEquals("[-128,-1,0,127]", buffer(DType.INT8, four, bytes));
    assertEquals("[128,255,0,127]", buffer(DType.UINT8, four, bytes));
    assertEquals("[-32768,-1,0,32767]", buffer(DType.INT16, four, shorts));
    assertEquals("[32768,65535,0,32767]", buffer(DType.UINT16, four, shorts));
    assertEquals("[-2147483648,-1,0,2147483647]", buffer(DType.INT32, four, ints));
    assertEquals("[2147483648,4294967295,0,2147483647]", buffer(DType.UINT32, four, ints));
    assertEquals("[-9223372036854775808,-1,0,9223372036854775807]", buffer(DType.INT64, four, longs));
    assertEquals("[9223372036854775808,18446744073709551615,0,9223372036854775807]", buffer(DType.UINT64, four, longs));
  }

  @Test
  void writesComplexNumbersAsPythonReadsThem() {
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    MemorySegment values =
        MemorySegment.ofArray(new double[] {1, 2, 3, -4.5, -0.0, -0.0, nan, inf, -inf, nan, 0.5, 1e20, 1e-7, -1e-7});

    assertEquals(
        "[\"1+2j\",\"3-4.5j\",\"-0-0j\",\"NaN+infj\",\"-inf+NaNj\",\"0.5+1e20j\",\"1e-7-1e-7j\"]",
        buffer(DType.COMPLEX128, Shape.of(7), values));
  }

  @Test
  void takesEveryByteButZeroAsTrue() {
    MemorySegment values = MemorySegment.ofArray(new byte[] {0, 1, 2, -1});

    assertEquals("[false,true,true,true]", buffer(DType.BOOL, Shape.of(4), values));
    assertTrue(write(DType.BOOL, Shape.of(4), values, BASE64).contains("\"AAEBAQ==\""));
    assertArrayEquals(new byte[] {0, 1, 2, -1}, values.toArray(ValueLayout.JAVA_BYTE));
  }

  @Test
  void refusesWhatIsNoNumberAndSaysWhichElementItIs() {
    EncodeException refusal = assertThrows(EncodeException.class, () -> floats(JSON, 1, 2, Float.NaN));

    assertEquals(Rule.NONFINITE, refusal.rule());
    assertEquals("data", refusal.fieldPath());
    assertEquals(2, refusal.element());
    assertEquals(
        "stream, field data, element 2: expected a finite number, as JSON has no others (base64 and binref keep them;"
            + " an option writes null), found NaN [nonfinite]",
        refusal.getMessage());
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16", "FLOAT32", "FLOAT64"})
  void refusesInfinitiesOfEveryType(DType dtype) {
    MemorySegment values = infinities(dtype);

    assertThrows(EncodeException.class, () -> write(dtype, Shape.of(2), values, JSON));
    assertTrue(
        write(dtype, Shape.of(2), values, JSON.writingNonFiniteAsNull()).contains("\"buffer\":[null,null],"));
    assertTrue(write(dtype, Shape.of(2), values, BASE64).contains("\"base64\""));
  }

  private static MemorySegment infinities(DType dtype) {
    return switch (dtype) {
      case FLOAT16 -> MemorySegment.ofArray(new short[] {0x7C00, (short) 0xFC00});
      case BFLOAT16 -> MemorySegment.ofArray(new short[] {0x7F80, (short) 0xFF80});
      case FLOAT32 -> MemorySegment.ofArray(new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY});
      default -> MemorySegment.ofArray(new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY});
    };
  }

  /// Every dtype, shape and encoding, from heap and native memory, read back by a plain reader of the tests.
  @ParameterizedTest
  @EnumSource
  void readsBackWhatItWrote(DType dtype) {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("ArrayWriterTest: -Dsheaf.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 150; round++) {
      Shape shape = randomShape(random, round);
      byte[] content = new byte[(int) shape.size() * dtype.byteSize()];
      for (EncodeOptions options : new EncodeOptions[] {JSON, BASE64, BASE64.withCompression(Compression.LZ4)}) {
        fill(content, dtype, random, options.encoding() == Encoding.JSON);
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment values = MemorySegment.ofArray(content);
          if (random.nextBoolean()) {
            values = arena.allocate(content.length).copyFrom(values);
          }
          WireArray read = WireArray.parse(write(dtype, shape, values, options));
          assertEquals(dtype.wireName(), read.dtype());
          assertArrayEquals(shape.toArray(), read.shape());
          assertArrayEquals(content, read.bytes(), () -> dtype + " " + shape + " " + options);
        }
      }
    }
  }

  private static Shape randomShape(Random random, int round) {
    if (round % 50 == 49) {
      return Shape.of(20_000 + random.nextInt(30_000));
    }
    long[] dims = new long[random.nextInt(4)];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = random.nextInt(8);
    }
    return Shape.of(dims);
  }

  private static void fill(byte[] elements, DType dtype, Random random, boolean finite) {
    random.nextBytes(elements);
    ByteBuffer content = ByteBuffer.wrap(elements).order(ByteOrder.nativeOrder());
    switch (dtype) {
      case BOOL -> {
        for (int i = 0; i < content.capacity(); i++) {
          content.put(i, (byte) (content.get(i) & 1));
        }
      }
      case FLOAT16, BFLOAT16 -> {
        int exponent = dtype == DType.FLOAT16 ? 0x7C00 : 0x7F80;
        for (int i = 0; finite && i < content.capacity(); i += 2) {
          if ((content.getShort(i) & exponent) == exponent) {
            content.putShort(i, (short) (content.getShort(i) & ~exponent));
          }
        }
      }
      case FLOAT32, COMPLEX64 -> {
        for (int i = 0; finite && i < content.capacity(); i += 4) {
          if (!Float.isFinite(content.getFloat(i))) {
            content.putFloat(i, random.nextInt(10) / 4f);
          }
        }
      }
      case FLOAT64, COMPLEX128 -> {
        for (int i = 0; finite && i < content.capacity(); i += 8) {
          if (!Double.isFinite(content.getDouble(i))) {
            content.putDouble(i, random.nextInt(10) / 4d);
          }
        }
      }
      default -> {}
    }
  }

  @Test
  void takesNoMoreMemoryForALargeArrayThanForASmallOne() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(200_000_000);
      for (long i = 0; i < values.byteSize(); i += 4) {
        values.set(ValueLayout.JAVA_FLOAT, i, i / 1000f);
      }
      Shape shape = Shape.of(values.byteSize() / 4);
      for (EncodeOptions options : new EncodeOptions[] {JSON, BASE64, BASE64.withCompression(Compression.LZ4)}) {
        long before = threads.getCurrentThreadAllocatedBytes();
        JsonWriter out = new JsonWriter(OutputStream.nullOutputStream());
        new ArrayWriter(out, new EncodeContext(options, null)).write(DType.FLOAT32, shape, values);
        out.end();
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < 2_000_000, () -> options.encoding() + " took %,d bytes".formatted(taken));
      }
    }
  }
}
