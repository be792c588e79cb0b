package dev.sheaf.dataset;

import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.RecordEncoding;
import dev.sheaf.codec.RecordEncodings;
import dev.sheaf.format.FormatOptions;
import java.nio.file.Path;
import java.util.Optional;

/// How a dataset is opened or saved where there is a choice. Immutable; each method that names a choice gives new options.
///
/// Without any choice the format of files that are opened is told by their content, else by their names, and the
/// encoding of records in files that hold bytes by the first of them; the format of a file that is saved is told by its
/// name, and the encoding is the usual one of that format.
///
/// ```java
/// DatasetOptions options = DatasetOptions.DEFAULT.withFormat("tfds").with("split", "train[:80%]");
/// ```
public final class DatasetOptions {
  /// No choice.
  public static final DatasetOptions DEFAULT =
      new DatasetOptions(DecodeOptions.DEFAULT, Optional.empty(), Optional.empty(), FormatOptions.DEFAULT, Optional.empty());

  private final DecodeOptions decode;
  private final Optional<String> format;
  private final Optional<RecordEncoding> encoding;
  private final FormatOptions formatOptions;
  private final Optional<Path> filesIn;

  private DatasetOptions(
      DecodeOptions decode,
      Optional<String> format,
      Optional<RecordEncoding> encoding,
      FormatOptions formatOptions,
      Optional<Path> filesIn) {
    this.decode = decode;
    this.format = format;
    this.encoding = encoding;
    this.formatOptions = formatOptions;
    this.filesIn = filesIn;
  }

  /// How values are read.
  public DatasetOptions withDecode(DecodeOptions options) {
    return new DatasetOptions(options, format, encoding, formatOptions, filesIn);
  }

  /// The format of the files, such as `parquet`, whatever their content says.
  public DatasetOptions withFormat(String name) {
    return new DatasetOptions(decode, Optional.of(name), encoding, formatOptions, filesIn);
  }

  /// The encoding of records, such as `json`, `raw` or `example`.
  ///
  /// @throws IllegalArgumentException if none of that name is at hand
  public DatasetOptions withEncoding(String name) {
    return withEncoding(RecordEncodings.installed().named(name));
  }

  /// The encoding of records.
  public DatasetOptions withEncoding(RecordEncoding records) {
    return new DatasetOptions(decode, format, Optional.of(records), formatOptions, filesIn);
  }

  /// A setting of the format, such as `split` of `tfds`; a format refuses what it does not know.
  public DatasetOptions with(String setting, String value) {
    return withFormatOptions(formatOptions.with(setting, value));
  }

  /// All settings of the format, and its limits.
  public DatasetOptions withFormatOptions(FormatOptions options) {
    return new DatasetOptions(decode, format, encoding, options, filesIn);
  }

  /// Where the files of an index are, if they are no longer where they were indexed: the deepest folder that holds them all.
  /// Opening then reads each file once, to hold its size and its checksum against the index. Other datasets need no such
  /// choice, and pass over it.
  public DatasetOptions withFilesIn(Path folder) {
    return new DatasetOptions(decode, format, encoding, formatOptions, Optional.of(folder));
  }

  /// How values are read.
  public DecodeOptions decode() {
    return decode;
  }

  /// The name of the format; empty where the files say it.
  public Optional<String> format() {
    return format;
  }

  /// The encoding of records; empty where the first of them says it.
  public Optional<RecordEncoding> encoding() {
    return encoding;
  }

  /// The settings of the format, and its limits.
  public FormatOptions formatOptions() {
    return formatOptions;
  }

  /// Where the files of an index are; empty where they are where they were indexed.
  public Optional<Path> filesIn() {
    return filesIn;
  }

  /// All choices, in a fixed order.
  @Override
  public String toString() {
    return "DatasetOptions[%s, format %s, encoding %s, %s%s]"
        .formatted(
            decode,
            format.orElse("as found"),
            encoding.map(RecordEncoding::name).orElse("as found"),
            formatOptions,
            filesIn.map(folder -> ", files in " + folder).orElse(""));
  }
}
