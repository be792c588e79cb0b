package dev.sheaf.cli;

import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.DatasetValidator;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.dataset.ValidationReport;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.tools.check.JUnitReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sheaf validate`: reads all rows against their schema.
@Command(
    name = "validate",
    description = "Reads all data against its schema; does nothing when nothing has changed since that went well.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ValidateCommand extends SheafCommand {
  @Mixin private final SchemaArguments schema = new SchemaArguments();
  @Mixin private final SourceArguments source = new SourceArguments();
  @Mixin private final ScanArguments scan = new ScanArguments();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Keeps the result in DIR/validation.json; without it everything is read each time.")
  private @Nullable Path output;

  @Option(
      names = "--fail-on",
      paramLabel = "error|warning|never",
      defaultValue = "error",
      description = "From which weight on findings decide the exit status (default: ${DEFAULT-VALUE}).")
  private FailOn failOn = FailOn.error;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Writes the findings as the XML that test runners write, for build servers to show.")
  private @Nullable Path junit;

  /// Which findings are the end of a build. Lower case, because it is what people type.
  private enum FailOn {
    error,
    warning,
    never;

    boolean isReachedBy(ValidationReport report) {
      return switch (this) {
        case error -> report.errorCount() > 0;
        case warning -> report.errorCount() + report.warningCount() > 0;
        case never -> false;
      };
    }
  }

  ValidateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Lines lines) {
    RecordSchema record = schema.find();
    ScanOptions options = scan.options(source.reading());
    ValidationReport report;
    try (ProgressDisplay display = progress("validating", lines)) {
      report = validate(record, options.withProgress(display));
    }
    if (junit != null) {
      DatasetSource named = source.source();
      JUnitReport.write(
          junit.toAbsolutePath(),
          report,
          named.files().stream().map(named::display).toList(),
          failOn == FailOn.warning);
    }
    print(report, lines);
    return failOn.isReachedBy(report) ? Sheaf.FINDINGS : Sheaf.FINE;
  }

  private ValidationReport validate(RecordSchema record, ScanOptions options) {
    return output == null
        ? DatasetValidator.validate(record, source.source(), options)
        : DatasetValidator.validate(record, source.source(), output, options);
  }

  private void print(ValidationReport report, Lines lines) {
    String more = output == null ? "--max-findings prints more" : "see " + output.resolve("validation.json");
    scan.printErrors(report.errors(), report.errorCount(), more, lines);
    String moreWarnings = output == null ? "--max-warnings prints more" : more;
    scan.printWarnings(report.warnings(), report.warningCount(), moreWarnings, lines);
    String name = Words.simpleName(report.schema());
    String counts = Words.count(report.records(), "record") + " in " + Words.count(report.files(), "file");
    String warnings = report.warningCount() == 0 ? "" : Words.count(report.warningCount(), "warning");
    if (!report.passed()) {
      String found = Words.count(report.errorCount(), "finding") + (warnings.isEmpty() ? "" : " and " + warnings);
      lines.finding("%s: %s in %s".formatted(name, found, counts));
      return;
    }
    String result =
        "%s: %s%s %s valid%s (%s)"
            .formatted(
                name,
                report.upToDate() ? "up to date, " : "",
                counts,
                report.records() == 1 ? "is" : "are",
                warnings.isEmpty() ? "" : ", with " + warnings,
                Words.describe(report.fields()));
    if (failOn.isReachedBy(report)) {
      lines.finding(result + "; --fail-on warning lets none pass");
    } else {
      lines.info(result);
    }
  }
}
