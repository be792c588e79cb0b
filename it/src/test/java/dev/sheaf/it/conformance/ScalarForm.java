package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// How cases spell single values that JSON alone cannot: doubles by their bytes, and texts with half a surrogate pair.
final class ScalarForm {
  private static final HexFormat HEX = HexFormat.of();

  private ScalarForm() {}

  /// The value of `{"int": ...}`.
  static long integer(JsonNode form) {
    return Long.parseLong(form.get("int").asText());
  }

  /// The value of `{"float64": ...}`.
  static double floating(JsonNode form) {
    return ByteBuffer.wrap(HEX.parseHex(form.get("float64").asText())).order(ByteOrder.LITTLE_ENDIAN).getDouble();
  }

  /// Whether `found` is the value of `{"float64": ...}`, bit for bit; any NaN is as good as another.
  static boolean sameDouble(JsonNode form, double found) {
    return Double.doubleToLongBits(floating(form)) == Double.doubleToLongBits(found);
  }

  /// The value of `{"str": ...}` or `{"utf16": ...}`.
  static String text(JsonNode form) {
    if (form.has("str")) {
      return form.get("str").asText();
    }
    // Not through a charset, which would replace what is no whole character.
    char[] units = new char[form.get("utf16").asText().length() / 4];
    ByteBuffer.wrap(HEX.parseHex(form.get("utf16").asText())).asCharBuffer().get(units);
    return new String(units);
  }
}
