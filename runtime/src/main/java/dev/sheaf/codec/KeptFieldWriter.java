package dev.sheaf.codec;

import dev.sheaf.schema.RecordSchema;
import java.util.function.Consumer;

/// Keeps the values of one record, for formats that take them as they are.
final class KeptFieldWriter extends FieldWriter {
  private final Object[] values;
  private final String place;
  private final DimensionVariables dimensions = new DimensionVariables();
  private final Consumer<Object[]> whole;

  /// @param place where in the outermost record this one is; empty if it is that
  /// @param whole takes the values when all are there
  KeptFieldWriter(RecordSchema schema, String place, Consumer<Object[]> whole) {
    super(schema);
    this.values = new Object[schema.fields().size()];
    this.place = place;
    this.whole = whole;
  }

  @Override
  ValueWriter value(int position) {
    String name = schema.fields().get(position).name();
    String at = place.isEmpty() ? name : place + "." + name;
    return new KeptValueWriter(
        schema.fields().get(position).type(), at, dimensions, value -> values[position] = value);
  }

  @Override
  void finish() {
    whole.accept(values);
  }
}
