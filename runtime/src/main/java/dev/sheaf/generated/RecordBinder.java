package dev.sheaf.generated;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeContext;
import dev.sheaf.codec.JsonReader;
import dev.sheaf.schema.RecordSchema;

/// Walks through one record's JSON for its codec: which field comes next, and its value.
///
/// Refuses a field that is unknown, there twice or missing. For one record and one thread.
public final class RecordBinder {
  /// Begins to read one record.
  public RecordBinder(RecordSchema schema, JsonReader in, DecodeContext context) {
    throw new UnsupportedOperationException(schema.toString() + in + context);
  }

  /// Goes to the next field: its position in the schema, or -1 after the last, when all have been there.
  public int next() {
    throw new UnsupportedOperationException();
  }

  /// The value of the field that [#next()] went to: an array.
  public <A extends NdArray> A array(Class<A> type) {
    throw new UnsupportedOperationException(type.toString());
  }

  /// The value of the field that [#next()] went to: a sequence of arrays.
  public <A extends NdArray> LazySequence<A> arrays(Class<A> type) {
    throw new UnsupportedOperationException(type.toString());
  }
}
