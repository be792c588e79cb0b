package dev.sheaf.tfds;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.RowSource;
import dev.sheaf.format.TableReader;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The messages that instructions name, in their order. Files are opened when they are needed first.
final class TfdsRecords implements RecordReader {
  /// Kinds of files that other artifacts read, which are called like them.
  private static final Set<String> READ_ELSEWHERE = Set.of("array_record", "parquet");

  private final List<FileInstruction> instructions;
  private final FormatOptions options;

  /// Empty where there is nothing to open.
  private final Optional<Opener> opener;

  /// Where in the whole each instruction begins, and where the last one ends.
  private final long[] starts;

  /// The file of each instruction; those of one file share it.
  private final List<Shard> shards;

  private volatile boolean closed;

  /// Opens files of the kind that a dataset has.
  private record Opener(RecordFormat format, FormatOptions options) {
    static Opener of(String fileFormat, Path first, FormatOptions options) {
      // Settings are those of the folder.
      FormatOptions inner =
          new FormatOptions(Map.of(), options.maxRecordBytes(), options.maxExpansion(), options.outsideAllowed());
      try {
        return new Opener(RecordFormats.installed().named(fileFormat), inner);
      } catch (IllegalArgumentException _) {
        String artifact = "sheaf-" + fileFormat.replace('_', '-');
        throw new UnsupportedFormatException(
            first.toString(),
            0,
            "a kind of files that can be read here"
                + (READ_ELSEWHERE.contains(fileFormat) ? " (dev.sheaf:%s reads these)".formatted(artifact) : ""),
            "files of the kind \"%s\"".formatted(fileFormat));
      }
    }

    RecordReader open(Path path, InputFile file) {
      RowSource source = format.open(path, file, options);
      return switch (source) {
        case RecordReader reader -> reader;
        case TableReader table -> ColumnRecords.of(path, table);
      };
    }
  }

  /// One file.
  private static final class Shard {
    private final FileInstruction instruction;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable RecordReader reader;
    private boolean closed;

    Shard(FileInstruction instruction) {
      this.instruction = instruction;
    }

    RecordReader reader(Opener opener) {
      RecordReader open = reader;
      if (open != null) {
        return open;
      }
      lock.lock();
      try {
        if (closed) {
          throw new IllegalStateException("\"%s\" is closed".formatted(instruction.file()));
        }
        open = reader;
        if (open == null) {
          open = open(opener);
          reader = open;
        }
        return open;
      } finally {
        lock.unlock();
      }
    }

    private RecordReader open(Opener opener) {
      Path path = instruction.file();
      InputFile file = InputFile.open(path);
      RecordReader opened;
      try {
        opened = opener.open(path, file);
      } catch (RuntimeException e) {
        file.close();
        throw e;
      }
      if (opened.size() != instruction.examples()) {
        long found = opened.size();
        opened.close();
        throw new CorruptDataException(
            path.toString(),
            0,
            "%d records, as %s says".formatted(instruction.examples(), InfoReader.FILE),
            "%d".formatted(found));
      }
      return opened;
    }

    void close() {
      lock.lock();
      try {
        closed = true;
        RecordReader open = reader;
        if (open != null) {
          open.close();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  TfdsRecords(List<FileInstruction> instructions, String fileFormat, FormatOptions options) {
    this.instructions = List.copyOf(instructions);
    this.options = options;
    this.opener =
        instructions.isEmpty()
            ? Optional.empty()
            : Optional.of(Opener.of(fileFormat, instructions.getFirst().file(), options));
    starts = new long[instructions.size() + 1];
    Map<Path, Shard> files = new HashMap<>();
    for (int i = 0; i < instructions.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], instructions.get(i).take());
    }
    shards =
        instructions.stream().map(each -> files.computeIfAbsent(each.file(), _ -> new Shard(each))).toList();
  }

  @Override
  public long size() {
    checkOpen();
    return starts[starts.length - 1];
  }

  @Override
  public MemorySegment read(long record) {
    int part = part(record);
    return reader(part).read(position(part, record));
  }

  @Override
  public void read(long from, long to, Consumer consumer) {
    Objects.checkFromToIndex(from, to, size());
    for (long next = from; next < to; ) {
      int part = part(next);
      long end = Math.min(to, starts[part + 1]);
      long shift = next - position(part, next);
      reader(part)
          .read(next - shift, end - shift, (record, bytes) -> consumer.accept(record + shift, bytes));
      next = end;
    }
  }

  @Override
  public long offset(long record) {
    int part = part(record);
    return reader(part).offset(position(part, record));
  }

  /// What to call a record in messages.
  String place(long record) {
    int part = part(record);
    // Made for each record that is read: it has to be cheap.
    return instructions.get(part).file() + " (record " + position(part, record) + ")";
  }

  /// The limits that hold.
  FormatOptions options() {
    return options;
  }

  /// Which instruction a record belongs to.
  private int part(long record) {
    Objects.checkIndex(record, size());
    int found = Arrays.binarySearch(starts, record);
    return found < 0 ? -found - 2 : found;
  }

  /// Which record of its file it is.
  private long position(int part, long record) {
    return instructions.get(part).skip() + record - starts[part];
  }

  private RecordReader reader(int part) {
    return shards.get(part).reader(opener.orElseThrow());
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the dataset is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    shards.forEach(Shard::close);
  }
}
