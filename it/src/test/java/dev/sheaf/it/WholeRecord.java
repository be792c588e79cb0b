package dev.sheaf.it;

import dev.sheaf.codec.FieldReader;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.RecordEncoding;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/// Records that are the bytes of their only field.
final class WholeRecord implements RecordEncoding {
  @Override
  public String name() {
    return "whole";
  }

  @Override
  public boolean fits(MemorySegment record, RecordSchema schema) {
    return false;
  }

  @Override
  public <R> Decoder<R> decoder(RecordCodec<R> codec) {
    String field = codec.schema().fields().getFirst().name();
    return (record, context) ->
        codec.read(
            FieldReader.of(codec.schema(), Map.of(field, record.toArray(ValueLayout.JAVA_BYTE)), context));
  }
}
