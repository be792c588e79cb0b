package dev.sheaf.tfds;

import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.TableReader;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.FieldSchema;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Messages that lie in a column of a table, one in each row.
final class ColumnRecords implements RecordReader {
  private static final String COLUMN = "data";
  private static final int BLOCK = 1024;

  private final Path path;
  private final TableReader table;
  private final int field;

  private ColumnRecords(Path path, TableReader table, int field) {
    this.path = path;
    this.table = table;
    this.field = field;
  }

  static ColumnRecords of(Path path, TableReader table) {
    List<String> names = table.schema().fields().stream().map(FieldSchema::name).toList();
    int field = names.indexOf(COLUMN);
    if (field < 0) {
      table.close();
      throw new CorruptDataException(
          path.toString(), 0, "a column \"%s\" of messages".formatted(COLUMN), names.toString());
    }
    return new ColumnRecords(path, table, field);
  }

  @Override
  public long size() {
    return table.size();
  }

  @Override
  public MemorySegment read(long record) {
    return bytes(record, table.row(record, Set.of(COLUMN)).get(COLUMN));
  }

  @Override
  public void read(long from, long to, Consumer consumer) {
    Objects.checkFromToIndex(from, to, size());
    for (long start = from; start < to; start += BLOCK) {
      long end = Math.min(to, start + BLOCK);
      if (!(table.column(field, start, end) instanceof ColumnValues.Listed(List<@Nullable Object> values))) {
        throw new CorruptDataException(path.toString(), 0, "a column of bytes", "a column of numbers");
      }
      for (long record = start; record < end; record++) {
        consumer.accept(record, bytes(record, values.get((int) (record - start))));
      }
    }
  }

  private MemorySegment bytes(long record, @Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return MemorySegment.ofArray(bytes).asReadOnly();
    }
    throw new CorruptDataException(
        path.toString(),
        Math.max(0, table.offset(record)),
        "bytes in row %d of \"%s\"".formatted(record, COLUMN),
        value == null ? "nothing" : value.getClass().getSimpleName());
  }

  @Override
  public long offset(long record) {
    return table.offset(record);
  }

  @Override
  public void close() {
    table.close();
  }
}
