package dev.sheaf.parquet;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.TableWriter;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;

/// Parquet files: tables whose columns lie apart.
///
/// Settings for reading:
///
/// | Setting | Default | What it says |
/// |---|---|---|
/// | `cache_bytes` | `67108864` | how many bytes of decoded pages are kept for rows that are read one by one |
///
/// Settings for writing:
///
/// | Setting | Default | What it says |
/// |---|---|---|
/// | `compression` | `zstd` | `none`, `snappy`, `gzip` or `zstd` |
/// | `row_group_size` | `100000` | how many rows lie together |
public final class ParquetFormat implements RecordFormat {
  /// For [java.util.ServiceLoader]; it has no state.
  public ParquetFormat() {}

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public boolean isTable() {
    return true;
  }

  @Override
  public Match match(FileProbe probe) {
    if (probe.has(0, "PAR1")) {
      return Match.CONTENT;
    }
    return !probe.folder() && probe.named(".parquet") ? Match.NAME : Match.NONE;
  }

  @Override
  public ParquetReader open(Path path, InputFile file, FormatOptions options) {
    options.allow("parquet", "cache_bytes");
    return ParquetReader.open(file, options, number(options, "cache_bytes", 64L << 20, Long.MAX_VALUE));
  }

  @Override
  public TableWriter create(Path target, RecordSchema schema, FormatOptions options) {
    options.allow("parquet", "compression", "row_group_size");
    int rows = (int) number(options, "row_group_size", 100_000, Integer.MAX_VALUE);
    return ParquetTableWriter.create(target, schema, options.setting("compression", "zstd"), rows);
  }

  private static long number(FormatOptions options, String setting, long otherwise, long most) {
    String text = options.setting(setting, Long.toString(otherwise));
    try {
      long value = Long.parseLong(text);
      if (value >= 1 && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // The same words for both.
    }
    throw new IllegalArgumentException(
        "expected a number from 1 to %d for %s, found \"%s\"".formatted(most, setting, text));
  }
}
