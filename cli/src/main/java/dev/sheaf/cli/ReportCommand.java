package dev.sheaf.cli;

import dev.sheaf.dataset.DatasetValidator;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.tools.profile.ProfileOptions;
import dev.sheaf.tools.report.DatasetReport;
import dev.sheaf.tools.report.ReportOptions;
import dev.sheaf.tools.report.WrittenReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sheaf report`: writes a page that shows a dataset.
@Command(
    name = "report",
    description = "Writes one page of HTML that shows what the data is like, and what is wrong with it.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReportCommand extends SheafCommand {
  /// The second that a build says it is made in, for results that do not depend on the clock:
  /// <https://reproducible-builds.org/specs/source-date-epoch/>.
  private static final String SOURCE_DATE_EPOCH = "SOURCE_DATE_EPOCH";

  @Mixin private final SchemaArguments schema = new SchemaArguments();
  @Mixin private final SourceArguments source = new SourceArguments();

  @Option(names = "--output", required = true, paramLabel = "FILE.html", description = "Where the page is written.")
  private Path output = Path.of("");

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description = "A validation.json whose findings are shown; without it the data is validated now.")
  private @Nullable Path validation;

  @Option(names = "--title", paramLabel = "TEXT", description = "The page's title; default: the record's name.")
  private @Nullable String title;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "8",
      description = "How many rows, evenly spread, are shown as samples (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(names = "--threads", paramLabel = "N", description = "How many threads decode; default: one for each core.")
  private @Nullable Integer threads;

  ReportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Lines lines) {
    RecordSchema record = schema.find();
    ReportOptions options = options();
    WrittenReport report;
    try (ProgressDisplay display = progress("reporting", lines)) {
      report = DatasetReport.write(record, source.source(), output, options.withProgress(display));
    }
    lines.info(
        String.format(
            Locale.ROOT,
            "report: %s, %s -> %s (%,d bytes)",
            Words.count(report.rows(), "record"),
            Words.count(report.findings(), "finding"),
            report.file(),
            report.bytes()));
    return Sheaf.FINE;
  }

  private ReportOptions options() {
    ProfileOptions profile = ProfileOptions.DEFAULT.withSamples(samples);
    ReportOptions options =
        ReportOptions.DEFAULT
            .withReading(source.reading())
            .withProfile(threads == null ? profile : profile.withThreads(threads));
    if (title != null) {
      options = options.withTitle(title);
    }
    if (validation != null) {
      options = options.withValidation(DatasetValidator.read(validation));
    }
    String second = System.getenv(SOURCE_DATE_EPOCH);
    return second == null ? options : options.withMade(time(second));
  }

  private static Instant time(String second) {
    try {
      return Instant.ofEpochSecond(Long.parseLong(second));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a number of seconds in %s, found \"%s\"".formatted(SOURCE_DATE_EPOCH, second), e);
    }
  }
}
