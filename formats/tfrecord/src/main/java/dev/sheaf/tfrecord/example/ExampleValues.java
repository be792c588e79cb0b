package dev.sheaf.tfrecord.example;

import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes values of the messages of one schema: of the Java types that [dev.sheaf.format.TableReader] names. Whether
/// they keep what the schema asks for beside their types is for a codec to say. Safe for any number of threads.
///
/// | Field | Feature |
/// |---|---|
/// | array | numbers in row-major order, where one axis at most is unknown |
/// | the same | one value of bytes: the elements, little-endian |
/// | array with several unknown axes | `name/shape`, and `name/value` in bytes, as TensorFlow Datasets writes it |
/// | number, boolean | one number; booleans are 0 and 1 |
/// | text, enum, time | one value of bytes, in UTF-8 |
/// | bytes | one value of bytes |
/// | list | as many values |
/// | record, map | features `name/field` and `name/key` |
/// | optional | nothing, or a feature without a list, where it is missing |
///
/// Integers become the declared type where they fit; as unsigned numbers of 64 bits they are taken bit by bit.
public final class ExampleValues {
  private final RecordSchema schema;
  private final ExampleParser parser;

  private ExampleValues(RecordSchema schema, ExampleParser parser) {
    this.schema = schema;
    this.parser = parser;
  }

  /// Prepares to read messages of a schema: that of a row.
  ///
  /// @throws IllegalArgumentException if it has a field that no message holds
  public static ExampleValues of(RecordSchema schema) {
    List<String> keys = new ArrayList<>();
    collect(schema, "", keys);
    return new ExampleValues(schema, new ExampleParser(keys));
  }

  private static void collect(RecordSchema schema, String prefix, List<String> keys) {
    for (FieldSchema field : schema.fields()) {
      collect(field.type(), prefix + field.name(), keys);
    }
  }

  private static void collect(FieldType type, String key, List<String> keys) {
    switch (type) {
      case ArrayType _, ScalarType _, TextType _, BytesType _, EnumType _, TimeType _ -> keys.add(key);
      case OptionalType(FieldType of) -> collect(of, key, keys);
      case RecordType(RecordSchema record) -> collect(record, key + "/", keys);
      case MapType(FieldType value, _) when !(value instanceof OptionalType) -> collect(value, key + "/", keys);
      case ListType(ArrayType _, _),
          ListType(ScalarType _, _),
          ListType(TextType _, _),
          ListType(BytesType _, _),
          ListType(EnumType _, _),
          ListType(TimeType _, _) ->
          keys.add(key);
      case ListType _, MapType _, UnionType _, SequenceType _ ->
          throw new IllegalArgumentException(
              "expected a field that a tf.train.Example holds, found \"%s\", which is %s"
                  .formatted(key, type.inWords()));
    }
  }

  /// The values of one message. A field that the message does not have is left out.
  ///
  /// @param place the file, for errors
  /// @param offset where the message begins there
  /// @throws CorruptDataException if it is no message, or a feature is not what its field asks for
  /// @throws dev.sheaf.format.UnsupportedFormatException if it has 2 GiB or more
  public Map<String, Object> values(MemorySegment message, String place, long offset) {
    return new MessageValues(parser.parse(message, place, offset), place, offset).record(schema, "");
  }
}
