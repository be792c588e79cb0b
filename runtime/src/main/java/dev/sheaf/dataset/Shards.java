package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import dev.sheaf.codec.DecodeContext;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.RowSource;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.io.ViewGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rows of several files of one format, one file after the other. All of them live in one arena, and are given back
/// when nobody looks at them.
///
/// A file whose slice says how many rows it has is opened when the first of them is asked for; the others are opened at
/// once, to be counted. Thread-safe.
final class Shards implements AutoCloseable {
  /// One file that is open.
  ///
  /// @param rows what is in it
  /// @param context for its records
  /// @param file its bytes, which may be mapped
  record Shard(RowSource rows, DecodeContext context, InputFile file) {}

  private final RecordFormat format;
  private final List<FileSlice> slices;
  private final FormatOptions formatOptions;
  private final DecodeOptions decode;
  private final List<FieldSummary> seen;
  private final MappedTables tables = new MappedTables();
  private final @Nullable Shard[] open;

  private ShardStarts starts = ShardStarts.of(new long[0]);

  private volatile boolean closed;

  private Shards(
      RecordFormat format,
      List<FileSlice> slices,
      FormatOptions formatOptions,
      DecodeOptions decode,
      List<FieldSummary> seen) {
    this.seen = seen;
    this.format = format;
    this.slices = slices;
    this.formatOptions = formatOptions;
    this.decode = decode;
    this.open = new Shard[slices.size()];
  }

  /// @param seen what an index has seen in the rows, or nothing
  static Shards open(
      RecordFormat format,
      List<FileSlice> slices,
      FormatOptions formatOptions,
      DecodeOptions decode,
      List<FieldSummary> seen) {
    Shards shards = new Shards(format, List.copyOf(slices), formatOptions, decode, List.copyOf(seen));
    try {
      shards.openUncounted();
      return shards;
    } catch (RuntimeException e) {
      shards.close();
      throw e;
    }
  }

  /// Whether positions are those of one file.
  boolean isOneWholeFile() {
    return slices.size() == 1 && slices.getFirst().skip() == 0 && slices.getFirst().take() == FileSlice.REST;
  }

  /// What an index has seen in the rows, or nothing.
  List<FieldSummary> seen() {
    return seen;
  }

  /// How many files there are.
  int count() {
    return slices.size();
  }

  private void openUncounted() {
    long[] sizes = new long[slices.size()];
    for (int i = 0; i < sizes.length; i++) {
      FileSlice slice = slices.get(i);
      sizes[i] = slice.take() == FileSlice.REST ? Math.max(0, open(i).rows().size() - slice.skip()) : slice.take();
    }
    starts = ShardStarts.of(sizes);
  }

  /// How many rows there are.
  long size() {
    return starts.rows();
  }

  /// Which file holds a row.
  ///
  /// @throws IndexOutOfBoundsException if there is no such row
  int shardOf(long position) {
    return starts.shardOf(position);
  }

  /// Which row of its file a row is.
  long rowIn(int shard, long position) {
    return position - starts.start(shard) + slices.get(shard).skip();
  }

  /// The position behind the last row of a file.
  long end(int shard) {
    return starts.end(shard);
  }

  /// One file, opened if it is not yet.
  Shard shard(int index) {
    Shard shard = open[index];
    return shard != null && !closed ? shard : open(index);
  }

  private synchronized Shard open(int index) {
    if (closed) {
      throw new IllegalStateException("the dataset is closed");
    }
    Shard shard = open[index];
    if (shard == null) {
      FileSlice slice = slices.get(index);
      shard = open(slice);
      open[index] = shard;
    }
    return shard;
  }

  private Shard open(FileSlice slice) {
    Path path = slice.file();
    InputFile file = Files.isDirectory(path) ? RecordFormats.noBytes(path) : tables.open(path);
    RowSource rows;
    try {
      rows = new ViewGuard(List.of(file)).get(() -> format.open(path, file, formatOptions));
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
    if (slice.take() != FileSlice.REST && slice.skip() + slice.take() > rows.size()) {
      long found = rows.size();
      rows.close();
      throw new DatasetSourceException(
          "expected at least %d rows for \"%s\", found %d in the file"
              .formatted(slice.skip() + slice.take(), slice, found),
          null);
    }
    return new Shard(rows, DecodeContext.of(path, decode), file);
  }

  /// Looks at one file: it is not given back meanwhile, and one that has become shorter is an error of the data.
  <T> T look(int shard, Supplier<? extends T> access) {
    return tables.hold(() -> new ViewGuard(List.of(shard(shard).file())).get(access));
  }

  /// The same for all files that these rows are in.
  void look(long[] positions, int count, Runnable access) {
    BitSet touched = new BitSet();
    for (int i = 0; i < count; i++) {
      touched.set(shardOf(positions[i]));
    }
    tables.hold(
        () -> {
          new ViewGuard(touched.stream().mapToObj(index -> shard(index).file()).toList()).run(access);
          return this;
        });
  }

  /// What tells these rows from others: names, sizes and times of the files, which rows of them, and how they are read.
  Fingerprint fingerprint(String purpose) {
    Fingerprint fingerprint = new Fingerprint(purpose).add(format.name()).add(formatOptions.settings().toString());
    for (FileSlice slice : slices) {
      fingerprint.add(slice.skip() + ":" + slice.take());
      for (Path file : Files.isDirectory(slice.file()) ? filesIn(slice.file()) : List.of(slice.file())) {
        FileStamp stamp = FileStamp.of(file);
        fingerprint.add("%s %d %d".formatted(file.getFileName(), stamp.size(), stamp.modified()));
      }
    }
    return fingerprint;
  }

  private static List<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new StorageException("cannot list", folder.toString(), e);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    // Without the lock: closing waits for those who look at a file, and they may be asking for one that is not open.
    SheafException failure = null;
    for (Shard shard : open) {
      if (shard != null) {
        try {
          shard.rows().close();
        } catch (SheafException e) {
          failure = failure == null ? e : failure;
        }
      }
    }
    tables.close();
    if (failure != null) {
      throw failure;
    }
  }
}
