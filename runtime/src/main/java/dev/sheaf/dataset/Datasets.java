package dev.sheaf.dataset;

import dev.sheaf.codec.DecodeContext;
import dev.sheaf.codec.FieldReader;
import dev.sheaf.codec.RawEncoding;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.RecordEncoding;
import dev.sheaf.codec.RecordEncodings;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.TableReader;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Opens datasets, whatever they are stored in, and writes them: the one door for all forms of data.
///
/// | What is named | What is opened |
/// |---|---|
/// | a folder with `index.json` | the rows that `sheaf index` and `mvn dataset:index` found |
/// | a folder with `dataset.json` | a packed dataset |
/// | a file or folder that a [RecordFormat] knows | its rows: ArrayRecord, TFRecord, TFDS, Parquet, HDF5, NumPy, CSV ... |
/// | `.json`, `.jsonl` and `.ndjson` files | one row each, the rows of a list, or one on each line |
///
/// A pattern opens all files that it names as one dataset, in the order of their names; they must be of one format.
public final class Datasets {
  private Datasets() {}

  /// Opens a folder or a file.
  ///
  /// @throws IllegalArgumentException if an option is wrong for its format
  /// @throws dev.sheaf.SheafException if it cannot be opened
  public static <R> Dataset<R> open(Path place, RecordCodec<R> codec, DatasetOptions options) {
    if (options.format().isEmpty() && Files.isDirectory(place)) {
      if (Files.exists(place.resolve(TableFolder.INDEX))) {
        return LooseFiles.openIndex(place, codec, options);
      }
      if (Files.exists(place.resolve(PackedDescription.FILE))) {
        return openPacked(place, codec, options);
      }
    }
    return open(List.of(FileSlice.of(place)), codec, options);
  }

  /// Opens what a pattern names, relative to the working directory: files, a folder, or some rows of a file
  /// (`train.array_record[100:200]`).
  ///
  /// @throws IllegalArgumentException if the pattern is malformed or names no file, or an option is wrong for the format
  /// @throws dev.sheaf.SheafException if it cannot be opened
  public static <R> Dataset<R> open(String pattern, RecordCodec<R> codec, DatasetOptions options) {
    if (FileSlice.isSlice(pattern) && !Files.exists(Path.of(pattern))) {
      FileSlice slice = FileSlice.parse(pattern);
      List<Path> files = DatasetSource.of(Path.of(""), slice.file().toString()).files();
      if (files.size() != 1) {
        throw new DatasetSourceException("expected one file before \"[\", found %d".formatted(files.size()), null);
      }
      return open(List.of(new FileSlice(files.getFirst(), slice.skip(), slice.take())), codec, options);
    }
    List<Path> files = DatasetSource.of(Path.of(""), pattern).files();
    if (files.size() == 1) {
      return open(files.getFirst(), codec, options);
    }
    return open(files.stream().map(FileSlice::of).toList(), codec, options);
  }

  /// Opens files, or some rows of each, as one dataset, in the order given.
  ///
  /// @throws IllegalArgumentException if there is none, or an option is wrong for the format
  /// @throws dev.sheaf.SheafException if they cannot be opened
  public static <R> Dataset<R> open(List<FileSlice> files, RecordCodec<R> codec, DatasetOptions options) {
    return open(files, codec, options, List.of());
  }

  /// @param seen what an index has seen in the rows, or nothing
  static <R> Dataset<R> open(
      List<FileSlice> files, RecordCodec<R> codec, DatasetOptions options, List<FieldSummary> seen) {
    if (files.isEmpty()) {
      throw new DatasetSourceException("expected one file or more, found none", null);
    }
    RecordFormats formats = RecordFormats.installed();
    Optional<RecordFormat> format = options.format().map(formats::named);
    if (format.isEmpty()) {
      FileProbe probe = FileProbe.of(files.getFirst().file());
      format = formats.find(probe);
      if (format.isEmpty() && LooseFiles.holds(probe)) {
        return LooseFiles.open(files, codec, options.decode());
      }
      if (format.isEmpty()) {
        throw formats.unknown(probe);
      }
    }
    Shards shards = Shards.open(format.get(), files, options.formatOptions(), options.decode(), seen);
    try {
      return open(shards, codec, options);
    } catch (RuntimeException e) {
      shards.close();
      throw e;
    }
  }

  /// Writes rows to one file, which appears whole or not at all, and tells how many there are. The same rows with the
  /// same options give the same bytes.
  ///
  /// The options or the file's name say the format: Parquet, ArrayRecord, TFRecord, NumPy, CSV ..., or JSON Lines.
  ///
  /// @throws dev.sheaf.codec.EncodeException if a row is not as its schema says
  /// @throws IllegalArgumentException if there is no such format, or rows of this schema are not written to it
  /// @throws dev.sheaf.io.StorageException if the file cannot be written
  public static <R> long save(
      Path file, Iterable<? extends R> rows, RecordCodec<R> codec, DatasetOptions options) {
    try (RowSink<R> sink = RowSink.create(file, codec, options)) {
      long count = 0;
      for (R row : rows) {
        sink.write(row);
        count++;
      }
      sink.commit();
      return count;
    }
  }

  private static <R> Dataset<R> open(Shards shards, RecordCodec<R> codec, DatasetOptions options) {
    Shards.Shard first = shards.shard(0);
    return switch (first.rows()) {
      case RecordReader records -> {
        RecordEncoding encoding = options.encoding().orElseGet(() -> encoding(shards, records, codec.schema()));
        yield encoding instanceof RawEncoding raw && RawRecordDataset.holds(codec.schema())
            ? new RawRecordDataset<>(shards, codec, raw)
            : new RecordDataset<>(shards, codec, encoding);
      }
      case TableReader _ -> {
        boolean columns = true;
        for (int i = 0; i < shards.count(); i++) {
          Shards.Shard shard = shards.shard(i);
          TableReader table = (TableReader) shard.rows();
          TableDataset.check(table, shard.context().source(), codec.schema());
          columns &= ColumnTableDataset.holds(table, codec.schema());
        }
        yield columns ? new ColumnTableDataset<>(shards, codec) : new TableDataset<>(shards, codec);
      }
    };
  }

  /// As the first record of all says. Where there is none, any will do.
  private static RecordEncoding encoding(Shards shards, RecordReader first, RecordSchema schema) {
    RecordEncodings encodings = RecordEncodings.installed();
    if (shards.size() == 0) {
      return encodings.named("json");
    }
    int index = shards.shardOf(0);
    RecordReader records = index == 0 ? first : (RecordReader) shards.shard(index).rows();
    long record = shards.rowIn(index, 0);
    return encodings.find(records.read(record), schema, shards.shard(index).context().forRecord(record).source());
  }

  private static <R> Dataset<R> openPacked(Path folder, RecordCodec<R> codec, DatasetOptions options) {
    RecordSchema schema = codec.schema();
    DecodeContext context = DecodeContext.of(folder.resolve(PackedDescription.FILE), options.decode());
    return PackedDataset.open(
        folder, schema, values -> codec.read(FieldReader.of(schema, named(schema, values), context.forRecord(0))));
  }

  private static Map<String, Object> named(RecordSchema schema, Object[] values) {
    Map<String, Object> named = HashMap.newHashMap(values.length);
    int at = 0;
    for (FieldSchema field : schema.fields()) {
      named.put(field.name(), values[at++]);
    }
    return named;
  }
}
