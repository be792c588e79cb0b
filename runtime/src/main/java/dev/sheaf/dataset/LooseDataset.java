package dev.sheaf.dataset;

import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.RecordFile;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.ViewGuard;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Rows in files, one or many in each. Before and after a file is read, its size and time are held against the table.
final class LooseDataset<R> implements Dataset<R> {
  private final RecordCodec<R> codec;
  private final DecodeOptions options;
  private final RowTable rows;
  private final Footprint footprint;
  private final String fingerprint;
  private final String advice;
  private final MappedTables tables;
  private final ViewGuard guard;
  private volatile boolean closed;

  /// @param advice what to do when a file is not the one it was
  /// @param tables what `rows` is in, where it is mapped; closed with this dataset
  LooseDataset(
      RecordCodec<R> codec,
      DecodeOptions options,
      RowTable rows,
      Footprint footprint,
      String fingerprint,
      String advice,
      MappedTables tables) {
    this.codec = codec;
    this.options = options;
    this.rows = rows;
    this.footprint = footprint;
    this.fingerprint = fingerprint;
    this.advice = advice;
    this.tables = tables;
    this.guard = tables.guard();
  }

  @Override
  public RecordSchema schema() {
    return codec.schema();
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public R get(long position) {
    if (closed) {
      throw new IllegalStateException("the dataset is closed");
    }
    Objects.checkIndex(position, size());
    return tables.hold(() -> guard.get(() -> read(position)));
  }

  private R read(long position) {
    FileTable files = rows.files();
    long file = rows.file(position);
    files.check(file, advice);
    List<Long> references = new ArrayList<>(1);
    R row = read(position, files.path(file), references);
    // Once more: a file that was replaced in between has given another row than the one asked for.
    files.check(file, advice);
    references.forEach(reference -> files.check(reference, advice));
    return row;
  }

  private R read(long position, Path path, List<Long> references) {
    try (InputFile source = InputFile.openPositional(path)) {
      return RecordFile.read(
          path, source, rows.range(position), codec, options, reference -> addReference(reference, references));
    } catch (DecodeException e) {
      throw e.inRecord(position);
    }
  }

  private void addReference(Path path, List<Long> references) {
    long file = rows.files().findReference(path.toAbsolutePath().normalize());
    if (file >= 0) {
      rows.files().check(file, advice);
      references.add(file);
    }
  }

  @Override
  public Footprint footprint() {
    return footprint;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      tables.close();
    }
  }
}
