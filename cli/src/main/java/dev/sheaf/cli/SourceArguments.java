package dev.sheaf.cli;

import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.format.RecordFormats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which files are read, and how where there is a choice.
final class SourceArguments {
  @Option(
      names = "--base",
      paramLabel = "DIR",
      defaultValue = "",
      description = "Where relative sources start; default: the working directory.")
  private Path base = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "The format of the files, as parquet; default: what the files themselves say.")
  private @Nullable String format;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "The encoding of records in files of records: json, raw, example; default: what the first record says.")
  private @Nullable String encoding;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the format, as split=train; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--allow-outside", description = "Records may refer to files outside their own folder.")
  private boolean allowOutside;

  @Parameters(arity = "1..*", paramLabel = "SOURCE", description = "Patterns of files, such as 'data/*.json'.")
  private List<String> sources = List.of();

  /// @throws IllegalArgumentException if relative sources start nowhere
  DatasetSource source() {
    DatasetSource source = new DatasetSource(base, sources);
    if (!Files.isDirectory(source.base())) {
      throw new IllegalArgumentException("expected a folder under --base, found \"%s\"".formatted(base));
    }
    return source;
  }

  /// Where relative sources start.
  Path base() {
    return source().base();
  }

  /// The sources as they were named, one by one.
  List<String> patterns() {
    return sources;
  }

  /// @throws IllegalArgumentException if there is no such format or encoding
  DatasetOptions reading() {
    DecodeOptions decoding = allowOutside ? DecodeOptions.DEFAULT.allowingOutside() : DecodeOptions.DEFAULT;
    DatasetOptions reading = DatasetOptions.DEFAULT.withDecode(decoding);
    if (format != null) {
      reading = reading.withFormat(RecordFormats.installed().named(format).name());
    }
    if (encoding != null) {
      reading = reading.withEncoding(encoding);
    }
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      reading = reading.with(setting.getKey(), setting.getValue());
    }
    return reading;
  }
}
