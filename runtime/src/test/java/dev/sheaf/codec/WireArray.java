package dev.sheaf.codec;

import dev.sheaf.array.Float16Array;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sheaf.bytes.Lz4Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// An encoded array as a slow and simple reader takes it: Jackson, strictly, and what the reference's page says.
final class WireArray {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String dtype;
  private final long[] shape;
  private final byte[] bytes;

  private WireArray(String dtype, long[] shape, byte[] bytes) {
    this.dtype = dtype;
    this.shape = shape;
    this.bytes = bytes;
  }

  String dtype() {
    return dtype;
  }

  long[] shape() {
    return shape;
  }

  /// The elements, row-major, little-endian.
  byte[] bytes() {
    return bytes;
  }

  static WireArray parse(String json) {
    try {
      return of(MAPPER.readTree(json), Path.of(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param folder where binary references start
  static WireArray of(JsonNode array, Path folder) {
    demand(names(array).equals(List.of("object_type", "shape", "dtype", "data")), "keys", array);
    demand(array.get("object_type").asText().equals("array"), "object_type", array);
    String dtype = array.get("dtype").asText();
    long[] shape = new long[array.get("shape").size()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = array.get("shape").get(axis).longValue();
    }
    int size = size(dtype);
    long count = size;
    for (long dim : shape) {
      count *= dim;
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) count).order(ByteOrder.LITTLE_ENDIAN);
    JsonNode data = array.get("data");
    boolean packed = data.has("compression");
    List<String> keys = packed ? List.of("buffer", "encoding", "compression") : List.of("buffer", "encoding");
    demand(names(data).equals(keys), "keys", data);
    demand(!packed || data.get("compression").asText().equals("lz4"), "lz4", data);
    JsonNode buffer = data.get("buffer");
    switch (data.get("encoding").asText()) {
      case "json" -> elements(buffer, 0, shape, dtype, bytes);
      case "base64" -> bytes.put(unpacked(Base64.getDecoder().decode(buffer.asText()), packed, bytes.capacity()));
      case "binref" -> bytes.put(unpacked(referred(buffer.asText(), packed, (int) count, folder), packed, (int) count));
      default -> demand(false, "an encoding", data);
    }
    demand(!bytes.hasRemaining(), "all elements", data);
    return new WireArray(dtype, shape, bytes.array());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static byte[] referred(String reference, boolean packed, int count, Path folder) {
    String[] parts = reference.split(":", -1);
    demand(parts.length == (packed ? 3 : 2), "path:offset, and a size where packed", reference);
    int offset = Integer.parseInt(parts[1]);
    int length = packed ? Integer.parseInt(parts[2]) : count;
    try {
      return Arrays.copyOfRange(Files.readAllBytes(folder.resolve(parts[0])), offset, offset + length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] unpacked(byte[] bytes, boolean packed, int count) {
    if (!packed) {
      return bytes;
    }
    byte[] content = new byte[count];
    demand(Lz4Frame.decode("frame", bytes, content) == count, "a frame of so many bytes", count);
    return content;
  }

  private static void elements(JsonNode node, int axis, long[] shape, String dtype, ByteBuffer bytes) {
    if (axis == shape.length) {
      element(node, dtype, bytes);
      return;
    }
    demand(node.isArray() && node.size() == shape[axis], "a list of " + shape[axis], node);
    for (JsonNode item : node) {
      elements(item, axis + 1, shape, dtype, bytes);
    }
  }

  private static void element(JsonNode node, String dtype, ByteBuffer bytes) {
    switch (dtype) {
      case "bool" -> {
        demand(node.isBoolean(), "a boolean", node);
        bytes.put((byte) (node.booleanValue() ? 1 : 0));
      }
      case "complex64", "complex128" -> {
        demand(node.isTextual(), "a text", node);
        String text = node.asText();
        demand(text.endsWith("j"), "re+imj", text);
        int split = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
        if (text.charAt(split - 1) == 'e') {
          split = Math.max(text.lastIndexOf('+', split - 1), text.lastIndexOf('-', split - 1));
        }
        real(pythonFloat(text.substring(0, split)), dtype.equals("complex64") ? "float32" : "float64", bytes);
        real(
            pythonFloat(text.substring(split, text.length() - 1)),
            dtype.equals("complex64") ? "float32" : "float64",
            bytes);
      }
      default -> {
        if (dtype.contains("float")) {
          demand(node.isDouble(), "a number with a point or an exponent", node);
          real(node.doubleValue(), dtype, bytes);
        } else {
          demand(node.isIntegralNumber(), "a whole number", node);
          whole(node.bigIntegerValue(), dtype, bytes);
        }
      }
    }
  }

  private static double pythonFloat(String text) {
    return switch (text) {
      case "NaN", "+NaN" -> Double.NaN;
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /// To a double first, and from there to the type.
  private static void real(double value, String dtype, ByteBuffer bytes) {
    switch (dtype) {
      case "float64" -> bytes.putDouble(value);
      case "float32" -> bytes.putFloat((float) value);
      case "float16" -> bytes.putShort(Float.floatToFloat16(Float16Array.nearest(value)));
      default -> bytes.putShort(bfloat16(value));
    }
  }

  /// The nearest of the three numbers around, the even one of two.
  private static short bfloat16(double value) {
    short cut = (short) (Float.floatToRawIntBits((float) value) >>> 16);
    short best = cut;
    for (short near : new short[] {(short) (cut - 1), (short) (cut + 1)}) {
      double farther = Math.abs(value - wide(best)) - Math.abs(value - wide(near));
      if (farther > 0 || (farther == 0 && (near & 1) == 0)) {
        best = near;
      }
    }
    return best;
  }

  private static double wide(short bfloat16) {
    return Float.intBitsToFloat(bfloat16 << 16);
  }

  private static void whole(BigInteger value, String dtype, ByteBuffer bytes) {
    int size = size(dtype);
    BigInteger modulus = BigInteger.ONE.shiftLeft(8 * size);
    BigInteger lowest = dtype.startsWith("u") ? BigInteger.ZERO : modulus.shiftRight(1).negate();
    demand(value.compareTo(lowest) >= 0 && value.compareTo(lowest.add(modulus)) < 0, "a value of " + dtype, value);
    for (int i = 0; i < size; i++) {
      bytes.put(value.shiftRight(8 * i).byteValue());
    }
  }

  private static int size(String dtype) {
    return dtype.equals("bool") ? 1 : Integer.parseInt(dtype.replaceAll("\\D", "")) / 8;
  }

  private static void demand(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new AssertionError("expected " + expected + ", found " + found);
    }
  }
}
