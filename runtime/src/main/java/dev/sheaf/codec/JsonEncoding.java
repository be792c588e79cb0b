package dev.sheaf.codec;

import dev.sheaf.io.InputFile;
import dev.sheaf.schema.RecordSchema;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A record as a JSON document.
public final class JsonEncoding implements RecordEncoding {
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
