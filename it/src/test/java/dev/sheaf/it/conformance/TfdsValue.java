package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Holds a value of a row against what a case expects of it.
final class TfdsValue {
  private static final HexFormat HEX = HexFormat.of();

  private TfdsValue() {}

  /// The value at a path of names with `/` between them.
  static Object at(Map<?, ?> row, String path) {
    Object value = row;
    for (String name : path.split("/", -1)) {
      value = value == null ? null : ((Map<?, ?>) value).get(name);
    }
    return value;
  }

  static void check(String path, JsonNode expect, Object found) {
    if (expect.isNull()) {
      assertNull(found, path);
    } else if (expect.get("dtype").asText().equals("string")) {
      checkTexts(path, expect, found);
    } else {
      checkNumbers(path, expect, found);
    }
  }

  private static void checkTexts(String path, JsonNode expect, Object found) {
    List<Object> level = new ArrayList<>(List.of(found));
    List<List<Long>> lengths = new ArrayList<>();
    while (!level.isEmpty() && level.getFirst() instanceof List<?>) {
      lengths.add(level.stream().map(list -> (long) ((List<?>) list).size()).toList());
      level = new ArrayList<>(level.stream().flatMap(list -> ((List<?>) list).stream()).toList());
    }
    checkRowLengths(path, expect, lengths);
    List<String> expected = new ArrayList<>();
    expect.get("values").forEach(value -> expected.add(hex(value)));
    assertEquals(expected, level.stream().map(TfdsValue::hex).toList(), path);
  }

  private static String hex(JsonNode value) {
    return value.isObject() ? value.get("bytes").asText() : hex(value.asText());
  }

  private static String hex(Object value) {
    return HEX.formatHex(value instanceof byte[] bytes ? bytes : ((String) value).getBytes(StandardCharsets.UTF_8));
  }

  private static void checkNumbers(String path, JsonNode expect, Object found) {
    List<Object> level = new ArrayList<>(List.of(found));
    List<List<Long>> lengths = new ArrayList<>();
    while (!level.isEmpty() && level.getFirst() instanceof List<?>) {
      lengths.add(level.stream().map(list -> (long) ((List<?>) list).size()).toList());
      level = new ArrayList<>(level.stream().flatMap(list -> ((List<?>) list).stream()).toList());
    }
    List<NdArray> arrays = level.stream().map(TfdsValue::array).toList();
    if (expect.has("row_lengths")) {
      lengths.add(arrays.stream().map(array -> array.shape().dim(0)).toList());
      checkRowLengths(path, expect, lengths);
    } else {
      assertEquals(1, arrays.size(), path);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long rows = 0;
    for (NdArray array : arrays) {
      assertEquals(expect.get("dtype").asText(), array.dtype().wireName(), path);
      bytes.writeBytes(array.segment().toArray(ValueLayout.JAVA_BYTE));
      rows += array.shape().rank() == 0 ? 1 : array.shape().dim(0);
    }
    if (!arrays.isEmpty()) {
      long[] dims = arrays.getFirst().shape().toArray();
      if (dims.length > 0) {
        dims[0] = rows;
      }
      List<Long> shape = new ArrayList<>();
      expect.get("shape").forEach(dim -> shape.add(dim.asLong()));
      assertEquals(shape, LongStream.of(dims).boxed().toList(), path);
    }
    if (expect.has("sha256")) {
      String digest = RecordStream.sha256(MemorySegment.ofArray(bytes.toByteArray()));
      assertEquals(expect.get("sha256").asText(), digest, path);
    } else {
      assertEquals(expect.get("hex").asText(), HEX.formatHex(bytes.toByteArray()), path);
    }
  }

  /// The outermost list has no row around it.
  private static void checkRowLengths(String path, JsonNode expect, List<List<Long>> lengths) {
    List<JsonNode> expected = new ArrayList<>();
    expect.path("row_lengths").forEach(expected::add);
    for (int level = 0; level < expected.size(); level++) {
      List<Long> found = level + 1 < lengths.size() ? lengths.get(level + 1) : List.of();
      List<Long> rows = new ArrayList<>();
      expected.get(level).forEach(row -> rows.add(row.asLong()));
      assertEquals(rows, found, path);
    }
    assertTrue(lengths.size() <= Math.max(2, expected.size() + 1), path);
  }

  /// In little-endian, as machines are that tests run on.
  private static NdArray array(Object value) {
    return switch (value) {
      case NdArray array -> array;
      case Boolean truth -> scalar(DType.BOOL, MemorySegment.ofArray(new byte[] {(byte) (truth ? 1 : 0)}));
      case Byte number -> scalar(DType.INT8, MemorySegment.ofArray(new byte[] {number}));
      case Short number -> scalar(DType.INT16, MemorySegment.ofArray(new short[] {number}));
      case Integer number -> scalar(DType.INT32, MemorySegment.ofArray(new int[] {number}));
      case Long number -> scalar(DType.INT64, MemorySegment.ofArray(new long[] {number}));
      case Float number -> scalar(DType.FLOAT32, MemorySegment.ofArray(new float[] {number}));
      case Double number -> scalar(DType.FLOAT64, MemorySegment.ofArray(new double[] {number}));
      default -> throw new AssertionError("expected numbers, found " + Arrays.asList(value));
    };
  }

  private static NdArray scalar(DType dtype, MemorySegment number) {
    return NdArray.wrap(dtype, number, Shape.of());
  }
}
