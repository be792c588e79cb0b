package dev.sheaf.examples.formats;

import dev.sheaf.array.UInt8Array;
import dev.sheaf.codec.FieldReader;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.RecordEncoding;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/// An encoding of our own: one byte for the label, then the pixels.
public final class LabelFirst implements RecordEncoding {
  private static final int BYTES = 1 + 28 * 28;

  @Override
  public String name() {
    return "label-first";
  }

  @Override
  public boolean fits(MemorySegment record, RecordSchema schema) {
    return record.byteSize() == BYTES && schema.name().equals(Digit.class.getName());
  }

  @Override
  public <R> Decoder<R> decoder(RecordCodec<R> codec) {
    return (record, context) -> {
      Map<String, Object> values =
          Map.of(
              "label", record.get(ValueLayout.JAVA_BYTE, 0),
              "image", UInt8Array.wrap(record.asSlice(1), Shape.of(28, 28)));
      return codec.read(FieldReader.of(codec.schema(), values, context));
    };
  }

  @Override
  public <R> byte[] write(R record, RecordCodec<R> codec) {
    Digit digit = (Digit) record;
    byte[] bytes = new byte[BYTES];
    bytes[0] = (byte) digit.label();
    MemorySegment.copy(digit.image().segment(), ValueLayout.JAVA_BYTE, 0, bytes, 1, BYTES - 1);
    return bytes;
  }
}
