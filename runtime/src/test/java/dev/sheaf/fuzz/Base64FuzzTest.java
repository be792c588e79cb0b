package dev.sheaf.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.RecordSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/// The base64 decoder: text is taken where Java's own decoder takes it and no padding is missing, and gives the same
/// bytes.
@Tag("fuzz")
class Base64FuzzTest {
  private static final RecordCodec<Object[]> BYTES =
      SchemaCodec.of(
          new RecordSchema(
              "Bytes", "", false, List.of(new FieldSchema("bytes", "", new BytesType(List.of())))));

  @FuzzTest(maxDuration = "10m")
  void decodesWhatJavaDecodes(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    byte[] document = "{\"bytes\":\"%s\"}".formatted(text).getBytes(StandardCharsets.ISO_8859_1);
    Optional<Object> found =
        Warranted.by(
            document.length, () -> Payload.parse(document, Path.of("."), BYTES, DecodeOptions.DEFAULT)[0]);
    if (text.indexOf('"') >= 0 || text.indexOf('\\') >= 0) {
      // Not one text of its own, or not these characters.
      return;
    }
    Optional<byte[]> expected = padded(text);
    assertEquals(expected.isPresent(), found.isPresent(), text);
    expected.ifPresent(bytes -> assertArrayEquals(bytes, (byte[]) found.orElseThrow()));
  }

  private static Optional<byte[]> padded(String text) {
    try {
      return text.length() % 4 == 0 ? Optional.of(Base64.getDecoder().decode(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
