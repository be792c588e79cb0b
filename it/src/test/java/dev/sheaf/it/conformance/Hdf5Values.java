package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.array.NdArray;
import dev.sheaf.hdf5.Hdf5Type;
import dev.sheaf.hdf5.Hdf5Value;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Compares what was read from HDF5 files with what a case expects.
final class Hdf5Values {
  private Hdf5Values() {}

  static void check(JsonNode expected, Hdf5Type type, Hdf5Value found) {
    String dtype = expected.get("dtype").asText();
    switch (found) {
      case Hdf5Value.Empty() -> assertEquals("empty", dtype);
      case Hdf5Value.Numbers(NdArray array) -> {
        if (type instanceof Hdf5Type.Enumeration(var numbers, var names)) {
          assertEquals(dtype, "enum:" + numbers.dtype());
          assertEquals(expected.get("names").size(), names.size());
          names.forEach((name, value) -> assertEquals(expected.get("names").get(name).asLong(), value));
          checkBytes(expected, array.shape(), bytes(array));
        } else {
          DType wanted = DType.fromWireName(dtype).orElseThrow(() -> new AssertionError("found numbers, not " + dtype));
          // There is no other name for bfloat16 among NumPy's.
          NdArray same = array.dtype() == DType.BFLOAT16 ? array.convertExactly(DType.FLOAT32) : array;
          assertEquals(wanted, same.dtype());
          checkBytes(expected, same.shape(), bytes(same));
        }
      }
      case Hdf5Value.Listed(Shape shape, List<Object> values) -> {
        if (expected.has("values")) {
          checkShape(expected, shape);
          assertEquals(expected.get("values").size(), values.size());
          for (int i = 0; i < values.size(); i++) {
            checkValue(expected.get("values").get(i), values.get(i));
          }
        } else {
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          values.forEach(each -> all.writeBytes((byte[]) each));
          checkBytes(expected, shape, all.toByteArray());
        }
      }
    }
  }

  private static void checkShape(JsonNode expected, Shape found) {
    long[] shape = new long[expected.get("shape").size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = expected.get("shape").get(i).asLong();
    }
    assertEquals(Shape.of(shape), found);
  }

  private static byte[] bytes(NdArray array) {
    return array.segment().toArray(ValueLayout.JAVA_BYTE);
  }

  private static void checkBytes(JsonNode expected, Shape shape, byte[] bytes) {
    checkShape(expected, shape);
    if (expected.has("hex")) {
      assertEquals(expected.get("hex").asText(), HexFormat.of().formatHex(bytes));
      return;
    }
    assertEquals(expected.get("bytes").asLong(), bytes.length);
    try {
      assertEquals(
          expected.get("sha256").asText(),
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void checkValue(JsonNode expected, Object found) {
    switch (found) {
      case String text -> assertEquals(expected.textValue(), text);
      case byte[] bytes ->
          assertArrayEquals(HexFormat.of().parseHex(expected.get("bytes").asText()), bytes);
      case Map<?, ?> members -> {
        assertEquals(expected.size(), members.size());
        members.forEach((name, member) -> checkValue(expected.get((String) name), member));
      }
      case List<?> list -> {
        assertEquals(expected.size(), list.size());
        for (int i = 0; i < list.size(); i++) {
          checkValue(expected.get(i), list.get(i));
        }
      }
      case NdArray array when array.shape().rank() > 0 -> {
        assertEquals(expected.size(), array.shape().dim(0));
        for (int i = 0; i < expected.size(); i++) {
          checkValue(expected.get(i), array.at(i));
        }
      }
      case NdArray array -> checkNumber(expected, array);
      case Boolean value -> assertEquals(expected.booleanValue(), value);
      case Float value -> assertEquals(number(expected), value.doubleValue());
      case Double value -> assertEquals(number(expected), value);
      default -> assertEquals(expected.longValue(), assertInstanceOf(Number.class, found).longValue());
    }
  }

  private static void checkNumber(JsonNode expected, NdArray scalar) {
    switch (scalar.dtype().kind()) {
      case BOOL, UNSIGNED, SIGNED ->
          assertEquals(
              expected.longValue(),
              scalar.convertExactly(DType.INT64).segment().get(ValueLayout.JAVA_LONG_UNALIGNED, 0));
      case FLOAT ->
          assertEquals(
              number(expected),
              scalar.convertExactly(DType.FLOAT64).segment().get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0));
      case COMPLEX -> throw new AssertionError("no case has such a value");
    }
  }

  private static double number(JsonNode json) {
    return json.isTextual() ? Double.parseDouble(json.textValue()) : json.doubleValue();
  }
}
