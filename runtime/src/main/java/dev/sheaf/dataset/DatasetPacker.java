package dev.sheaf.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.ScalarElements;
import dev.sheaf.format.npy.NpyWriter;
import dev.sheaf.io.OutputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
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

  /// Packs rows that are their fields' values, such as those that a [dev.sheaf.codec.SchemaCodec] reads.
  ///
  /// @throws IllegalStateException if `folder` holds a dataset
  /// @throws IllegalArgumentException if a field cannot be packed: see the other method
  /// @throws dev.sheaf.SheafException if a row cannot be read or the folder not written
  public static void pack(Dataset<? extends Object[]> rows, Path folder) {
    List<Function<? super Object[], ?>> accessors = new ArrayList<>();
    for (int i = 0; i < rows.schema().fields().size(); i++) {
      int field = i;
      accessors.add(values -> values[field]);
    }
    pack(rows, accessors, folder);
  }

  /// Packs the rows of a dataset, one after the other, on the calling thread.
  ///
  /// Fields can be packed that are numbers, booleans, or arrays of one dtype whose shape is fixed or open along the
  /// first axis only; but for bfloat16, for which NumPy has no name.
  ///
  /// @param accessors reads each field of a row, in the schema's order
  /// @throws IllegalStateException if `folder` holds a dataset
  /// @throws IllegalArgumentException if there is not one accessor for each field, if a field cannot be packed, which
  ///     is seen before anything is written, or if a value is not of its field's type
  /// @throws dev.sheaf.SheafException if a row cannot be read or the folder not written
  public static <R> void pack(
      Dataset<? extends R> rows, List<Function<? super R, ?>> accessors, Path folder) {
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
    schema.fields().forEach(DatasetPacker::type);
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
            writers.get(i).append(row, accessors.get(i).apply(values), fingerprint);
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

  /// As which array a field is packed.
  private static ArrayType type(FieldSchema field) {
    ArrayType type =
        PackedColumn.packed(field.type())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        ("expected numbers, booleans, or arrays of one dtype whose shape is fixed or open along the"
                                + " first axis only, found field \"%s\": %s; pack rows without this field, or open the"
                                + " files by their index")
                            .formatted(field.name(), inWords(field.type()))));
    if (type.dtype().orElseThrow() == DType.BFLOAT16) {
      throw new IllegalArgumentException(
          "expected fields of a dtype that NumPy has, found %s: bfloat16; declare float32, which has all its numbers"
              .formatted(field.name()));
    }
    return type;
  }

  private static String inWords(FieldType type) {
    return type instanceof ArrayType array ? "%s (%s)".formatted(type.inWords(), array.shape()) : type.inWords();
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
    private final MemorySegment scalar;
    private final MemorySegment offsets;
    private final NpyWriter values;
    private long length;

    ColumnWriter(Path folder, int position, FieldSchema field, long rows, Arena arena) {
      this.folder = folder;
      this.field = field;
      this.type = type(field);
      this.dtype = type.dtype().orElseThrow();
      this.inner = PackedColumn.inner(type);
      this.scalar = MemorySegment.ofArray(new byte[dtype.byteSize()]);
      this.rows = rows;
      this.name = "%d-%s".formatted(position, field.name().replaceAll("[^A-Za-z0-9_]", "_"));
      this.offsets = arena.allocate((rows + 1) * Long.BYTES);
      Path file = folder.resolve(name + ".npy");
      this.values =
          type.shape().isFixed()
              ? NpyWriter.create(file, dtype, inner.stacked(rows))
              : NpyWriter.growing(file, dtype, inner);
    }

    void append(long row, Object value, Fingerprint fingerprint) {
      MemorySegment elements = field.type() instanceof ScalarType of ? scalar(row, of, value) : array(row, value);
      values.append(elements);
      fingerprint.add(value instanceof NdArray array ? array.shape().toString() : "").add(elements);
    }

    private MemorySegment scalar(long row, ScalarType of, Object value) {
      try {
        new ScalarElements(of.scalar(), scalar).set(0, value);
        return scalar;
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("row %d, field %s: %s".formatted(row, field.name(), e.getMessage()), e);
      }
    }

    private MemorySegment array(long row, Object value) {
      if (!(value instanceof NdArray array) || array.dtype() != dtype || !type.shape().matches(array.shape())) {
        throw new IllegalArgumentException(
            "row %d, field %s: expected %s (%s), found %s".formatted(row, field.name(), dtype, type.shape(), value));
      }
      if (!type.shape().isFixed()) {
        length += array.shape().dim(0);
        offsets.setAtIndex(ValueLayout.JAVA_LONG, row + 1, length);
      }
      return array.segment();
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
