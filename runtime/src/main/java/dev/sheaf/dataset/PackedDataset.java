package dev.sheaf.dataset;

import dev.sheaf.batch.ColumnSource;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// A dataset in columns that are mapped as they are: a folder with `dataset.json` and `.npy` files.
///
/// A field whose rows have one shape is one file of shape `(rows, axes...)`, a number or a boolean one of shape
/// `(rows,)`; a field whose rows differ along the first
/// axis is a file of all values end to end, and one of int64 offsets, `(rows + 1,)`. NumPy maps each of them too.
/// Opening costs the same for any number of rows. Arrays are views of the mapping, which live until this is closed.
///
/// @param <R> the row
public final class PackedDataset<R> implements Dataset<R>, ColumnSource {
  private final RecordSchema schema;
  private final PackedDescription description;
  private final List<PackedColumn> columns;
  private final Function<? super Object[], ? extends R> assembler;
  private final Arena arena;
  private volatile boolean closed;

  private PackedDataset(
      RecordSchema schema,
      PackedDescription description,
      List<PackedColumn> columns,
      Function<? super Object[], ? extends R> assembler,
      Arena arena) {
    this.schema = schema;
    this.description = description;
    this.columns = columns;
    this.assembler = assembler;
    this.arena = arena;
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
    if (description.shards().size() != 1) {
      throw new UnsupportedFormatException(
          file.toString(), 0, "one shard", "%d shards".formatted(description.shards().size()));
    }
    PackedDescription.Shard shard = description.shards().getFirst();
    List<String> expected = schema.fields().stream().map(FieldSchema::name).toList();
    List<String> found = shard.columns().stream().map(PackedDescription.Column::field).toList();
    if (!found.equals(expected) || description.records() < 0 || shard.records() != description.records()) {
      throw new CorruptDataException(
          file.toString(),
          0,
          "%d rows of the columns %s".formatted(description.records(), expected),
          "%d rows of %s".formatted(shard.records(), found));
    }
    Arena arena = Arena.ofShared();
    try {
      List<PackedColumn> columns = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        columns.add(
            PackedColumn.map(file, schema.fields().get(i).type(), shard.columns().get(i), shard.records(), arena));
      }
      return new PackedDataset<>(schema, description, List.copyOf(columns), assembler, arena);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static Path file(Path folder) {
    return folder.resolve(PackedDescription.FILE);
  }

  private static RecordSchema schema(Path file, PackedDescription description) {
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
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).get(position);
    }
    return assembler.apply(values);
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
    columns.get(column).extents(positions, count, extents);
  }

  @Override
  public void gather(int column, long[] positions, int count, MemorySegment target) {
    checkOpen();
    columns.get(column).gather(positions, count, target);
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
      arena.close();
    }
  }
}
