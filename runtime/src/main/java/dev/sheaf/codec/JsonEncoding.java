package dev.sheaf.codec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.RecordSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A record as a JSON document.
public final class JsonEncoding implements RecordEncoding {
  /// What people look at is read into memory.
  private static final long MAX_PEEKED_BYTES = 64 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /// Found by its name.
  public JsonEncoding() {}

  @Override
  public String name() {
    return "json";
  }

  /// Whether it begins as JSON of such a record does: with an object, or for a bare one with a list or a number.
  @Override
  public boolean fits(MemorySegment record, RecordSchema schema) {
    long at = 0;
    while (at < record.byteSize() && " \t\r\n".indexOf(record.get(ValueLayout.JAVA_BYTE, at)) >= 0) {
      at++;
    }
    if (at == record.byteSize()) {
      return false;
    }
    byte first = record.get(ValueLayout.JAVA_BYTE, at);
    byte last = record.get(ValueLayout.JAVA_BYTE, record.byteSize() - 1);
    boolean object = first == '{' && (last == '}' || last == '\n');
    return object || (schema.bare() && first == '[' && (last == ']' || last == '\n'));
  }

  /// The members of an object, as they stand there; anything else under the name `value`. Of a longer text, nothing.
  @Override
  public Optional<Map<String, Object>> peek(MemorySegment record) {
    if (record.byteSize() > MAX_PEEKED_BYTES || !looksLikeJson(record)) {
      return Optional.empty();
    }
    try {
      Object value = MAPPER.readValue(record.toArray(ValueLayout.JAVA_BYTE), Object.class);
      Map<String, Object> values = new LinkedHashMap<>();
      if (value instanceof Map<?, ?> object) {
        object.forEach((name, member) -> values.put(String.valueOf(name), member));
      } else if (value != null) {
        values.put("value", value);
      }
      return Optional.of(values);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static boolean looksLikeJson(MemorySegment record) {
    long at = 0;
    while (at < record.byteSize() && " \t\r\n".indexOf(record.get(ValueLayout.JAVA_BYTE, at)) >= 0) {
      at++;
    }
    return at < record.byteSize() && "{[".indexOf(record.get(ValueLayout.JAVA_BYTE, at)) >= 0;
  }

  @Override
  public <R> Decoder<R> decoder(RecordCodec<R> codec) {
    return (record, context) -> {
      InputFile source = InputFile.of(context.source(), record);
      int chunkBytes = (int) Math.min(JsonReader.CHUNK_BYTES, record.byteSize());
      JsonReader in = new JsonReader(source, context.options().limits(), chunkBytes);
      R read = codec.read(in, context);
      in.end();
      return read;
    };
  }

  @Override
  public <R> byte[] write(R record, RecordCodec<R> codec) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonWriter out = new JsonWriter(bytes);
    codec.write(record, out, new EncodeContext(EncodeOptions.DEFAULT, null));
    out.end();
    return bytes.toByteArray();
  }
}
