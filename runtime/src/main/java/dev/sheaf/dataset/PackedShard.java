package dev.sheaf.dataset;

import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.io.TruncatedDataException;
import dev.sheaf.io.ViewGuard;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.RecordSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A run of rows of a packed folder, mapped when it is asked for the first time. Thread-safe.
final class PackedShard {
  /// Columns as they are mapped.
  ///
  /// @param lookups stands around code that looks at offsets, and at numbers, of one row; not at arrays
  private record Mapped(List<PackedColumn.Mapped> columns, ViewGuard lookups) {}

  private final Path description;
  private final RecordSchema schema;
  private final PackedDescription.Shard shard;
  private final MappedTables tables;
  private volatile @Nullable Mapped mapped;

  /// @param description `dataset.json`
  /// @throws CorruptDataException if the columns are not those of the schema
  PackedShard(Path description, RecordSchema schema, PackedDescription.Shard shard, MappedTables tables) {
    this.description = description;
    this.schema = schema;
    this.shard = shard;
    this.tables = tables;
    List<String> expected = schema.fields().stream().map(FieldSchema::name).toList();
    List<String> found = shard.columns().stream().map(PackedDescription.Column::field).toList();
    if (!found.equals(expected) || shard.records() < 0) {
      throw new CorruptDataException(
          description.toString(),
          0,
          "rows of the columns " + expected,
          "%d rows of %s".formatted(shard.records(), found));
    }
  }

  /// How many rows there are.
  long size() {
    return shard.records();
  }

  /// Sees to it that all files have the length that they should have: what can be told without opening them.
  ///
  /// @throws CorruptDataException if one has not
  /// @throws StorageException if one is not there
  void checkLengths() {
    for (PackedDescription.Column column : shard.columns()) {
      if (column.fileBytes().size() != column.tables().size()) {
        throw new CorruptDataException(
            description.toString(),
            0,
            "the lengths of the %d tables of %s".formatted(column.tables().size(), column.field()),
            "%d lengths".formatted(column.fileBytes().size()));
      }
      for (int i = 0; i < column.tables().size(); i++) {
        checkLength(column.tables().get(i).path(description), column.fileBytes().get(i));
      }
    }
  }

  private static void checkLength(Path file, long expected) {
    long found;
    try {
      found = Files.size(file);
    } catch (IOException e) {
      throw new StorageException("cannot find", file.toString(), e);
    }
    if (found < expected) {
      throw new TruncatedDataException(file.toString(), new ByteRange(found, expected - found), found);
    }
    if (found > expected) {
      throw new CorruptDataException(
          file.toString(), expected, "the end of the file", "%d bytes more".formatted(found - expected));
    }
  }

  /// Maps it, if it is not.
  ///
  /// @throws CorruptDataException if its files are not what the description says
  /// @throws StorageException if they cannot be opened
  void open() {
    mapped();
  }

  /// Whether it is mapped.
  boolean isOpen() {
    return mapped != null;
  }

  private Mapped mapped() {
    Mapped done = mapped;
    return done == null ? map() : done;
  }

  private synchronized Mapped map() {
    Mapped done = mapped;
    if (done == null) {
      List<PackedColumn.Mapped> columns = new ArrayList<>();
      for (int i = 0; i < shard.columns().size(); i++) {
        FieldSchema field = schema.fields().get(i);
        columns.add(PackedColumn.map(description, field.type(), shard.columns().get(i), size(), tables));
      }
      done = new Mapped(columns, new ViewGuard(columns.stream().flatMap(PackedShard::lookedUp).toList()));
      mapped = done;
    }
    return done;
  }

  /// What is read to make the value of a row.
  private static Stream<InputFile> lookedUp(PackedColumn.Mapped column) {
    return switch (column.column()) {
      case PackedColumn.Fixed _ -> Stream.of();
      case PackedColumn.Scalars _ -> column.files().stream();
      case PackedColumn.RaggedRows _ -> column.files().stream().skip(1);
    };
  }

  /// The values of one row; arrays are views, which nobody guards.
  Object[] get(long row) {
    Mapped now = mapped();
    Object[] values = new Object[now.columns.size()];
    now.lookups.run(
        () -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = now.columns.get(i).column().get(row);
          }
        });
    return values;
  }

  /// One column, and its files: whoever looks at it keeps a [ViewGuard] over them.
  PackedColumn.Mapped column(int column) {
    return mapped().columns.get(column);
  }
}
