package dev.sheaf.cli;

import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.FieldSummary;
import dev.sheaf.dataset.Finding;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.schema.RecordSchema;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What the commands that read a whole dataset have in common: their arguments, and how they print.
abstract class DatasetCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--schema",
      required = true,
      paramLabel = "NAME|FILE",
      description = "The record: its class name, as com.acme.Mesh, or a descriptor file.")
  private String schema;

  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      description =
          "Folders and jars where META-INF/sheaf/NAME.schema is looked up, separated as in Java; default: what this"
              + " command itself runs on.")
  private @Nullable String classPath;

  @Option(
      names = "--base",
      paramLabel = "DIR",
      defaultValue = "",
      description = "Where relative sources start; default: the working directory.")
  private Path base;

  @Option(
      names = "--max-findings",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many findings are printed (default: ${DEFAULT-VALUE}); the rest is counted.")
  private int maxFindings;

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

  @Option(names = "--threads", paramLabel = "N", description = "How many threads decode; default: one for each core.")
  private @Nullable Integer threads;

  @Option(names = "--allow-outside", description = "Records may refer to files outside their own folder.")
  private boolean allowOutside;

  @Option(names = "--verify", description = "Compares checksums too before files count as unchanged.")
  private boolean verify;

  @Option(names = "--force", description = "Does everything anew, changed or not.")
  private boolean force;

  @Option(
      names = "--progress",
      paramLabel = "auto|bar|lines|none",
      defaultValue = "auto",
      description = "How progress is shown; auto: a bar on a terminal, lines otherwise.")
  private ProgressDisplay.Style progress;

  @Option(
      names = "--line-prefixes",
      description = "Begins each line with its level, [INFO] or [ERROR], and prints all on standard output.")
  private boolean linePrefixes;

  @Option(names = "--exit-with-stdin", hidden = true)
  private boolean exitWithStdin;

  @Parameters(arity = "1..*", paramLabel = "SOURCE", description = "Patterns of files, such as 'data/*.json'.")
  private List<String> sources;

  // Picocli sets the annotated fields before it runs the command.
  @SuppressWarnings("NullAway.Init")
  DatasetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// What the work is called in progress, such as `validating`.
  abstract String activity();

  /// Does the work and prints what came of it.
  abstract int run(RecordSchema record, DatasetSource source, ScanOptions options, Lines lines);

  boolean linePrefixes() {
    return linePrefixes;
  }

  @Override
  public final Integer call() {
    if (exitWithStdin) {
      ParentWatch.start(terminal.in());
    }
    Lines lines = new Lines(terminal, linePrefixes);
    RecordSchema record;
    DatasetSource source;
    ScanOptions options;
    try {
      record = SchemaLookup.find(schema, classPathEntries());
      source = source();
      options = options();
    } catch (IllegalArgumentException e) {
      throw misuse(e);
    }
    try (ProgressDisplay display = progress.start(activity(), terminal, lines)) {
      return run(record, source, options.withProgress(display), lines);
    } catch (IllegalArgumentException e) {
      throw misuse(e);
    }
  }

  private List<Path> classPathEntries() {
    String entries = classPath == null ? System.getProperty("java.class.path", "") : classPath;
    return Arrays.stream(entries.split(File.pathSeparator)).filter(entry -> !entry.isEmpty()).map(Path::of).toList();
  }

  private ParameterException misuse(IllegalArgumentException cause) {
    return new ParameterException(spec.commandLine(), String.valueOf(cause.getMessage()), cause);
  }

  private DatasetSource source() {
    DatasetSource source = new DatasetSource(base, sources);
    if (!Files.isDirectory(source.base())) {
      throw new IllegalArgumentException("expected a folder under --base, found \"%s\"".formatted(base));
    }
    return source;
  }

  private ScanOptions options() {
    if (maxFindings < 0) {
      throw new IllegalArgumentException("expected 0 or more for --max-findings, found " + maxFindings);
    }
    DecodeOptions decoding = allowOutside ? DecodeOptions.DEFAULT.allowingOutside() : DecodeOptions.DEFAULT;
    ScanOptions options = ScanOptions.DEFAULT.withReading(reading(decoding)).withVerify(verify).withForce(force);
    options = options.withFindingsKept(Math.max(options.findingsKept(), maxFindings));
    return threads == null ? options : options.withThreads(threads);
  }

  private DatasetOptions reading(DecodeOptions decoding) {
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

  /// Prints the first findings, and where to see the others.
  ///
  /// @param more where the rest is, such as `see target/validation.json`
  final void print(List<Finding> findings, long count, String more, Lines lines) {
    long printed = Math.min(maxFindings, findings.size());
    findings.stream().limit(printed).forEach(finding -> lines.finding(finding.toString()));
    if (count > printed) {
      lines.finding(String.format(Locale.ROOT, "... and %,d more; %s", count - printed, more));
    }
  }

  /// `1 record`, `1,234 records`.
  static String count(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  /// The class name without its package and the classes around it.
  static String simpleName(String binaryName) {
    return binaryName.substring(Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$')) + 1);
  }

  /// `float32, (3..4, 3)`, or with several fields `image: uint8 (28, 28); label: int64 0..9`.
  static String describe(List<FieldSummary> fields) {
    if (fields.size() == 1) {
      FieldSummary only = fields.getFirst();
      return only.seen().isEmpty() ? only.type() : only.type() + ", " + only.seen();
    }
    return fields.stream().map(field -> field.name() + ": " + field).collect(Collectors.joining("; "));
  }
}
