package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import dev.sheaf.io.FilePattern;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads all rows of a dataset once, on several threads: what validation and indexing share.
///
/// Whatever the number of threads, the result is the same. Each file's size and time are taken before it is read and
/// compared afterwards, so that a file that is being written is a finding and never half a result. For one run.
final class DatasetScan {
  /// What a scan found.
  ///
  /// @param rows the rows and files as they were read; empty when there are errors
  /// @param notes what was seen in each source; empty when there are errors
  /// @param records how many rows there are, as far as the files could be cut into records
  /// @param fields what was seen of each field
  /// @param findings the first errors, by file and offset, then the first warnings
  /// @param errorCount how many errors there are in all
  /// @param warningCount how many warnings there are in all; of sources that were not read, nothing is told
  record Result(
      Optional<RowTable> rows,
      Optional<SourceNotes> notes,
      long records,
      List<FieldSummary> fields,
      List<Finding> findings,
      long errorCount,
      long warningCount) {
    static Result of(
        Optional<RowTable> rows,
        Optional<SourceNotes> notes,
        long records,
        List<FieldStatistics> fields,
        ScanFindings errors,
        ScanWarnings warnings) {
      return new Result(
          rows,
          notes,
          records,
          fields.stream().map(FieldStatistics::summary).toList(),
          Stream.concat(errors.first().stream(), warnings.first().stream()).toList(),
          errors.count(),
          warnings.count());
    }
  }

  private final RecordSchema row;
  private final List<Path> files;
  private final ScanOptions options;
  private final RowReader reader;
  private final @Nullable KnownSources known;

  private final @Nullable SourceFile[] sources;
  private final FileTable.@Nullable Entry[] entries;
  /// Files in which something is no record.
  private final Set<Path> failed = ConcurrentHashMap.newKeySet();

  private final ConcurrentHashMap<Path, FileStamp> references = new ConcurrentHashMap<>();

  /// Referenced files that need not be read, as they are now.
  private final ConcurrentHashMap<Path, FileTable.Entry> knownReferences = new ConcurrentHashMap<>();

  private final ScanFindings findings;
  private final ScanWarnings warnings;
  private final List<NonFinite> floats;
  private final AtomicLong done = new AtomicLong();
  private long total;

  private DatasetScan(
      RecordSchema row,
      DatasetSource source,
      List<Path> files,
      ScanOptions options,
      RowReader reader,
      @Nullable KnownSources known) {
    this.row = row;
    this.files = files;
    this.options = options;
    this.reader = reader;
    this.known = known;
    this.sources = new SourceFile[files.size()];
    this.entries = new FileTable.Entry[files.size()];
    this.findings = new ScanFindings(source, options.findingsKept());
    this.warnings = new ScanWarnings(source, options.findingsKept());
    this.floats = NonFinite.of(row);
  }

  /// Reads `files`.
  ///
  /// @param row what a row is made of
  /// @param known sources that need not be read again, if there are any
  static Result run(
      RecordSchema row,
      DatasetSource source,
      List<Path> files,
      ScanOptions options,
      RowReader reader,
      @Nullable KnownSources known) {
    return new DatasetScan(row, source, files, options, reader, known).run();
  }

  private Result run() {
    try (Workers workers = new Workers("sheaf-scan-", options.threads())) {
      AtomicInteger nextSource = new AtomicInteger();
      workers.onAll(Math.min(options.threads(), files.size()), _ -> lookAtSources(nextSource));
      List<FieldStatistics> fields = readSources(workers);
      FileTable.Entry[] referenced = checkReferences(workers);
      Optional<RowTable> rows = findings.count() > 0 ? Optional.empty() : Optional.of(rows(referenced));
      long records = Arrays.stream(sources).mapToLong(DatasetScan::records).sum();
      warn(records, fields);
      return Result.of(rows, rows.map(_ -> notes(referenced)), records, fields, findings, warnings);
    }
  }

  private void warn(long records, List<FieldStatistics> fields) {
    for (int i = 0; i < files.size(); i++) {
      // Of what could not be read to its end, more is said elsewhere.
      if (entries[i] != null && records(sources[i]) == 0 && !failed.contains(files.get(i))) {
        warnings.noRows(files.get(i));
      }
    }
    if (records == 0 && findings.count() == 0) {
      warnings.noRows();
    }
    warnings.fields(fields, floats, files);
  }

