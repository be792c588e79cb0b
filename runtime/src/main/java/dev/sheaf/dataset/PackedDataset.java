package dev.sheaf.dataset;

import dev.sheaf.batch.ColumnSource;
import dev.sheaf.bytes.RowGather;
import dev.sheaf.format.Layout;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.Uninterrupted;
import dev.sheaf.io.ViewGuard;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// A dataset in columns that are mapped as they are: a folder with `dataset.json` and `.npy` files.
///
/// A field whose rows have one shape is one file of shape `(rows, axes...)`, a number or a boolean one of shape
/// `(rows,)`; a field whose rows differ along the first axis is a file of all values end to end, and one of int64
/// offsets, `(rows + 1,)`. NumPy maps each of them too. A folder may have several such runs of rows, shards, one after
/// the other.
///
/// Opening costs the same for any number of rows: lengths of files are compared, the first shard is mapped, and
/// another one when it is asked for. Arrays are views of the mapping, which live until this is closed. What batches are
/// made of is copied and guarded: a file that somebody cuts off meanwhile is a [dev.sheaf.io.TruncatedDataException].
/// Each batch asks each file that it is from for its length, so that few large shards are read faster than many small
/// ones. Arrays that are views cannot be guarded so: see [dev.sheaf.io.InputFile#slice].
///
/// @param <R> the row
public final class PackedDataset<R> implements Dataset<R>, ColumnSource {
  private final RecordSchema schema;
  private final PackedDescription description;
  private final List<PackedShard> shards;
  private final ShardStarts starts;
  private final Function<? super Object[], ? extends R> assembler;
  private final MappedTables tables;
  private volatile boolean closed;

  private PackedDataset(
      RecordSchema schema,
      PackedDescription description,
      List<PackedShard> shards,
      ShardStarts starts,
      Function<? super Object[], ? extends R> assembler,
      MappedTables tables) {
    this.schema = schema;
    this.description = description;
    this.shards = shards;
    this.starts = starts;
    this.assembler = assembler;
    this.tables = tables;
  }

  /// Opens a packed folder by its own schema: a row is the values of its fields, arrays or objects of Java's
  /// numbers and booleans.
  ///
  /// @throws CorruptDataException if it is damaged
  /// @throws UnsupportedFormatException if a newer version wrote it
  /// @throws dev.sheaf.io.StorageException if it is not there
  public static PackedDataset<Object[]> open(Path folder) {
    return open(folder, PackedDescription.read(file(folder)), values -> values);
  }

  /// Opens a packed folder as rows of a record.
  ///
  /// @param schema what a row must be made of
  /// @param assembler makes a row of its fields' values, which come in the schema's order: arrays, and objects of
  ///     Java's numbers and booleans; thread-safe
  /// @throws StaleDataException if it was packed for another schema
  /// @throws CorruptDataException if it is damaged
  /// @throws UnsupportedFormatException if a newer version wrote it
  /// @throws dev.sheaf.io.StorageException if it is not there
  public static <R> PackedDataset<R> open(
      Path folder, RecordSchema schema, Function<? super Object[], ? extends R> assembler) {
    PackedDescription description = PackedDescription.read(file(folder));
    RecordSchema packed = schema(file(folder), description);
    if (!packed.fingerprint().equals(schema.fingerprint())) {
      throw new StaleDataException(
          file(folder).toString(),
          "a dataset of %s as it is now".formatted(schema.name()),
          "one of %s of another form".formatted(packed.name()),
          "pack it again");
    }
    return open(folder, description, assembler);
  }

  private static <R> PackedDataset<R> open(
      Path folder, PackedDescription description, Function<? super Object[], ? extends R> assembler) {
    Path file = file(folder);
    RecordSchema schema = schema(file, description);
    MappedTables tables = new MappedTables();
    List<PackedShard> shards =
        description.shards().stream().map(shard -> new PackedShard(file, schema, shard, tables)).toList();
    ShardStarts starts = ShardStarts.of(file, shards.stream().mapToLong(PackedShard::size).toArray());
    if (starts.rows() != description.records()) {
      throw new CorruptDataException(
          file.toString(), 0, "%d rows in shards".formatted(description.records()), "%d rows".formatted(starts.rows()));
    }
    try {
      shards.forEach(PackedShard::checkLengths);
      // What is wrong with one is likely to be wrong with all: said now, not with the first row.
      shards.stream().findFirst().ifPresent(PackedShard::open);
      return new PackedDataset<>(schema, description, shards, starts, assembler, tables);
    } catch (RuntimeException e) {
      tables.close();
      throw e;
    }
  }

  private static Path file(Path folder) {
    return folder.resolve(PackedDescription.FILE);
  }

  static RecordSchema schema(Path file, PackedDescription description) {
    RecordSchema schema;
    try {
      schema = RecordSchema.fromJson(description.schema().toString());
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException(file.toString(), 0, "the schema of a row", String.valueOf(e.getMessage()));
    }
    for (FieldSchema field : schema.fields()) {
      Optional<ArrayType> type = PackedColumn.packed(field.type());
      if (type.isEmpty()) {
        throw new UnsupportedFormatException(
            file.toString(),
            0,
            "numbers, booleans, and arrays of one shape or ragged along the first axis",
            "the field %s: %s".formatted(field.name(), field.type()));
      }
      try {
        PackedColumn.inner(type.get());
      } catch (IllegalArgumentException e) {
        throw new CorruptDataException(
            file.toString(),
            0,
            "a shape of at most 2^63 - 1 elements",
            "the field %s: %s".formatted(field.name(), type.get()));
      }
    }
    return schema;
  }

