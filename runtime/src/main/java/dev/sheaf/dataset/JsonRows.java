package dev.sheaf.dataset;

import dev.sheaf.format.Layout;
import dev.sheaf.format.RecordReader;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/// A file of JSON as records, cut where no schema says what they are: its lines, the objects of its list, or all of it.
final class JsonRows implements RecordReader {
  private final InputFile file;
  private final RecordForm form;
  private final RecordRanges rows;
  private volatile boolean closed;

  private JsonRows(InputFile file, RecordForm form, RecordRanges rows) {
    this.file = file;
    this.form = form;
    this.rows = rows;
  }

  /// @throws dev.sheaf.codec.DecodeException if a list ends too early, or a line between others is empty
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  static JsonRows open(Path path) {
    InputFile file = InputFile.openPositional(path);
    try {
      RecordForm form = form(path, file);
      RecordRanges rows = new RecordRanges();
      if (form == RecordForm.WHOLE) {
        rows.add(0, file.size());
      } else {
        RecordCutter cutter = RecordCutter.of(file, form);
        while (cutter.next()) {
          rows.add(cutter.start(), cutter.length());
        }
      }
      return new JsonRows(file, form, rows);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// A list of anything else than objects is one row: an array, most likely.
  private static RecordForm form(Path path, InputFile file) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return RecordForm.LINES;
    }
    ForwardBytes bytes = new ForwardBytes(file, 64);
    return next(bytes) == '[' && next(bytes) == '{' ? RecordForm.LIST : RecordForm.WHOLE;
  }

  private static int next(ForwardBytes bytes) {
    int next = bytes.next();
    while (RecordCutter.isSpace(next)) {
      next = bytes.next();
    }
    return next;
  }

  @Override
  public long size() {
    checkOpen();
    return rows.size();
  }

  @Override
  public Layout layout() {
    return Layout.EMPTY.with(
        "rows",
        switch (form) {
          case WHOLE -> "the file is one";
          case LINES -> "one on each line";
          case LIST -> "the objects of a list";
        });
  }

  @Override
  public MemorySegment read(long record) {
    checkOpen();
    Objects.checkIndex(record, rows.size());
    return file.slice(rows.get((int) record)).asReadOnly();
  }

  @Override
  public long offset(long record) {
    checkOpen();
    return rows.offset((int) Objects.checkIndex(record, rows.size()));
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("expected an open file, found \"%s\" closed".formatted(file.name()));
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      file.close();
    }
  }
}
