package dev.sheaf.dataset;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Writes a dataset as a folder of mapped columns, which [PackedDataset] opens.
///
/// The rows are read on several threads and written in their order: the same rows with the same shards give the same
/// bytes. `dataset.json` is written last; killed before, the folder is no dataset. Packing the same rows into it in the
/// same way then goes on with the first shard that is not whole, and ends with the bytes that it would have had. Rows
/// count as the same by the fingerprint of their dataset; rows in memory are packed from the first on.
public final class DatasetPacker {
  private DatasetPacker() {}

  /// Packs rows that are their fields' values, into one shard: see the last method.
  public static void pack(Dataset<? extends Object[]> rows, Path folder) {
    pack(rows, folder, PackOptions.DEFAULT);
  }

  /// Packs rows that are their fields' values, such as those that a [dev.sheaf.codec.SchemaCodec] reads: see the last
  /// method.
  public static void pack(Dataset<? extends Object[]> rows, Path folder, PackOptions options) {
    pack(rows, folder, options, Progress.none());
  }

  /// Packs rows that are their fields' values by a plan: in another order, divided among folders.
  ///
  /// Where the folder holds what the same plan has made of the same rows, nothing is done; where it holds what another
  /// plan has made, that is replaced. Killed at any moment, the next call goes on with the first shard that is not
  /// whole, and ends with the bytes that the folders would have had.
  ///
  /// @return what is in the folders now
  /// @throws IllegalArgumentException if the shares of the parts do not come to 1, if the folder holds a dataset that
  ///     no plan has packed, unless that is forced, or if a field or a value cannot be packed
  /// @throws IllegalStateException if another thread of this process writes to the folder
  /// @throws dev.sheaf.SheafException if a row cannot be read or a folder not written
  public static PackReport pack(Dataset<? extends Object[]> rows, Path output, PackPlan plan) {
    return new PlannedPacking(rows, output, plan).run();
  }

  /// @param progress is told how many rows have been packed
  static void pack(Dataset<? extends Object[]> rows, Path folder, PackOptions options, Progress progress) {
    List<Function<? super Object[], ?>> accessors = new ArrayList<>();
    for (int i = 0; i < rows.schema().fields().size(); i++) {
      int field = i;
      accessors.add(values -> values[field]);
    }
    pack(rows, accessors, folder, options, progress);
  }

  /// Packs the rows of a dataset into one shard: see the next method.
  public static <R> void pack(Dataset<? extends R> rows, List<Function<? super R, ?>> accessors, Path folder) {
    pack(rows, accessors, folder, PackOptions.DEFAULT);
  }

  /// Packs the rows of a dataset. The calling thread waits and writes; rows are read on threads of this call, which
  /// have ended when it returns.
  ///
  /// Fields can be packed that are numbers, booleans, or arrays of one dtype whose shape is fixed or open along the
  /// first axis only; but for bfloat16, for which NumPy has no name.
  ///
  /// @param accessors reads each field of a row, in the schema's order; called from several threads at once
  /// @throws IllegalStateException if `folder` holds a dataset, or is being packed into by this process
  /// @throws IllegalArgumentException if there is not one accessor for each field, if a field cannot be packed, which
  ///     is seen before anything is written, or if a value is not of its field's type
  /// @throws dev.sheaf.SheafException if a row cannot be read or the folder not written
  public static <R> void pack(
      Dataset<? extends R> rows, List<Function<? super R, ?>> accessors, Path folder, PackOptions options) {
    pack(rows, accessors, folder, options, Progress.none());
  }

  private static <R> void pack(
      Dataset<? extends R> rows,
      List<Function<? super R, ?>> accessors,
      Path folder,
      PackOptions options,
      Progress progress) {
    RecordSchema schema = rows.schema();
    if (accessors.size() != schema.fields().size()) {
      throw new IllegalArgumentException(
          "expected one accessor for each of the %d fields of %s, found %d"
              .formatted(schema.fields().size(), schema.name(), accessors.size()));
    }
    schema.fields().forEach(DatasetPacker::type);
    try (PackingFolder packing = PackingFolder.lock(folder)) {
      PackingRun run = new PackingRun(schema, folder, options, packing, PackingDescription.begin(rows, options));
      run.pack(
          row -> {
            R values = rows.get(row);
            return accessors.stream().<Object>map(accessor -> accessor.apply(values)).toArray();
          },
          rows.size(),
          progress);
    }
  }

  /// As which array a field is packed.
  static ArrayType type(FieldSchema field) {
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
}
