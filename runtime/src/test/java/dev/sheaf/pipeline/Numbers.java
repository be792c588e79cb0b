package dev.sheaf.pipeline;

import dev.sheaf.dataset.Dataset;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.util.List;
import java.util.Objects;
import java.util.function.LongUnaryOperator;

/// A dataset whose row at position `p` is the number `p`, unless `reader` does something else.
record Numbers(long size, String fingerprint, LongUnaryOperator reader) implements Dataset<Long> {
  static Numbers to(long size) {
    return readBy(size, position -> position);
  }

  static Numbers readBy(long size, LongUnaryOperator reader) {
    return new Numbers(size, "numbers to " + size, reader);
  }

  @Override
  public RecordSchema schema() {
    return new RecordSchema(
        "Number",
        "",
        false,
        List.of(new FieldSchema("value", "", new ArrayType(DType.INT64, ShapePattern.parse(""), false))));
  }

  @Override
  public Long get(long position) {
    return reader.applyAsLong(Objects.checkIndex(position, size));
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
