package dev.sheaf.cli;

import dev.sheaf.dataset.DatasetValidator;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.dataset.ValidationReport;
import dev.sheaf.schema.RecordSchema;
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
    return print(report, lines);
  }

  private ValidationReport validate(RecordSchema record, ScanOptions options) {
    return output == null
        ? DatasetValidator.validate(record, source.source(), options)
        : DatasetValidator.validate(record, source.source(), output, options);
  }

  private int print(ValidationReport report, Lines lines) {
    String name = Words.simpleName(report.schema());
    String counts = Words.count(report.records(), "record") + " in " + Words.count(report.files(), "file");
    if (!report.passed()) {
      scan.print(
          report.findings(),
          report.findingCount(),
          output == null ? "--max-findings prints more" : "see " + output.resolve("validation.json"),
          lines);
      lines.finding("%s: %s in %s".formatted(name, Words.count(report.findingCount(), "finding"), counts));
      return Sheaf.FINDINGS;
    }
    lines.info(
        "%s: %s%s %s valid (%s)"
            .formatted(
                name,
                report.upToDate() ? "up to date, " : "",
                counts,
                report.records() == 1 ? "is" : "are",
                Words.describe(report.fields())));
    return Sheaf.FINE;
  }
}
