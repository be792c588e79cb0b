package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.RecordSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// Reads all rows of files whose format finds its rows by itself: ArrayRecord, Parquet, folders of TFDS.
///
/// Files are taken one after the other, and their rows in blocks by all threads. Whatever the number of threads, the
/// result is the same. In the table of rows, a file stands once: from row 0 on, with the number of its rows as length.
/// For one run.
final class FormatScan {
  /// Enough for the costs of a block to vanish; few enough that all threads end at about the same time.
  private static final int BLOCK_ROWS = 256;

  private final RecordCodec<Object[]> codec;
  private final ScanOptions options;
  private final ScanFindings findings;
  private final ScanWarnings warnings;
  private final List<List<FieldStatistics>> seen = new ArrayList<>();
  private final List<List<NonFinite>> floats = new ArrayList<>();
  private final List<FileTable.Entry> entries = new ArrayList<>();
  private final List<RecordRanges> counts = new ArrayList<>();

  /// Bytes of the files that are done, and of all: written by the calling thread.
  private long done;

  private long total;

  private FormatScan(RecordSchema row, DatasetSource source, ScanOptions options) {
    this.codec = SchemaCodec.of(row);
    this.options = options;
    this.findings = new ScanFindings(source, options.findingsKept());
    this.warnings = new ScanWarnings(source, options.findingsKept());
    for (int i = 0; i < options.threads(); i++) {
      seen.add(row.fields().stream().map(FieldStatistics::new).toList());
      floats.add(NonFinite.of(row));
    }
  }

  /// Whether these files are of such a format; the first of them says it.
  static boolean takes(List<Path> files, ScanOptions options) {
    if (options.reading().format().isPresent()) {
      return true;
    }
    try {
      return RecordFormats.installed().find(FileProbe.of(files.getFirst())).isPresent();
    } catch (SheafException _) {
      // Said when it is read.
      return false;
    }
  }

  /// Reads `files`.
  ///
  /// @param row what a row is made of
  static DatasetScan.Result run(RecordSchema row, DatasetSource source, List<Path> files, ScanOptions options) {
    FormatScan scan = new FormatScan(row, source, options);
    scan.total = files.stream().mapToLong(FormatScan::bytes).sum();
    long rows = 0;
    try (Workers workers = new Workers("sheaf-scan-", options.threads())) {
      for (int i = 0; i < files.size(); i++) {
        rows += scan.read(i, files.get(i), workers);
      }
    }
    return scan.result(rows, files);
  }

  /// How much there is to read, for those who are told of progress: a folder has the bytes of its files.
  private static long bytes(Path file) {
    try (Stream<Path> files = Files.walk(file, 1)) {
      return files.filter(Files::isRegularFile).mapToLong(each -> FileStamp.of(each).size()).sum();
    } catch (IOException | UncheckedIOException | StorageException _) {
      // Said when it is read.
      return 0;
    }
  }

  private long read(int position, Path file, Workers workers) {
    boolean folder = Files.isDirectory(file);
    long before = done;
    try {
      FileStamp stamp = FileStamp.of(file);
      long size = rows(position, file, workers);
      if (!folder) {
        entries.add(DatasetScan.unchanged(file, stamp, Checksum.of(file)));
        counts.add(RecordRanges.of(0, size));
      }
      if (size == 0) {
        warnings.noRows(file);
      }
      return size;
    } catch (SheafException e) {
      findings.add(file, Finding.WHOLE_FILE, e);
      return 0;
    } finally {
      done = before + bytes(file);
      options.progress().advanced(done, total);
    }
  }

  private long rows(int position, Path file, Workers workers) {
    long before = done;
    long bytes = bytes(file);
    try (Dataset<Object[]> rows = Datasets.open(file, codec, options.reading())) {
      AtomicLong next = new AtomicLong();
      AtomicLong finished = new AtomicLong();
      workers.onAll(
          options.threads(),
          worker ->
              readBlocks(
                  new Block(position, file, rows, worker),
                  next,
                  count -> {
                    double share = (double) finished.addAndGet(count) / rows.size();
                    options.progress().advanced(before + (long) (share * bytes), total);
                  }));
      return rows.size();
    }
  }

  /// What one thread reads from.
  private record Block(int position, Path file, Dataset<Object[]> rows, int worker) {}

  private void readBlocks(Block from, AtomicLong next, LongConsumer finished) {
    while (!Thread.currentThread().isInterrupted()) {
      long first = next.getAndAdd(BLOCK_ROWS);
      if (first >= from.rows().size()) {
        return;
      }
      long end = Math.min(first + BLOCK_ROWS, from.rows().size());
      for (long row = first; row < end; row++) {
        read(from, row);
      }
      finished.accept(end - first);
    }
  }

  private void read(Block from, long row) {
    try {
      Object[] values = from.rows().get(row);
      for (int field = 0; field < values.length; field++) {
        seen.get(from.worker()).get(field).add(values[field]);
        floats.get(from.worker()).get(field).add(values[field], from.position(), row, -1);
      }
    } catch (SheafException e) {
      findings.add(from.file(), row, e);
    } catch (InternalError e) {
      // Values may be views of a mapped file that has become shorter.
      String expected = "a file that stays the same while it is read";
      findings.add(from.file(), "changed", expected, String.valueOf(e.getMessage()));
    }
  }

  private DatasetScan.Result result(long rows, List<Path> files) {
    List<FieldStatistics> all = seen.getFirst();
    for (List<FieldStatistics> part : seen.subList(1, seen.size())) {
      for (int field = 0; field < all.size(); field++) {
        all.get(field).add(part.get(field));
      }
    }
    List<NonFinite> allFloats = floats.getFirst();
    for (List<NonFinite> part : floats.subList(1, floats.size())) {
      for (int field = 0; field < allFloats.size(); field++) {
        allFloats.get(field).add(part.get(field));
      }
    }
    if (rows == 0 && findings.count() == 0) {
      warnings.noRows();
    }
    warnings.fields(all, allFloats, files);
    // A folder has no size and time that would tell whether what is in it has changed.
    boolean known = findings.count() == 0 && entries.size() == files.size();
    return DatasetScan.Result.of(
        known ? Optional.of(RowTable.of(FileTable.of(entries, List.of()), counts)) : Optional.empty(),
        known ? Optional.of(notes()) : Optional.empty(),
        rows,
        all,
        findings,
        warnings);
  }

  /// Each time all rows are read again.
  private SourceNotes notes() {
    return SourceNotes.of(
        entries.stream().map(_ -> new SourceNotes.Note(new long[0], new byte[0])).toList());
  }
}
