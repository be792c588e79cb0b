package dev.sheaf.tfrecord.example;

import dev.sheaf.DataException;
import dev.sheaf.codec.FieldReader;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.RecordEncoding;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A record as a `tf.train.Example`: its fields are features of the same names. [ExampleValues] says which feature a
/// field is read from.
///
/// Written are texts, enums, times and bytes as bytes, whole numbers and booleans as integers, `float` as floats, and
/// arrays so:
///
/// | Elements | Feature |
/// |---|---|
/// | bool, 16 to 64 bits whole; float16, bfloat16, float32 | their numbers |
/// | 8 bits, float64, complex | one value of bytes: the elements, little-endian |
/// | any, where several axes are open | `name/shape`, and `name/value` in such bytes |
public final class ExampleEncoding implements RecordEncoding {
  private static final byte FEATURES = 0x0A;

  /// Found by its name.
  public ExampleEncoding() {}

  @Override
  public String name() {
    return "example";
  }

  /// Whether it is such a message, of one part as all writers make it, that has a feature.
  @Override
  public boolean fits(MemorySegment record, RecordSchema schema) {
    if (record.byteSize() < 2 || record.get(ValueLayout.JAVA_BYTE, 0) != FEATURES) {
      return false;
    }
    try {
      return !Example.parse(record).features().isEmpty();
    } catch (DataException _) {
      return false;
    }
  }

  @Override
  public <R> Decoder<R> decoder(RecordCodec<R> codec) {
    RecordSchema schema = codec.schema();
    ExampleValues values = ExampleValues.of(schema);
    return (record, context) ->
        codec.read(FieldReader.of(schema, values.values(record, context.source(), 0), context));
  }

  @Override
  public <R> byte[] write(R record, RecordCodec<R> codec) {
    // Refuses what could not be read again.
    ExampleWriter out = new ExampleWriter();
    new FeatureFields(out).record(codec.schema(), codec.values(record), "");
    return out.toBytes();
  }
}
