package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Reads all rows of a dataset once, on several threads: what validation and indexing share.
///
/// Whatever the number of threads, the result is the same. Each file's size and time are taken before it is read and
/// compared afterwards, so that a file that is being written is a finding and never half a result. For one run.
final class DatasetScan {
  /// What a scan found.
  ///
  /// @param files the files as they were read; empty when there are findings
  /// @param fields what was seen of each field
  /// @param findings the first of them, by file and offset
  /// @param findingCount how many there are in all
  record Result(
      Optional<FileTable> files, List<FieldSummary> fields, List<Finding> findings, long findingCount) {}

  private final RecordSchema row;
  private final DatasetSource source;
  private final List<Path> files;
  private final ScanOptions options;
  private final RowReader reader;

  private final FileTable.Entry[] entries;
  private final ConcurrentHashMap<Path, FileStamp> references = new ConcurrentHashMap<>();
  private final Findings findings;
  private final AtomicLong done = new AtomicLong();

  private DatasetScan(
      RecordSchema row, DatasetSource source, List<Path> files, ScanOptions options, RowReader reader) {
    this.row = row;
    this.source = source;
    this.files = files;
    this.options = options;
    this.reader = reader;
    this.entries = new FileTable.Entry[files.size()];
    this.findings = new Findings(options.findingsKept());
  }

  /// Reads `files`, which hold one row each.
  ///
  /// @param row what a row is made of
  static Result run(
      RecordSchema row, DatasetSource source, List<Path> files, ScanOptions options, RowReader reader) {
    return new DatasetScan(row, source, files, options, reader).run();
  }

  private Result run() {
    int workers = Math.min(options.threads(), files.size());
    ShapeRange[] shapes = shapeRanges();
    FileTable.Entry[] referenced;
    ThreadFactory threads = Thread.ofPlatform().name("sheaf-scan-", 0).factory();
    try (ExecutorService pool = Executors.newFixedThreadPool(workers, threads)) {
      ShapeRange[][] seen = new ShapeRange[workers][];
      AtomicInteger next = new AtomicInteger();
      onAll(pool, workers, worker -> seen[worker] = readFiles(next));
      for (ShapeRange[] part : seen) {
        for (int field = 0; field < shapes.length; field++) {
          shapes[field].add(part[field]);
        }
      }
      List<Path> paths =
          references.keySet().stream()
              .sorted(Comparator.comparing(Path::toString, DatasetSource.CODE_POINTS))
              .toList();
      referenced = new FileTable.Entry[paths.size()];
      AtomicInteger nextReference = new AtomicInteger();
      onAll(pool, workers, _ -> checkReferences(paths, referenced, nextReference));
    }
    return new Result(
        findings.count() > 0
            ? Optional.empty()
            : Optional.of(FileTable.of(Arrays.asList(entries), Arrays.asList(referenced))),
        summaries(shapes),
        findings.first(),
        findings.count());
  }

  private interface Work {
    void run(int worker);
  }

  private static void onAll(ExecutorService pool, int workers, Work work) {
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      futures.add(pool.submit(() -> work.run(worker)));
    }
    try {
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      pool.shutdownNow();
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the dataset was read", e);
    }
  }

  private ShapeRange[] readFiles(AtomicInteger next) {
    ShapeRange[] shapes = shapeRanges();
    for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
      readFile(i, shapes);
      options.progress().advanced(done.incrementAndGet(), files.size());
    }
    return shapes;
  }

  private void readFile(int index, ShapeRange[] shapes) {
    Path file = files.get(index);
    try {
      if (!FileTable.canName(file)) {
        findings.add(
            new Finding(source.display(file), -1, "", "file", "a file with a name in text", FileTable.NO_TEXT));
        return;
      }
      FileStamp stamp = FileStamp.of(file);
      Object[] values =
          reader.read(
              file,
              reference ->
                  references.computeIfAbsent(reference.toAbsolutePath().normalize(), FileStamp::of));
      entries[index] = unchanged(file, stamp);
      for (int field = 0; field < shapes.length; field++) {
        if (values[field] instanceof NdArray array) {
          shapes[field].add(array.shape());
        }
      }
    } catch (SheafException e) {
      findings.add(finding(file, e));
    }
  }

  private void checkReferences(List<Path> paths, FileTable.Entry[] referenced, AtomicInteger next) {
    for (int i = next.getAndIncrement(); i < paths.size(); i = next.getAndIncrement()) {
      Path file = paths.get(i);
      try {
        FileStamp stamp = references.get(file);
        referenced[i] = unchanged(file, stamp == null ? FileStamp.of(file) : stamp);
      } catch (SheafException e) {
        findings.add(finding(file, e));
      }
    }
  }

  /// The checksum is made while the bytes are still in the platform's cache.
  private static FileTable.Entry unchanged(Path file, FileStamp before) {
    int checksum = Checksum.of(file);
    FileStamp after = FileStamp.of(file);
    if (!after.equals(before)) {
      throw new StaleDataException(
          file.toString(), before.toString(), after.toString(), "it was changed while it was read");
    }
    return new FileTable.Entry(file, before, checksum);
  }

  private Finding finding(Path file, SheafException fault) {
    return switch (fault) {
      case DecodeException e ->
          new Finding(named(e.file()), e.offset(), e.fieldPath(), e.rule().key(), e.expected(), e.found());
      case CorruptDataException e ->
          new Finding(named(e.file()), e.offset(), "", "corrupt", e.expected(), e.found());
      case UnsupportedFormatException e ->
          new Finding(named(e.file()), e.offset(), "", "unsupported", e.expected(), e.found());
      case StaleDataException e ->
          new Finding(
              source.display(file), -1, "", "changed", "a file that stays the same while it is read", e.found());
      default ->
          new Finding(
              source.display(file), -1, "", "file", "a file that can be read", String.valueOf(fault.getMessage()));
    };
  }

  private String named(String file) {
    return source.display(Path.of(file));
  }

  private ShapeRange[] shapeRanges() {
    ShapeRange[] shapes = new ShapeRange[row.fields().size()];
    Arrays.setAll(shapes, _ -> new ShapeRange());
    return shapes;
  }

  private List<FieldSummary> summaries(ShapeRange[] shapes) {
    return IntStream.range(0, shapes.length)
        .mapToObj(
            i -> new FieldSummary(row.fields().get(i).name(), type(row.fields().get(i).type()), shapes[i].toString()))
        .toList();
  }

  /// The dtype of a column, and for what is none, what it is.
  private static String type(FieldType type) {
    return switch (type) {
      case FieldType.ArrayType array -> array.dtype().map(DType::wireName).orElse("array");
      case FieldType.ScalarType scalar -> scalar.scalar().dtype().wireName();
      case FieldType.TextType _ -> "text";
      case FieldType.BytesType _ -> "bytes";
      case FieldType.EnumType _ -> "enum";
      case FieldType.TimeType time -> time.time().javaName();
      case FieldType.OptionalType optional -> "optional " + type(optional.of());
      case FieldType.ListType list -> "list of " + type(list.element());
      case FieldType.MapType map -> "map of " + type(map.value());
      case FieldType.RecordType _ -> "record";
      case FieldType.UnionType _ -> "union";
      case FieldType.SequenceType sequence -> "sequence of " + type(sequence.element());
    };
  }
}
