package dev.sheaf.arrayrecord;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.io.InputFile;
import java.nio.file.Path;

/// ArrayRecord files: `array_record`. Settings are those of [ArrayRecordReaderOptions] and [ArrayRecordWriterOptions].
public final class ArrayRecordFormat implements RecordFormat {
  @Override
  public String name() {
    return "array_record";
  }

  @Override
  public Match match(FileProbe probe) {
    if (probe.has(0, Footer.signature())) {
      return Match.CONTENT;
    }
    return !probe.folder() && probe.named(".array_record") ? Match.NAME : Match.NONE;
  }

  @Override
  public ArrayRecordReader open(Path path, InputFile file, FormatOptions options) {
    return ArrayRecordReader.open(file, options);
  }

  @Override
  public RecordWriter create(Path target, FormatOptions options) {
    return create(target, ArrayRecordWriterOptions.of(options.settings()));
  }

  /// Starts to write a file of records.
  ///
  /// @throws IllegalArgumentException if the options ask for transposed chunks, or for a compression whose library is
  ///     missing
  /// @throws dev.sheaf.io.StorageException if it cannot be written
  public RecordWriter create(Path target, ArrayRecordWriterOptions options) {
    return ArrayRecordWriter.create(target, options);
  }
}