  private RowTable rows(FileTable.Entry[] referenced) {
    List<FileTable.Entry> read = Arrays.stream(entries).map(Objects::requireNonNull).toList();
    FileTable table = FileTable.of(read, Arrays.asList(referenced));
    return RowTable.of(table, Arrays.stream(sources).map(DatasetScan::ranges).toList());
  }

  private SourceNotes notes(FileTable.Entry[] referenced) {
    Map<Path, Long> positions = new HashMap<>();
    for (int i = 0; i < referenced.length; i++) {
      positions.put(referenced[i].path(), (long) files.size() + i);
    }
    List<FieldStatistics> none = row.fields().stream().map(FieldStatistics::new).toList();
    List<SourceNotes.Note> notes = new ArrayList<>();
    for (SourceFile file : sources) {
      SourceFile read = Objects.requireNonNull(file, "without findings, each file was read");
      long[] references = read.references().stream().mapToLong(positions::get).sorted().toArray();
      notes.add(new SourceNotes.Note(references, read.statistics(none)));
    }
    return SourceNotes.of(notes);
  }

  private static RecordRanges ranges(@Nullable SourceFile file) {
    return Objects.requireNonNull(file, "without findings, each file was read").records();
  }

  /// A file that could not even be found is one record that cannot be read.
  private static long records(@Nullable SourceFile file) {
    return file == null ? 1 : file.records().size();
  }

