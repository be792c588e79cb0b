package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.Float32Array;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Base64 is decoded where it stands if the keys before it say what it must be, and later if not: nobody can tell.
final class Base64TextTest {
  private static final String KNOWN_BEFORE =
      """
      {"object_type": "array", "shape": [%1$d], "dtype": "float32", "data": {"buffer": %2$s, "encoding": "%3$s"}}""";
  private static final String KNOWN_LATER =
      """
      {"data": {"encoding": "%3$s", "buffer": %2$s}, "shape": [%1$d], "dtype": "float32", "object_type": "array"}""";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 12_287, 12_288, 12_289, 100_000})
  void theOrderOfTheKeysMakesNoDifference(int count) {
    Float32Array expected = Float32Array.of(Shape.of(count), values(count));
    String text = quoted(base64(count));

    for (int chunk : new int[] {64, 1_000, JsonReader.CHUNK_BYTES}) {
      assertEquals(expected, read(KNOWN_BEFORE.formatted(count, text, "base64"), chunk));
      assertEquals(expected, read(KNOWN_LATER.formatted(count, text, "base64"), chunk));
      assertEquals(expected, read(KNOWN_BEFORE.formatted(count, text.replace("/", "\\/"), "base64"), chunk));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "=", "-", "\\n", "é", " ", "\"", "\\u0041*"})
  void whatIsBrokenIsBrokenInAnyOrder(String wrong) {
    String text = base64(300);
    for (int at : new int[] {0, 7, 200, text.length() - wrong.length() - 1}) {
      String broken = quoted(text.substring(0, at) + wrong + text.substring(at + wrong.length()));

      assertEquals(
          refusal(KNOWN_LATER.formatted(300, broken, "base64")), refusal(KNOWN_BEFORE.formatted(300, broken, "base64")));
    }
  }

  @Test
  void aPathMayLookLikeBase64OfTheRightLength(@TempDir Path folder) throws IOException {
    String name = "abcdefghijklmno0";
    Files.write(folder.resolve(name), Base64.getDecoder().decode(base64(3)));
    byte[] payload =
        KNOWN_BEFORE.formatted(3, quoted(name), "binref").getBytes(StandardCharsets.UTF_8);

    Object found = Payload.parse(payload, folder, SchemaCodec.of(Rows.bare(DType.FLOAT32, "?")), DecodeOptions.DEFAULT)[0];

    assertEquals(Float32Array.of(Shape.of(3), values(3)), found);
  }

  private static Rule refusal(String json) {
    return assertThrows(DecodeException.class, () -> read(json, JsonReader.CHUNK_BYTES), json).rule();
  }

  private static Object read(String json, int chunkBytes) {
    return Rows.read(json.getBytes(StandardCharsets.UTF_8), Rows.bare(DType.FLOAT32, "?"), chunkBytes)[0];
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i - 7) / 3f;
    }
    return values;
  }

  private static String base64(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values(count));
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
