package dev.sheaf.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/// The base64 decoder: text is taken where Java's own decoder takes it and no padding is missing, and gives the same
/// bytes; as bytes and as an array, decoded on the way or later, written plainly or in escapes.
@Tag("fuzz")
class Base64FuzzTest {
  private static final RecordCodec<Object[]> BYTES = codec(new BytesType(List.of()));
  private static final RecordCodec<Object[]> ARRAY =
      codec(new ArrayType(DType.UINT8, ShapePattern.parse("?"), false));

  private static RecordCodec<Object[]> codec(FieldType type) {
    return SchemaCodec.of(new RecordSchema("Base64", "", false, List.of(new FieldSchema("value", "", type))));
  }

  @FuzzTest(maxDuration = "10m")
  void decodesWhatJavaDecodes(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    Optional<byte[]> expected = padded(text);
    int count = expected.map(bytes -> bytes.length).orElse(text.length() / 4 * 3);
    if (text.indexOf('"') < 0 && text.indexOf('\\') < 0) {
      assertDecoded(expected, text, count);
    }
    assertDecoded(expected, escaped(text), count);
  }

  private static Optional<byte[]> padded(String text) {
    try {
      return text.length() % 4 == 0 ? Optional.of(Base64.getDecoder().decode(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String escaped(String text) {
    StringBuilder escapes = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      escapes.append("\\u").append(HexFormat.of().toHexDigits(text.charAt(at)));
    }
    return escapes.toString();
  }

  private static void assertDecoded(Optional<byte[]> expected, String text, int count) {
    assertSame(expected, read(BYTES, "\"%s\"".formatted(text)).map(byte[].class::cast), text);
    assertSame(expected, read(ARRAY, shapeFirst(text, count)).map(Base64FuzzTest::bytes), text);
    assertSame(expected, read(ARRAY, shapeLast(text, count)).map(Base64FuzzTest::bytes), text);
  }

  private static String shapeFirst(String text, int count) {
    return """
        {"shape": [%d], "dtype": "uint8", "data": {"buffer": "%s", "encoding": "base64"}}"""
        .formatted(count, text);
  }

  private static String shapeLast(String text, int count) {
    return """
        {"dtype": "uint8", "data": {"encoding": "base64", "buffer": "%s"}, "shape": [%d]}"""
        .formatted(text, count);
  }

  private static Optional<Object> read(RecordCodec<Object[]> codec, String value) {
    byte[] document = "{\"value\":%s}".formatted(value).getBytes(StandardCharsets.ISO_8859_1);
    return Warranted.by(
        document.length, () -> Payload.parse(document, Path.of("."), codec, DecodeOptions.DEFAULT)[0]);
  }

  private static byte[] bytes(Object array) {
    return ((NdArray) array).segment().toArray(ValueLayout.JAVA_BYTE);
  }

  private static void assertSame(Optional<byte[]> expected, Optional<byte[]> found, String text) {
    assertEquals(expected.isPresent(), found.isPresent(), text);
    expected.ifPresent(bytes -> assertArrayEquals(bytes, found.orElseThrow(), text));
  }
}
