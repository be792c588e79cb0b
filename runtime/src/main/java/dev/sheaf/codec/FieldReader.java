package dev.sheaf.codec;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.RecordSchema;
import java.util.stream.Collectors;

/// Walks through one record's JSON by its schema: which field comes next, and its value.
///
/// Refuses a field that is unknown, there twice or missing. For one record and one thread.
public final class FieldReader {
  private final RecordSchema schema;
  private final JsonReader in;
  private final DecodeContext context;
  private final String outerPlace;
  private final boolean[] seen;
  private long start;
  private boolean begun;
  private int current = -1;

  /// Begins to read one record where `in` stands.
  public FieldReader(RecordSchema schema, JsonReader in, DecodeContext context) {
    this.schema = schema;
    this.in = in;
    this.context = context;
    this.outerPlace = in.place();
    this.seen = new boolean[schema.fields().size()];
  }

  /// Goes to the next field: its position in the schema, or -1 after the last, when all have been there.
  ///
  /// @throws DecodeException if the next field is unknown or there twice, or if one is missing at the end
  public int next() {
    current = schema.bare() ? nextBare() : nextNamed();
    in.place(current < 0 ? outerPlace : place(schema.fields().get(current)));
    begun = true;
    return current;
  }

  private int nextBare() {
    return begun ? -1 : 0;
  }

  private String place(FieldSchema field) {
    return outerPlace.isEmpty() ? field.name() : schema.bare() ? outerPlace : outerPlace + "." + field.name();
  }

  private int nextNamed() {
    in.place(outerPlace);
    if (!begun) {
      if (in.peek() != '{') {
        throw in.unexpected("an object with the fields " + names());
      }
      start = in.offset();
      in.beginObject();
    }
    in.peek();
    String name = in.nextKey();
    if (name == null) {
      requireAll();
      return -1;
    }
    in.peek();
    long offset = in.offset();
    int position = position(name);
    if (position < 0) {
      in.skipValue();
      throw in.error(Rule.EXTRA, offset, "the fields %s only".formatted(names()), "the field \"%s\"".formatted(name));
    }
    if (seen[position]) {
      throw in.error(Rule.JSON, offset, "each field once", "\"%s\" again".formatted(name));
    }
    seen[position] = true;
    return position;
  }

  private int position(String name) {
    for (int position = 0; position < seen.length; position++) {
      if (schema.fields().get(position).name().equals(name)) {
        return position;
      }
    }
    return -1;
  }

  private void requireAll() {
    for (int position = 0; position < seen.length; position++) {
      if (!seen[position]) {
        throw in.error(
            Rule.MISSING,
            start,
            "the field \"%s\"".formatted(schema.fields().get(position).name()),
            "an object without it");
      }
    }
  }

  private String names() {
    return schema.fields().stream().map(FieldSchema::name).collect(Collectors.joining(", "));
  }

  /// The value of the field that [#next()] went to: an array of the declared dtype and shape.
  ///
  /// @throws DecodeException if it is none
  public NdArray array() {
    return ArrayEncoding.read(in, (ArrayType) schema.fields().get(current).type(), context);
  }

  /// The value of the field that [#next()] went to: a sequence of arrays. Those in a list are read now, those in files
  /// when they are asked for.
  ///
  /// @throws DecodeException if it is none
  public LazySequence<NdArray> arrays() {
    SequenceType type = (SequenceType) schema.fields().get(current).type();
    return ArraySequence.read(in, (ArrayType) type.element(), context);
  }
}
