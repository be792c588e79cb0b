package dev.sheaf.dataset;

import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.format.FileProbe;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Opens datasets of JSON files.
///
/// A file `*.jsonl` or `*.ndjson` holds a row on each line; another file whose text is a list, where a row is an
/// object, holds the rows of the list; any other file is one row.
final class LooseFiles {
  /// How many files are looked at when an index is opened, so that opening costs the same for any number of records.
  private static final long CHECKED_AT_OPEN = 1024;

  private LooseFiles() {}

  /// Opens the rows of an index folder, as `sheaf index` and `mvn dataset:index` write it.
  ///
  /// Size and time of a file are held against the index before and after it is read, and of up to 1024 files, spread
  /// evenly, when the index is opened: the cost of opening does not grow with the number of records.
  ///
  /// @throws StaleDataException if the index was made for another schema, or a file is no longer the one it was; the
  ///     message says which
  /// @throws dev.sheaf.io.CorruptDataException if the index is damaged
  /// @throws dev.sheaf.format.UnsupportedFormatException if another version wrote it
  /// @throws dev.sheaf.io.StorageException if it is not there
  static <R> Dataset<R> openIndex(Path folder, RecordCodec<R> codec, DatasetOptions options) {
    MappedTables tables = new MappedTables();
    try {
      DatasetIndex index = DatasetIndex.open(folder, tables);
      String expected = codec.schema().fingerprint();
      IndexDescription description = index.description();
      String advice = "run `sheaf index` or `mvn dataset:index` again";
      if (!description.setting().row().equals(expected)) {
        throw new StaleDataException(
            index.file().toString(),
            "an index for %s as it is now".formatted(codec.schema().name()),
            "one for %s of another form".formatted(description.setting().schema()),
            advice);
      }
      RowTable rows = tables.guard().get(() -> rows(index, options));
      FileTable files = rows.files();
      long step = Math.max(1, Math.ceilDiv(files.size(), CHECKED_AT_OPEN));
      tables
          .guard()
          .run(
              () -> {
                for (long file = 0; file < files.size(); file += step) {
                  files.check(file, advice);
                }
              });
      if (!description.rowFormat().equals(StoredFormat.JSON)) {
        List<FileSlice> slices = tables.guard().get(rows::wholeFiles);
        Dataset<R> dataset = Datasets.open(slices, codec, description.rowFormat().applyTo(options), description.fields());
        tables.close();
        return dataset;
      }
      return new LooseDataset<>(
          codec,
          options.decode(),
          rows,
          Footprint.of(codec.schema(), description.fields()),
          fingerprint(expected, description),
          advice,
          tables);
    } catch (RuntimeException e) {
      tables.close();
      throw e;
    }
  }

  /// The rows of an index, in the files where they are now.
  private static RowTable rows(DatasetIndex index, DatasetOptions options) {
    String advice = "take the data that the index was made of, or index this";
    return options
        .filesIn()
        .map(folder -> new RowTable(index.rows().place(), index.rows().rows(), index.files().movedTo(folder, advice)))
        .orElseGet(index::rows);
  }

  /// Names, sizes and checksums, not times: the same data is the same wherever it was copied to.
  static String fingerprint(String schema, IndexDescription description) {
    Fingerprint fingerprint = new Fingerprint("indexed files").add(schema).add(description.rows().file());
    description
        .files()
        .tables()
        .forEach(
            (name, table) -> {
              if (!name.equals(StoredFiles.TIMES)) {
                fingerprint.add(name).add(table.file());
              }
            });
    return fingerprint.hex();
  }

  /// Whether a file may hold JSON: its name says so, or its first character does.
  static boolean holds(FileProbe probe) {
    if (probe.named(".json") || probe.named(".jsonl") || probe.named(".ndjson")) {
      return true;
    }
    MemorySegment head = probe.head();
    for (long at = 0; at < head.byteSize(); at++) {
      byte next = head.get(ValueLayout.JAVA_BYTE, at);
      if (!RecordCutter.isSpace(next)) {
        return next == '{' || next == '[';
      }
    }
    return false;
  }

  /// Opens files without an index, one after the other.
  ///
  /// Every file's size and time are taken now, and held against the file before it is read. Files of many rows are
  /// read through once to find where the rows lie, which an index saves: a few seconds for each gigabyte, and 24
  /// bytes of memory for each row. The fingerprint knows names, sizes and times only.
  ///
  /// @throws dev.sheaf.codec.DecodeException if a list of rows ends too early, or a line between others is empty
  /// @throws dev.sheaf.io.StorageException if a file cannot be read
  static <R> Dataset<R> open(List<FileSlice> files, RecordCodec<R> codec, DecodeOptions options) {
    if (files.stream().allMatch(file -> file.equals(FileSlice.of(file.file())))) {
      return openWhole(files.stream().map(FileSlice::file).toList(), codec, options);
    }
    List<Dataset<R>> parts = new ArrayList<>();
    for (FileSlice slice : files) {
      Dataset<R> whole = openWhole(List.of(slice.file()), codec, options);
      long to = slice.take() == FileSlice.REST ? whole.size() : slice.skip() + slice.take();
      if (to > whole.size()) {
        throw new DatasetSourceException(
            "expected at least %d rows for \"%s\", found %d in the file".formatted(to, slice, whole.size()), null);
      }
      parts.add(whole.slice(Math.min(slice.skip(), to), to));
    }
    return Dataset.concatenate(parts);
  }

  private static <R> Dataset<R> openWhole(List<Path> paths, RecordCodec<R> codec, DecodeOptions options) {
    List<FileTable.Entry> sources = new ArrayList<>();
    List<RecordRanges> records = new ArrayList<>();
    for (Path path : paths) {
      Path file = path.toAbsolutePath().normalize();
      FileStamp stamp = FileStamp.of(file);
      sources.add(new FileTable.Entry(file, stamp, 0));
      records.add(records(file, stamp, codec.schema()));
    }
    FileTable files = FileTable.of(sources, List.of());
    String fingerprint =
        new Fingerprint("loose files")
            .add(codec.schema().fingerprint())
            .add(files.names())
            .add(files.nameOffsets())
            .add(files.sizes())
            .add(files.times())
            .hex();
    return new LooseDataset<>(
        codec,
        options,
        RowTable.of(files, records),
        Footprint.of(codec.schema()),
        fingerprint,
        "open the dataset again",
        new MappedTables());
  }

  private static RecordRanges records(Path file, FileStamp stamp, RecordSchema row) {
    RecordForm form = RecordForm.of(file, row);
    if (form == RecordForm.WHOLE) {
      return RecordRanges.of(0, stamp.size());
    }
    try (InputFile source = InputFile.openPositional(file)) {
      RecordRanges records = new RecordRanges();
      RecordCutter cutter = RecordCutter.of(source, form);
      while (cutter.next()) {
        records.add(cutter.start(), cutter.length());
      }
      return records;
    }
  }
}
