package dev.sheaf.dataset;

import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.codec.FieldReader;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.format.TableReader;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.RecordSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Rows of files that hold values: columns of Parquet, datasets of HDF5, fields of CSV.
class TableDataset<R> implements Dataset<R> {
  final Shards shards;
  private final RecordCodec<R> codec;
  private final Set<String> fields;
  private final String fingerprint;

  TableDataset(Shards shards, RecordCodec<R> codec) {
    this.shards = shards;
    this.codec = codec;
    this.fields = codec.schema().fields().stream().map(FieldSchema::name).collect(Collectors.toUnmodifiableSet());
    this.fingerprint = shards.fingerprint("table").add(codec.schema().fingerprint()).hex();
  }

  /// Sees to it that a table has the fields of a record.
  ///
  /// @throws DecodeException if it lacks one that must be there
  static void check(TableReader table, String source, RecordSchema record) {
    List<String> found = table.schema().fields().stream().map(FieldSchema::name).toList();
    for (FieldSchema field : record.fields()) {
      boolean needed = field.defaultJson().isEmpty() && !(field.type() instanceof OptionalType);
      if (needed && !found.contains(field.name()) && !isOnly(table, record)) {
        throw new DecodeException(
            Rule.MISSING,
            source,
            field.name(),
            -1,
            "a column \"%s\" for %s".formatted(field.name(), record.name()),
            "the columns " + String.join(", ", found),
            null);
      }
    }
  }

  /// Whether a bare record takes the only column of a table, whatever that is called.
  static boolean isOnly(TableReader table, RecordSchema record) {
    return record.bare() && table.schema().fields().size() == 1;
  }

  @Override
  public final RecordSchema schema() {
    return codec.schema();
  }

  @Override
  public final long size() {
    return shards.size();
  }

  @Override
  public final R get(long position) {
    int index = shards.shardOf(position);
    Shards.Shard shard = shards.shard(index);
    TableReader table = (TableReader) shard.rows();
    long row = shards.rowIn(index, position);
    try {
      return shards.look(
          index, () -> codec.read(FieldReader.of(schema(), values(table, row), shard.context().forRecord(row))));
    } catch (DecodeException e) {
      throw e.inRecord(position);
    }
  }

  private Map<String, Object> values(TableReader table, long row) {
    if (!isOnly(table, schema())) {
      return table.row(row, fields);
    }
    String column = table.schema().fields().getFirst().name();
    Object value = table.row(row, Set.of(column)).get(column);
    return value == null ? Map.of() : Map.of(schema().fields().getFirst().name(), value);
  }

  @Override
  public final Footprint footprint() {
    return Footprint.of(schema(), shards.seen());
  }

  @Override
  public final String fingerprint() {
    return fingerprint;
  }

  @Override
  public final void close() {
    shards.close();
  }
}
