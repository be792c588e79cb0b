package dev.sheaf.dataset;

import dev.sheaf.batch.ColumnSource;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.codec.RawEncoding;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.format.RecordReader;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern.Axis;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// Rows whose bytes are the elements of an array of one shape: batches take them as they are.
final class RawRecordDataset<R> extends RecordDataset<R> implements ColumnSource {
  private final long rowBytes;

  RawRecordDataset(Shards shards, RecordCodec<R> codec, RawEncoding encoding) {
    super(shards, codec, encoding);
    this.rowBytes = rowBytes(codec.schema().fields().getFirst().type().column().orElseThrow());
  }

  /// Whether rows of this schema are such arrays, and nothing has to be checked in them.
  static boolean holds(RecordSchema schema) {
    if (schema.fields().size() != 1 || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      return false;
    }
    FieldType type = schema.fields().getFirst().type();
    boolean free =
        switch (type) {
          case ArrayType array -> array.constraints().isEmpty() && array.shape().isFixed();
          case ScalarType scalar -> scalar.constraints().isEmpty();
          default -> false;
        };
    // Of booleans, any byte but 0 is true: they must be looked at.
    return free && type.column().flatMap(ArrayType::dtype).filter(dtype -> dtype != DType.BOOL).isPresent();
  }

  private static long rowBytes(ArrayType type) {
    long bytes = type.dtype().orElseThrow().byteSize();
    for (Axis axis : type.shape().axes()) {
      bytes = Math.multiplyExact(bytes, ((Axis.Fixed) axis).extent());
    }
    return bytes;
  }

  @Override
  public int rank(int column, long position) {
    return schema().fields().get(column).type().column().orElseThrow().shape().axes().size();
  }

  @Override
  public void extents(int column, long[] positions, int count, long[] extents) {
    throw new IllegalArgumentException("expected a column whose shape is open, found one of fixed shape");
  }

  @Override
  public void gather(int column, long[] positions, int count, MemorySegment target) {
    shards.look(positions, count, () -> copy(column, positions, count, target));
  }

  private void copy(int column, long[] positions, int count, MemorySegment target) {
    for (int i = 0; i < count; i++) {
      int index = shards.shardOf(positions[i]);
      RecordReader reader = (RecordReader) shards.shard(index).rows();
      long record = shards.rowIn(index, positions[i]);
      long found = read(reader, record, target.asSlice(i * rowBytes, rowBytes));
      if (found != rowBytes) {
        throw new DecodeException(
                Rule.SHAPE,
                shards.shard(index).context().forRecord(record).source(),
                schema().fields().get(column).name(),
                -1,
                "%d bytes".formatted(rowBytes),
                "%d bytes".formatted(found),
                null)
            .inRecord(positions[i]);
      }
    }
  }

  private static long read(RecordReader reader, long record, MemorySegment target) {
    try {
      return reader.read(record, target);
    } catch (IllegalArgumentException _) {
      return reader.read(record).byteSize();
    }
  }
}
