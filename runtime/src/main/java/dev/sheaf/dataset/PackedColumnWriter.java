package dev.sheaf.dataset;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/// Writes one field of a shard's rows. For one thread.
final class PackedColumnWriter implements AutoCloseable {
  private final FieldSchema field;
  private final boolean fixed;
  private final GrowingTable values;
  private final GrowingTable offsets;
  private long rows;
  private long length;

  /// @param position which field it is
  /// @param suffix what tells the files of one shard from those of another
  PackedColumnWriter(Path folder, int position, FieldSchema field, String suffix) {
    ArrayType type = DatasetPacker.type(field);
    this.field = field;
    this.fixed = type.shape().isFixed();
    String name = name(position, field);
    DType dtype = type.dtype().orElseThrow();
    this.values = new GrowingTable(folder.resolve(name + suffix + ".npy"), dtype, PackedColumn.inner(type));
    this.offsets = new GrowingTable(folder.resolve(name + "-offsets" + suffix + ".npy"), DType.INT64, Shape.of());
    if (!fixed) {
      offsets.append(0);
    }
  }

  /// What the names of a field's files begin with.
  static String name(int position, FieldSchema field) {
    return "%d-%s".formatted(position, field.name().replaceAll("[^A-Za-z0-9_]", "_"));
  }

  /// @param extent along the first axis, where it differs from row to row
  void append(MemorySegment elements, long extent) {
    values.append(elements);
    rows++;
    if (!fixed) {
      length += extent;
      offsets.append(length);
    }
  }

  /// Puts the files in their places.
  PackedDescription.Column commit() {
    TableRef first = values.commit(fixed ? rows : length);
    if (fixed) {
      return new PackedDescription.Column(field.name(), List.of(first), List.of(values.fileBytes()));
    }
    TableRef second = offsets.commit(rows + 1);
    return new PackedDescription.Column(
        field.name(), List.of(first, second), List.of(values.fileBytes(), offsets.fileBytes()));
  }

  /// Throws away what was not committed.
  @Override
  public void close() {
    try (values) {
      offsets.close();
    }
  }
}
