package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

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
  private final List<List<FieldStatistics>> seen = new ArrayList<>();
  private final List<FileTable.Entry> entries = new ArrayList<>();
  private final List<RecordRanges> counts = new ArrayList<>();
  private final AtomicLong done = new AtomicLong();

  private FormatScan(RecordSchema row, DatasetSource source, ScanOptions options) {
    this.codec = SchemaCodec.of(row);
    this.options = options;
    this.findings = new ScanFindings(source, options.findingsKept());
    for (int i = 0; i < options.threads(); i++) {
      seen.add(row.fields().stream().map(FieldStatistics::new).toList());
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
    long rows = 0;
    try (Workers workers = new Workers("sheaf-scan-", options.threads())) {
      for (Path file : files) {
        rows += scan.read(file, workers);
      }
    }
    return scan.result(rows, files);
  }

  private long read(Path file, Workers workers) {
    boolean folder = Files.isDirectory(file);
    try {
      FileStamp stamp = FileStamp.of(file);
      long size = rows(file, workers);
      if (!folder) {
        entries.add(DatasetScan.unchanged(file, stamp, Checksum.of(file)));
        counts.add(RecordRanges.of(0, size));
      }
      return size;
    } catch (SheafException e) {
      findings.add(file, Finding.WHOLE_FILE, e);
      return 0;
    }
  }

  private long rows(Path file, Workers workers) {
    try (Dataset<Object[]> rows = Datasets.open(file, codec, options.reading())) {
      AtomicLong next = new AtomicLong();
      workers.onAll(options.threads(), worker -> readBlocks(file, rows, next, seen.get(worker)));
      return rows.size();
    }
  }

  private void readBlocks(Path file, Dataset<Object[]> rows, AtomicLong next, List<FieldStatistics> fields) {
    while (!Thread.currentThread().isInterrupted()) {
      long from = next.getAndAdd(BLOCK_ROWS);
      if (from >= rows.size()) {
        return;
      }
      long to = Math.min(from + BLOCK_ROWS, rows.size());
      for (long position = from; position < to; position++) {
        try {
          Object[] values = rows.get(position);
          for (int field = 0; field < values.length; field++) {
            fields.get(field).add(values[field]);
          }
        } catch (SheafException e) {
          findings.add(file, position, e);
        }
      }
      options.progress().advanced(done.addAndGet(to - from), rows.size());
    }
  }

  private DatasetScan.Result result(long rows, List<Path> files) {
    List<FieldStatistics> all = seen.getFirst();
    for (List<FieldStatistics> part : seen.subList(1, seen.size())) {
      for (int field = 0; field < all.size(); field++) {
        all.get(field).add(part.get(field));
      }
    }
    // A folder has no size and time that would tell whether what is in it has changed.
    boolean known = findings.count() == 0 && entries.size() == files.size();
    return new DatasetScan.Result(
        known ? Optional.of(RowTable.of(FileTable.of(entries, List.of()), counts)) : Optional.empty(),
        known ? Optional.of(notes()) : Optional.empty(),
        rows,
        all.stream().map(FieldStatistics::summary).toList(),
        findings.first(),
        findings.count());
  }

  /// Each time all rows are read again.
  private SourceNotes notes() {
    return SourceNotes.of(
        entries.stream().map(_ -> new SourceNotes.Note(new long[0], new byte[0])).toList());
  }
}
