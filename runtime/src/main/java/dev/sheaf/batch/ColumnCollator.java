package dev.sheaf.batch;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.RecordSchema;
import java.util.List;
import java.util.function.Function;

/// Collates rows column by column: fixed shapes are stacked, others put end to end.
///
/// @param <R> the row
/// @param <B> the batch
public final class ColumnCollator<R, B> implements Collator<R, B> {
  private final RecordSchema schema;
  private final List<Function<? super R, ? extends NdArray>> accessors;
  private final Function<Columns, B> assembler;

  /// @param schema what a row is made of
  /// @param accessors reads each field of a row, in the schema's order
  /// @param assembler makes the batch from its columns
  public ColumnCollator(
      RecordSchema schema,
      List<Function<? super R, ? extends NdArray>> accessors,
      Function<Columns, B> assembler) {
    this.schema = schema;
    this.accessors = List.copyOf(accessors);
    this.assembler = assembler;
  }

  @Override
  public B collate(List<? extends R> rows) {
    throw new UnsupportedOperationException(rows.toString() + schema + accessors + assembler);
  }
}
