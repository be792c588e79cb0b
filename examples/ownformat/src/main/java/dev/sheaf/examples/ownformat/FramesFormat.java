package dev.sheaf.examples.ownformat;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.io.InputFile;
import java.nio.file.Path;

/// Files of frames. Numbers are little-endian.
///
/// | Part | |
/// |---|---|
/// | `FRAMES1\n` | how the file begins |
/// | for each record: int32, int32, bytes | its length, CRC-32C of length and bytes, and the bytes |
/// | int32, int32, int64 | -1, CRC-32C of -1 and the count, and the count of records: the end |
public final class FramesFormat implements RecordFormat {
  @Override
  public String name() {
    return "frames";
  }

  @Override
  public Match match(FileProbe probe) {
    if (probe.has(0, Frame.START)) {
      return Match.CONTENT;
    }
    return !probe.folder() && probe.named(".frames") ? Match.NAME : Match.NONE;
  }

  @Override
  public RecordReader open(Path path, InputFile file, FormatOptions options) {
    options.allow(name());
    return new FramesReader(file, options.maxRecordBytes());
  }

  @Override
  public RecordWriter create(Path target, FormatOptions options) {
    options.allow(name());
    return new FramesWriter(target, options.maxRecordBytes());
  }
}