  @Override
  public RecordSchema schema() {
    return schema;
  }

  @Override
  public long size() {
    return description.records();
  }

  @Override
  public R get(long position) {
    checkOpen();
    Objects.checkIndex(position, size());
    int shard = starts.shardOf(position);
    return assembler.apply(tables.hold(() -> shards.get(shard).get(position - starts.start(shard))));
  }

  /// Of rows that differ in size, the mean is known, and not the most.
  @Override
  public Footprint footprint() {
    Footprint declared = Footprint.of(schema);
    return declared.most() >= 0 || size() == 0
        ? declared
        : new Footprint(Footprint.UNKNOWN_BYTES, description.valueBytes() / size());
  }

  /// How the rows are stored: one file for each column of each shard, two where rows differ in size.
  public Layout layout() {
    return description.layout();
  }

  /// A hash over the schema and all values: the same data is the same wherever it was copied to.
  @Override
  public String fingerprint() {
    return description.fingerprint();
  }

  @Override
  public int rank(int column, long position) {
    return schema.fields().get(column).type().column().orElseThrow().shape().axes().size();
  }

  @Override
  public void extents(int column, long[] positions, int count, long[] extents) {
    checkOpen();
    int rank = rank(column, 0);
    look(
        column,
        positions,
        count,
        (shard, rows, first, length) -> {
          long[] some = first == 0 ? extents : new long[length * rank];
          shards.get(shard).column(column).column().extents(rows, length, some);
          if (first > 0) {
            System.arraycopy(some, 0, extents, first * rank, some.length);
          }
        });
  }

  @Override
  public void gather(int column, long[] positions, int count, MemorySegment target) {
    checkOpen();
    Objects.checkFromIndexSize(0, count, positions.length);
    if (shards.size() == 1) {
      gatherFromOne(column, positions, count, target);
    } else if (PackedColumn.isStacked(schema.fields().get(column).type())) {
      tables.hold(
          () -> {
            gatherStacked(column, positions, count, target);
            return this;
          });
    } else {
      gatherRuns(column, positions, count, target);
    }
  }

  /// The usual case, in which nothing is to be left for the garbage collector.
  private void gatherFromOne(int column, long[] positions, int count, MemorySegment target) {
    PackedColumn.Mapped only = shards.getFirst().column(column);
    tables.hold(
        () -> {
          new ViewGuard(only.files()).run(() -> only.column().gather(positions, count, target));
          return this;
        });
  }

  private void gatherRuns(int column, long[] positions, int count, MemorySegment target) {
    long[] filled = {0};
    look(
        column,
        positions,
        count,
        (shard, rows, _, length) -> {
          PackedColumn values = shards.get(shard).column(column).column();
          long bytes = values.bytes(rows, length);
          values.gather(rows, length, target.asSlice(filled[0], bytes));
          filled[0] += bytes;
        });
  }

  /// Gathers rows of one shape: of a shuffled batch, each comes from another shard than the one before.
  private void gatherStacked(int column, long[] positions, int count, MemorySegment target) {
    if (count == 0) {
      return;
    }
    int[] from = new int[count];
    BitSet touched = new BitSet();
    for (int i = 0; i < count; i++) {
      from[i] = starts.shardOf(positions[i]);
      touched.set(from[i]);
    }
    List<InputFile> files = open(touched, column);
    MemorySegment[] sources = new MemorySegment[count];
    long[] offsets = new long[count];
    long rowBytes = 0;
    for (int i = 0; i < count; i++) {
      PackedColumn.Fixed rows = shards.get(from[i]).column(column).column().stacked();
      rowBytes = rows.rowBytes();
      sources[i] = rows.data();
      offsets[i] = (positions[i] - starts.start(from[i])) * rowBytes;
    }
    long bytes = rowBytes;
    new ViewGuard(files).run(() -> RowGather.gather(sources, offsets, count, bytes, target));
  }

  /// Maps these shards, where that was not done: the files of a column.
  private List<InputFile> open(BitSet touched, int column) {
    int[] missing = touched.stream().filter(shard -> !shards.get(shard).isOpen()).toArray();
    Uninterrupted.each(missing.length, i -> shards.get(missing[i]).open());
    List<InputFile> files = new ArrayList<>();
    for (int shard = touched.nextSetBit(0); shard >= 0; shard = touched.nextSetBit(shard + 1)) {
      files.addAll(shards.get(shard).column(column).files());
    }
    return files;
  }

  /// Looks at some rows of a column; each file that they are in is guarded once.
  private void look(int column, long[] positions, int count, ShardStarts.Run run) {
    Objects.checkFromIndexSize(0, count, positions.length);
    tables.hold(
        () -> {
          if (shards.size() == 1) {
            new ViewGuard(shards.getFirst().column(column).files()).run(() -> run.take(0, positions, 0, count));
          } else {
            lookAtShards(column, positions, count, run);
          }
          return this;
        });
  }

  private void lookAtShards(int column, long[] positions, int count, ShardStarts.Run run) {
    BitSet touched = new BitSet();
    for (int i = 0; i < count; i++) {
      touched.set(starts.shardOf(positions[i]));
    }
    new ViewGuard(open(touched, column)).run(() -> starts.runs(positions, count, run));
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the dataset is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      tables.close();
    }
  }
}
