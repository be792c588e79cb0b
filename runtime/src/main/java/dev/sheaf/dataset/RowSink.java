package dev.sheaf.dataset;

import dev.sheaf.codec.JsonEncoding;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.RecordEncoding;
import dev.sheaf.codec.RecordEncodings;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.format.TableWriter;
import dev.sheaf.io.OutputFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/// Takes rows for one file, which appears whole or not at all. For one thread.
interface RowSink<R> extends AutoCloseable {
  void write(R row);

  void commit();

  @Override
  void close();

  /// A sink for a file, in the format that the options or its name say.
  ///
  /// @throws IllegalArgumentException if neither says one, or it cannot be written, or not with such rows
  static <R> RowSink<R> create(Path file, RecordCodec<R> codec, DatasetOptions options) {
    FileProbe name = FileProbe.ofName(file);
    RecordFormats formats = RecordFormats.installed();
    Optional<RecordFormat> format = options.format().map(formats::named).or(() -> formats.find(name));
    FormatOptions settings = options.formatOptions();
    if (format.isPresent() && format.get().isTable()) {
      return new Table<>(format.get().create(file, codec.schema(), settings), codec);
    }
    if (format.isPresent()) {
      String usual = format.get().usualEncoding();
      RecordEncoding encoding = options.encoding().orElseGet(() -> RecordEncodings.installed().named(usual));
      return new Records<>(format.get().create(file, settings), codec, encoding);
    }
    if (name.named(".jsonl") || name.named(".ndjson")) {
      settings.allow("JSON Lines");
      return new Lines<>(OutputFile.create(file), codec);
    }
    throw new IllegalArgumentException(
        "expected a file name that tells its format, such as \".parquet\" or \".jsonl\", or the name of a format, found"
            + " \"%s\"".formatted(file.getFileName()));
  }

  /// Values.
  record Table<R>(TableWriter out, RecordCodec<R> codec) implements RowSink<R> {
    @Override
    public void write(R row) {
      out.write(codec.values(row));
    }

    @Override
    public void commit() {
      out.commit();
    }

    @Override
    public void close() {
      out.close();
    }
  }

  /// Bytes.
  record Records<R>(RecordWriter out, RecordCodec<R> codec, RecordEncoding encoding) implements RowSink<R> {
    @Override
    public void write(R row) {
      out.write(MemorySegment.ofArray(encoding.write(row, codec)));
    }

    @Override
    public void commit() {
      out.commit();
    }

    @Override
    public void close() {
      out.close();
    }
  }

  /// JSON, a row on each line.
  record Lines<R>(OutputFile out, RecordCodec<R> codec) implements RowSink<R> {
    private static final RecordEncoding JSON = new JsonEncoding();
    private static final byte[] LINE_FEED = {'\n'};

    @Override
    public void write(R row) {
      out.write(MemorySegment.ofArray(JSON.write(row, codec)));
      out.write(MemorySegment.ofArray(LINE_FEED));
    }

    @Override
    public void commit() {
      out.commit();
    }

    @Override
    public void close() {
      out.close();
    }
  }
}
