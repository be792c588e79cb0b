package dev.sheaf.tfrecord.example;

import dev.sheaf.DataException;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.codec.FieldReader;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.RecordEncoding;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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

  /// What a message of feature lists alone begins with.
  private static final byte LISTS = 0x12;

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

  /// The features, and the lists of features of a `tf.train.SequenceExample`: whole numbers and floats as arrays, bytes that
  /// are UTF-8 as texts.
  @Override
  public Optional<Map<String, Object>> peek(MemorySegment record) {
    if (record.byteSize() < 2 || (record.get(ValueLayout.JAVA_BYTE, 0) & 0xff) > LISTS) {
      return Optional.empty();
    }
    try {
      SequenceExample message = SequenceExample.parse(record);
      Map<String, Object> values = new LinkedHashMap<>();
      message.context().forEach((name, feature) -> values.put(name, value(feature)));
      message.featureLists().forEach((name, steps) -> values.put(name, steps.stream().map(ExampleEncoding::value).toList()));
      return values.isEmpty() ? Optional.empty() : Optional.of(values);
    } catch (DataException _) {
      return Optional.empty();
    }
  }

  private static Object value(Feature feature) {
    return switch (feature.kind()) {
      case NONE -> List.of();
      case INT64 -> Int64Array.of(Shape.of(feature.count()), feature.integers());
      case FLOAT -> Float32Array.of(Shape.of(feature.count()), feature.floats());
      case BYTES -> {
        List<Object> values =
            IntStream.range(0, feature.count()).mapToObj(i -> text(feature.bytes(i))).toList();
        yield values.size() == 1 ? values.getFirst() : values;
      }
    };
  }

  private static Object text(MemorySegment bytes) {
    byte[] copy = bytes.toArray(ValueLayout.JAVA_BYTE);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(copy)).toString();
    } catch (CharacterCodingException _) {
      return copy;
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
