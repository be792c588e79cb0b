package dev.sheaf.cli;

import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.DatasetValidator;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.dataset.ValidationReport;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sheaf validate`: reads all rows against their schema.
@Command(
    name = "validate",
    description = "Reads all data against its schema; does nothing when nothing has changed since that went well.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ValidateCommand extends DatasetCommand {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Keeps the result in DIR/validation.json; without it everything is read each time.")
  private @Nullable Path output;

  ValidateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  String activity() {
    return "validating";
  }

  @Override
  int run(RecordSchema schema, DatasetSource source, ScanOptions options, Lines lines) {
    Path folder = output;
    ValidationReport report =
        folder == null
            ? DatasetValidator.validate(schema, source, options)
            : DatasetValidator.validate(schema, source, folder, options);
    String name = simpleName(report.schema());
    String counts = count(report.records(), "record") + " in " + count(report.files(), "file");
    if (!report.passed()) {
      print(
          report.findings(),
          report.findingCount(),
          folder == null ? "--max-findings prints more" : "see " + folder.resolve("validation.json"),
          lines);
      lines.finding("%s: %s in %s".formatted(name, count(report.findingCount(), "finding"), counts));
      return Sheaf.FINDINGS;
    }
    lines.info(
        "%s: %s%s %s valid (%s)"
            .formatted(
                name,
                report.upToDate() ? "up to date, " : "",
                counts,
                report.records() == 1 ? "is" : "are",
                describe(report.fields())));
    return Sheaf.FINE;
  }
}
