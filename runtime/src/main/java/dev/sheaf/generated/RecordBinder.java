package dev.sheaf.generated;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeContext;
import dev.sheaf.codec.FieldReader;
import dev.sheaf.codec.JsonReader;
import dev.sheaf.schema.RecordSchema;

/// Walks through one record's JSON for its codec: which field comes next, and its value.
///
/// Refuses a field that is unknown, there twice or missing. For one record and one thread.
public final class RecordBinder {
  private final FieldReader fields;

  /// Begins to read one record.
  public RecordBinder(RecordSchema schema, JsonReader in, DecodeContext context) {
    fields = new FieldReader(schema, in, context);
  }

  /// Goes to the next field: its position in the schema, or -1 after the last, when all have been there.
  public int next() {
    return fields.next();
  }

  /// The value of the field that [#next()] went to: an array.
  public <A extends NdArray> A array(Class<A> type) {
    return type.cast(fields.array());
  }

  /// The value of the field that [#next()] went to: a sequence of arrays.
  public <A extends NdArray> LazySequence<A> arrays(Class<A> type) {
    LazySequence<NdArray> arrays = fields.arrays();
    return LazySequence.of(arrays.size(), index -> type.cast(arrays.get(index)), arrays::nameOf);
  }
}