  private void lookAtSources(AtomicInteger next) {
    for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
      Path file = files.get(i);
      if (!FileTable.canName(file)) {
        findings.add(file, "file", "a file with a name in text", FileTable.NO_TEXT);
        continue;
      }
      try {
        FileStamp stamp = FileStamp.of(file);
        Optional<KnownSources.Taken> taken = known == null ? Optional.empty() : known.take(file, stamp);
        if (taken.isPresent()) {
          sources[i] = SourceFile.of(i, taken.get());
          entries[i] = taken.get().entry();
          taken.get().references().forEach(this::takeReference);
        } else {
          sources[i] = new SourceFile(i, file, stamp, RecordForm.of(file, row));
        }
      } catch (SheafException e) {
        findings.add(file, Finding.WHOLE_FILE, e);
      }
    }
  }

  private void takeReference(FileTable.Entry reference) {
    references.put(reference.path(), reference.stamp());
    knownReferences.put(reference.path(), reference);
  }

  private List<FieldStatistics> readSources(Workers threads) {
    List<SourceFile> found = sources(i -> entries[i] == null);
    List<SourceFile> takenOver = sources(i -> entries[i] != null);
    total = found.stream().mapToLong(file -> file.stamp().size()).sum();
    boolean cut = found.stream().anyMatch(file -> file.form() != RecordForm.WHOLE);
    int workers = cut ? options.threads() : Math.min(options.threads(), files.size());
    List<List<FieldStatistics>> seen = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      seen.add(row.fields().stream().map(FieldStatistics::new).toList());
    }
    RecordFeed feed = new RecordFeed(found, new CutFiles());
    try {
      threads.onAll(workers, worker -> readBlocks(feed, seen.get(worker)));
    } finally {
      found.forEach(SourceFile::close);
    }
    List<FieldStatistics> all = seen.getFirst();
    seen.subList(1, workers).forEach(part -> merge(part, all));
    for (SourceFile taken : takenOver) {
      merge(SourceNotes.fields(taken.path().toString(), row, taken.statistics(List.of())), all);
    }
    return all;
  }

  /// Those of the sources that could be found.
  private List<SourceFile> sources(IntPredicate which) {
    return IntStream.range(0, sources.length)
        .filter(which)
        .mapToObj(i -> Optional.ofNullable(sources[i]))
        .flatMap(Optional::stream)
        .toList();
  }

  private static void merge(List<FieldStatistics> part, List<FieldStatistics> all) {
    for (int field = 0; field < all.size(); field++) {
      all.get(field).add(part.get(field));
    }
  }

  private void readBlocks(RecordFeed feed, List<FieldStatistics> all) {
    List<NonFinite> seen = NonFinite.of(row);
    for (RecordBlock block = feed.next(); block != null; block = feed.next()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      List<FieldStatistics> fields = row.fields().stream().map(FieldStatistics::new).toList();
      if (block.file().form() == RecordForm.WHOLE) {
        readWhole(block, fields, seen);
      } else {
        readRecords(block, block.file().input(), fields, seen);
      }
      merge(fields, all);
      block.file().add(fields);
      feed.done(block);
      advance(block.records().bytes());
    }
    synchronized (floats) {
      for (int field = 0; field < floats.size(); field++) {
        floats.get(field).add(seen.get(field));
      }
    }
  }

  private void readWhole(RecordBlock block, List<FieldStatistics> fields, List<NonFinite> seen) {
    SourceFile file = block.file();
    file.records().add(block.records());
    try (InputFile input = InputFile.openPositional(file.path())) {
      readRecords(block, input, fields, seen);
      entries[file.position()] = unchanged(file.path(), file.stamp(), Checksum.of(file.path()));
    } catch (SheafException e) {
      findings.add(file.path(), Finding.WHOLE_FILE, e);
    }
  }

  private void readRecords(
      RecordBlock block, InputFile input, List<FieldStatistics> fields, List<NonFinite> seen) {
    Path file = block.file().path();
    int source = block.file().position();
    boolean whole = block.file().form() == RecordForm.WHOLE;
    for (int i = 0; i < block.records().size(); i++) {
      try {
        Object[] values =
            reader.read(
                file,
                input,
                block.records().get(i),
                reference -> refer(block.file(), reference.toAbsolutePath().normalize()));
        for (int field = 0; field < values.length; field++) {
          fields.get(field).add(values[field]);
          long offset = whole ? -1 : block.records().get(i).offset();
          seen.get(field).add(values[field], source, block.position(i), offset);
        }
      } catch (SheafException e) {
        findings.add(file, block.position(i), e);
      }
    }
  }

  private void refer(SourceFile file, Path reference) {
    references.computeIfAbsent(reference, FileStamp::of);
    file.refersTo(reference);
  }

  private void advance(long bytes) {
    options.progress().advanced(done.addAndGet(bytes), total);
  }

  /// What becomes of the files that hold many records.
  private final class CutFiles implements RecordFeed.Listener {
    @Override
    public void failed(SourceFile file, long record, SheafException fault) {
      failed.add(file.path());
      findings.add(file.path(), record, fault);
    }

    @Override
    public void finished(SourceFile file) {
      try {
        entries[file.position()] = unchanged(file.path(), file.stamp(), file.checksum());
      } catch (SheafException e) {
        findings.add(file.path(), Finding.WHOLE_FILE, e);
      }
      // What stands between the records.
      advance(file.stamp().size() - file.records().bytes());
    }
  }

  private FileTable.Entry[] checkReferences(Workers threads) {
    List<Path> paths =
        references.keySet().stream()
            .sorted(Comparator.comparing(Path::toString, FilePattern.BY_CODE_POINT))
            .toList();
    FileTable.Entry[] referenced = new FileTable.Entry[paths.size()];
    AtomicInteger next = new AtomicInteger();
    threads.onAll(Math.min(options.threads(), paths.size()), _ -> checkReferences(paths, referenced, next));
    return referenced;
  }

  private void checkReferences(List<Path> paths, FileTable.Entry[] referenced, AtomicInteger next) {
    for (int i = next.getAndIncrement(); i < paths.size(); i = next.getAndIncrement()) {
      Path file = paths.get(i);
      try {
        FileStamp stamp = references.get(file);
        FileTable.Entry unread = knownReferences.get(file);
        int checksum = unread != null && unread.stamp().equals(stamp) ? unread.checksum() : Checksum.of(file);
        referenced[i] = unchanged(file, stamp == null ? FileStamp.of(file) : stamp, checksum);
      } catch (SheafException e) {
        findings.add(file, Finding.WHOLE_FILE, e);
      }
    }
  }

  static FileTable.Entry unchanged(Path file, FileStamp before, int checksum) {
    FileStamp after = FileStamp.of(file);
    if (!after.equals(before)) {
      throw new StaleDataException(
          file.toString(), before.toString(), after.toString(), "it was changed while it was read");
    }
    return new FileTable.Entry(file, before, checksum);
  }
}
