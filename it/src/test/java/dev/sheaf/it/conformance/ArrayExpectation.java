package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Holds an array against its form in a case: dtype, shape and little-endian bytes, or their hash.
final class ArrayExpectation {
  private static final HexFormat HEX = HexFormat.of();

  private ArrayExpectation() {}

  static Optional<String> difference(NdArray found, JsonNode expect, boolean nanBits) {
    String dtype = expect.get("dtype").asText();
    if (!found.dtype().wireName().equals(dtype)) {
      return Optional.of("expected %s, found %s".formatted(dtype, found));
    }
    long[] shape = found.shape().toArray();
    boolean sameShape = shape.length == expect.get("shape").size();
    for (int axis = 0; sameShape && axis < shape.length; axis++) {
      sameShape = shape[axis] == expect.get("shape").get(axis).asLong();
    }
    if (!sameShape) {
      return Optional.of("expected shape %s, found %s".formatted(expect.get("shape"), found));
    }
    byte[] bytes = littleEndian(found);
    if (expect.has("sha256")) {
      return expect.get("sha256").asText().equals(sha256(bytes))
          ? Optional.empty()
          : Optional.of("expected bytes of another hash than those of %s".formatted(found));
    }
    byte[] expected = HEX.parseHex(expect.get("hex").asText());
    boolean same = nanBits ? Arrays.equals(expected, bytes) : sameElements(found.dtype(), expected, bytes);
    return same
        ? Optional.empty()
        : Optional.of("expected %s, found %s".formatted(expect.get("hex").asText(), HEX.formatHex(bytes)));
  }

  /// The bytes of the elements, little-endian and in row-major order.
  static byte[] littleEndian(NdArray array) {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new AssertionError("expected a little-endian machine");
    }
    return array.segment().toArray(ValueLayout.JAVA_BYTE);
  }

  /// The same bits; where a NaN is expected, any NaN will do.
  private static boolean sameElements(DType dtype, byte[] expected, byte[] found) {
    // Each part of a complex number is an element of its own here.
    boolean isComplex = dtype.kind() == DType.Kind.COMPLEX;
    int width = isComplex ? dtype.byteSize() / 2 : dtype.byteSize();
    if (expected.length != found.length) {
      return false;
    }
    for (int at = 0; at < expected.length; at += width) {
      long left = element(expected, at, width);
      long right = element(found, at, width);
      boolean isReal = isComplex || dtype.kind() == DType.Kind.FLOAT;
      boolean bothNaN = isReal && isNaN(left, width) && isNaN(right, width);
      boolean same = left == right || bothNaN;
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static long element(byte[] bytes, int at, int width) {
    long element = 0;
    for (int i = width - 1; i >= 0; i--) {
      element = (element << 8) | (bytes[at + i] & 0xFF);
    }
    return element;
  }

  private static boolean isNaN(long bits, int width) {
    return switch (width) {
      case Short.BYTES -> Float.isNaN(Float.float16ToFloat((short) bits));
      case Float.BYTES -> Float.isNaN(Float.intBitsToFloat((int) bits));
      default -> Double.isNaN(Double.longBitsToDouble(bits));
    };
  }

  private static String sha256(byte[] bytes) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
