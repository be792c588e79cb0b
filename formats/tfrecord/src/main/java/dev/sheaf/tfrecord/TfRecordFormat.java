package dev.sheaf.tfrecord;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.IndexedRecordFormat;
import dev.sheaf.format.RecordIndex;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import java.nio.file.Path;

/// TFRecord files: records one after the other, each with its length and two checksums, which are always verified.
///
/// | Setting | Values | |
/// |---|---|---|
/// | `compression` | `auto`, `none`, `gzip`, `zlib` | what the whole file is wrapped in |
/// | `level` | `0` to `9`, `-1` | when writing: how hard to compress; `-1`, the default, leaves it to zlib |
///
/// `auto`, the default, finds out how a file is wrapped by its first bytes; a file that is written is wrapped in gzip
/// where its name ends in `.gz`, else in nothing.
///
/// The records of a plain file are found by their heads, once, when it is opened; its records are views
/// of it where it is mapped. A compressed file is expanded when it is opened, and verified to its last byte; what it
/// expands to is kept while the virtual machine has room for it, and made again where it had not. So a pass from front
/// to back needs little memory, and random access wants as much as the file has. A file that was cut, or has anything
/// behind its last record, is refused.
public final class TfRecordFormat implements IndexedRecordFormat {
  /// As much as [Compression#of] needs to know.
  private static final int HEAD_BYTES = 4096;

  @Override
  public String name() {
    return "tfrecord";
  }

  /// Nearly all such files hold `tf.train.Example` messages.
  @Override
  public String usualEncoding() {
    return "example";
  }

  @Override
  public Match match(FileProbe probe) {
    if (probe.folder()) {
      return Match.NONE;
    }
    if (Compression.certain(probe.head())) {
      return Match.CONTENT;
    }
    boolean named = false;
    for (String ending : new String[] {".tfrecord", ".tfrecords", ".tfrecord.gz", ".tfrecords.gz"}) {
      named |= probe.named(ending);
    }
    return named ? Match.NAME : Match.NONE;
  }

  @Override
  public RecordReader open(Path path, InputFile file, FormatOptions options) {
    Compression compression = compression(file, options);
    InputFile bytes = expanded(file, compression, options);
    try {
      return new TfRecordReader(bytes, FrameScan.of(bytes, options), options, compression);
    } catch (RuntimeException e) {
      release(bytes);
      throw e;
    }
  }

  @Override
  public RecordReader open(Path path, InputFile file, RecordIndex index, FormatOptions options) {
    Compression compression = compression(file, options);
    return new TfRecordReader(
        expanded(file, compression, options), index, options, compression);
  }

  @Override
  public RecordIndex scan(InputFile file, FormatOptions options) {
    InputFile bytes = expanded(file, compression(file, options), options);
    try {
      return FrameScan.of(bytes, options);
    } finally {
      release(bytes);
    }
  }

  @Override
  public RecordWriter create(Path target, FormatOptions options) {
    options.allow(name(), Compression.SETTING, TfRecordWriter.LEVEL);
    return TfRecordWriter.create(target, options);
  }

  private Compression compression(InputFile file, FormatOptions options) {
    options.allow(name(), Compression.SETTING, TfRecordWriter.LEVEL);
    return Compression.of(options.setting(Compression.SETTING, "auto"))
        .orElseGet(() -> Compression.of(file.slice(new ByteRange(0, Math.min(HEAD_BYTES, file.size())))));
  }

  private static InputFile expanded(InputFile file, Compression compression, FormatOptions options) {
    return compression == Compression.NONE ? file : new InflatedFile(file, compression, options);
  }

  /// Lets go of what was made here; the file itself is the caller's.
  private static void release(InputFile bytes) {
    if (bytes instanceof InflatedFile inflated) {
      inflated.release();
    }
  }
}
