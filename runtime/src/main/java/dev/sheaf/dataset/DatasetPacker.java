package dev.sheaf.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sheaf.array.NdArray;
import dev.sheaf.format.NpyWriter;
import dev.sheaf.io.OutputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/// Writes a dataset as a folder of mapped columns, which [PackedDataset] opens.
///
/// `dataset.json` is written last: killed before, the folder is no dataset and can be packed again. The same rows give
/// the same bytes.
public final class DatasetPacker {
  private DatasetPacker() {}

  /// Packs rows that are arrays already, such as those that a [dev.sheaf.codec.SchemaCodec] reads.
  ///
  /// @throws IllegalStateException if `folder` holds a dataset
  /// @throws IllegalArgumentException if a field's shape is neither fixed nor open along the first axis only, or
  ///     its dtype bfloat16, for which NumPy has no name
  /// @throws dev.sheaf.SheafException if a row cannot be read or the folder not written
  public static void pack(Dataset<? extends Object[]> rows, Path folder) {
    List<Function<? super Object[], ? extends NdArray>> accessors = new ArrayList<>();
    for (int i = 0; i < rows.schema().fields().size(); i++) {
      int field = i;
      accessors.add(values -> (NdArray) values[field]);
    }
    pack(rows, accessors, folder);
  }

  /// Packs the rows of a dataset, one after the other, on the calling thread.
  ///
  /// @param accessors reads each field of a row, in the schema's order
  /// @throws IllegalStateException if `folder` holds a dataset
  /// @throws IllegalArgumentException if there is not one accessor for each field, or if a field's shape is neither
  ///     fixed nor open along the first axis only, or its dtype bfloat16, for which NumPy has no name
  /// @throws dev.sheaf.SheafException if a row cannot be read or the folder not written
  public static <R> void pack(
      Dataset<? extends R> rows, List<Function<? super R, ? extends NdArray>> accessors, Path folder) {
    Path file = folder.resolve(PackedDescription.FILE);
    if (Files.exists(file)) {
      throw new IllegalStateException(
          "expected a folder without a dataset, found \"%s\"; remove it or choose another".formatted(file));
    }
    RecordSchema schema = rows.schema();
    if (accessors.size() != schema.fields().size()) {
      throw new IllegalArgumentException(
          "expected one accessor for each of the %d fields of %s, found %d"
              .formatted(schema.fields().size(), schema.name(), accessors.size()));
    }
    Fingerprint fingerprint = new Fingerprint("packed rows").add(schema.fingerprint());
    List<ColumnWriter> writers = new ArrayList<>();
    try (Arena arena = Arena.ofShared()) {
      try {
        for (int i = 0; i < schema.fields().size(); i++) {
          writers.add(new ColumnWriter(folder, i, schema.fields().get(i), rows.size(), arena));
        }
        for (long row = 0; row < rows.size(); row++) {
          R values = rows.get(row);
          for (int i = 0; i < accessors.size(); i++) {
            NdArray array = accessors.get(i).apply(values);
            writers.get(i).append(row, array);
            fingerprint.add(array.shape().toString()).add(array.segment());
          }
        }
        List<PackedDescription.Column> columns = writers.stream().map(ColumnWriter::commit).toList();
        PackedDescription description =
            new PackedDescription(
                ScanSetting.version(),
                fingerprint.hex(),
                rows.size(),
                new JsonMapper().readTree(schema.toJson()),
                List.of(new PackedDescription.Shard(rows.size(), columns)));
        OutputFile.write(file, description.toJson());
      } catch (JsonProcessingException e) {
        throw new AssertionError("a schema's text is JSON", e);
      } finally {
        writers.forEach(ColumnWriter::close);
      }
    }
  }

  /// Writes one field of all rows.
  private static final class ColumnWriter implements AutoCloseable {
    private final Path folder;
    private final FieldSchema field;
    private final ArrayType type;
    private final DType dtype;
    private final Shape inner;
    private final long rows;
    private final String name;
    private final MemorySegment offsets;
    private final NpyWriter values;
    private long length;

    ColumnWriter(Path folder, int position, FieldSchema field, long rows, Arena arena) {
      if (!(field.type() instanceof ArrayType array) || array.dtype().isEmpty() || !PackedColumn.canHold(array)) {
        throw new IllegalArgumentException(
            "expected fields whose shape is fixed or open along the first axis only, found %s: %s"
                .formatted(field.name(), field.type()));
      }
      if (array.dtype().get() == DType.BFLOAT16) {
        throw new IllegalArgumentException(
            "expected fields of a dtype that NumPy has, found %s: bfloat16; declare float32, which has all its numbers"
                .formatted(field.name()));
      }
      this.folder = folder;
      this.field = field;
      this.type = array;
      this.dtype = array.dtype().get();
      this.inner = PackedColumn.inner(array);
      this.rows = rows;
      this.name = "%d-%s".formatted(position, field.name().replaceAll("[^A-Za-z0-9_]", "_"));
      this.offsets = arena.allocate((rows + 1) * Long.BYTES);
      Path file = folder.resolve(name + ".npy");
      this.values =
          type.shape().isFixed()
              ? NpyWriter.create(file, dtype, inner.stacked(rows))
              : NpyWriter.growing(file, dtype, inner);
    }

    void append(long row, NdArray array) {
      if (array.dtype() != dtype || !type.shape().matches(array.shape())) {
        throw new IllegalArgumentException(
            "row %d, field %s: expected %s (%s), found %s"
                .formatted(row, field.name(), dtype, type.shape(), array));
      }
      values.append(array.segment());
      if (!type.shape().isFixed()) {
        length += array.shape().dim(0);
        offsets.setAtIndex(ValueLayout.JAVA_LONG, row + 1, length);
      }
    }

    PackedDescription.Column commit() {
      values.commit();
      if (type.shape().isFixed()) {
        return new PackedDescription.Column(field.name(), List.of(table("", dtype, inner.stacked(rows))));
      }
      TableRef starts = table("-offsets", DType.INT64, Shape.of(rows + 1));
      NpyWriter.write(folder.resolve(starts.file()), DType.INT64, Shape.of(rows + 1), offsets);
      return new PackedDescription.Column(
          field.name(), List.of(table("", dtype, inner.stacked(length)), starts));
    }

    private TableRef table(String suffix, DType dtype, Shape shape) {
      return new TableRef(name + suffix + ".npy", dtype, LongStream.of(shape.toArray()).boxed().toList());
    }

    @Override
    public void close() {
      values.close();
    }
  }
}
