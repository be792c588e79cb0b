package dev.sheaf.dataset;

import dev.sheaf.array.NdArray;
import dev.sheaf.batch.ColumnSource;
import dev.sheaf.bytes.RowGather;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.TableReader;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows of files whose columns are as the record declares them: batches take them as they are.
final class ColumnTableDataset<R> extends TableDataset<R> implements ColumnSource {
  /// The columns that lie in one mapped file as in memory; null for the others.
  private final @Nullable NdArray[] wholes;

  ColumnTableDataset(Shards shards, RecordCodec<R> codec) {
    super(shards, codec);
    wholes = new NdArray[schema().fields().size()];
    if (shards.isOneWholeFile()) {
      TableReader table = (TableReader) shards.shard(0).rows();
      for (int column = 0; column < wholes.length; column++) {
        wholes[column] = table.view(fieldIn(table, column)).orElse(null);
      }
    }
  }

  /// Whether the columns of a table are those of a record as they lie there, and nothing has to be checked in them.
  static boolean holds(TableReader table, RecordSchema record) {
    if (isOnly(table, record)) {
      return same(table.schema().fields().getFirst().type(), record.fields().getFirst().type());
    }
    for (FieldSchema field : record.fields()) {
      boolean found =
          table.schema().fields().stream()
              .anyMatch(column -> column.name().equals(field.name()) && same(column.type(), field.type()));
      if (!found) {
        return false;
      }
    }
    // A variable that stands in two places has to be compared row by row.
    return variablesAreFree(record);
  }

  private static boolean same(FieldType found, FieldType declared) {
    boolean free =
        switch (declared) {
          case ArrayType array -> array.constraints().isEmpty();
          case ScalarType scalar -> scalar.constraints().isEmpty();
          default -> false;
        };
    if (!free || found.column().isEmpty() || declared.column().isEmpty()) {
      return false;
    }
    ArrayType in = found.column().get();
    ArrayType out = declared.column().get();
    return in.dtype().equals(out.dtype()) && fits(in.shape(), out.shape());
  }

  /// Whether every array of the one shape has the other one.
  private static boolean fits(ShapePattern found, ShapePattern declared) {
    if (found.anyRank() || declared.anyRank() || found.axes().size() != declared.axes().size()) {
      return false;
    }
    for (int axis = 0; axis < found.axes().size(); axis++) {
      if (declared.axes().get(axis) instanceof Axis.Fixed fixed && !fixed.equals(found.axes().get(axis))) {
        return false;
      }
    }
    return found.isFixed() || found.isRaggedAlongFirstAxis();
  }

  private static boolean variablesAreFree(RecordSchema record) {
    Set<String> seen = new HashSet<>();
    for (FieldSchema field : record.fields()) {
      for (Axis axis : field.type().column().map(array -> array.shape().axes()).orElse(List.of())) {
        if (axis instanceof Axis.Named(String name) && !seen.add(name)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public int rank(int column, long position) {
    return schema().fields().get(column).type().column().orElseThrow().shape().axes().size();
  }

  /// Takes the values of some neighbouring rows of a batch.
  private interface Run {
    void take(int first, ColumnValues values, Shards.Shard shard);
  }

  private void runs(int column, long[] positions, int count, Run run) {
    for (int first = 0; first < count; ) {
      int index = shards.shardOf(positions[first]);
      int next = first + 1;
      long end = shards.end(index);
      while (next < count && positions[next] == positions[next - 1] + 1 && positions[next] < end) {
        next++;
      }
      Shards.Shard shard = shards.shard(index);
      TableReader table = (TableReader) shard.rows();
      long from = shards.rowIn(index, positions[first]);
      run.take(first, table.column(fieldIn(table, column), from, from + next - first), shard);
      first = next;
    }
  }

  private int fieldIn(TableReader table, int column) {
    if (isOnly(table, schema())) {
      return 0;
    }
    List<FieldSchema> fields = table.schema().fields();
    String name = schema().fields().get(column).name();
    for (int field = 0; field < fields.size(); field++) {
      if (fields.get(field).name().equals(name)) {
        return field;
      }
    }
    throw new IllegalStateException("the columns of all files are looked at when they are opened");
  }

  @Override
  public void extents(int column, long[] positions, int count, long[] extents) {
    shards.look(positions, count, () -> shapes(column, positions, count, extents));
  }

  private void shapes(int column, long[] positions, int count, long[] extents) {
    int rank = rank(column, 0);
    runs(
        column,
        positions,
        count,
        (first, values, shard) -> {
          for (int i = 0; i < values.rows(); i++) {
            long[] dims = row(values, i, column, shard).shape().toArray();
            System.arraycopy(dims, 0, extents, (first + i) * rank, rank);
          }
        });
  }

  @Override
  public void gather(int column, long[] positions, int count, MemorySegment target) {
    shards.look(positions, count, () -> copy(column, positions, count, target));
  }

  private void copy(int column, long[] positions, int count, MemorySegment target) {
    NdArray whole = wholes[column];
    if (whole != null) {
      long rows = whole.shape().dim(0);
      RowGather.gather(whole.segment(), rows, whole.segment().byteSize() / rows, positions, count, target);
      return;
    }
    long[] filled = {0};
    runs(
        column,
        positions,
        count,
        (_, values, shard) -> {
          if (values instanceof ColumnValues.Stacked(NdArray stacked)) {
            filled[0] += put(stacked, target, filled[0]);
            return;
          }
          for (int i = 0; i < values.rows(); i++) {
            filled[0] += put(row(values, i, column, shard), target, filled[0]);
          }
        });
  }

  private static long put(NdArray values, MemorySegment target, long at) {
    long bytes = values.segment().byteSize();
    MemorySegment.copy(values.segment(), 0, target, at, bytes);
    return bytes;
  }

  private NdArray row(ColumnValues values, int row, int column, Shards.Shard shard) {
    return switch (values) {
      case ColumnValues.Stacked(NdArray stacked) -> stacked.at(row);
      case ColumnValues.Ragged(NdArray all, long[] offsets) -> all.slice(offsets[row], offsets[row + 1]);
      case ColumnValues.Listed(var listed) when listed.get(row) instanceof NdArray array -> array;
      case ColumnValues.Listed(var listed) ->
          throw new DecodeException(
              Rule.MISSING,
              shard.context().source(),
              schema().fields().get(column).name(),
              -1,
              "a value in each row",
              listed.get(row) == null ? "none" : String.valueOf(listed.get(row)),
              null);
    };
  }
}
