package dev.sheaf.cli;

import dev.sheaf.dataset.DatasetIndexer;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.IndexReport;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sheaf index`: writes the index that a dataset is opened by.
@Command(
    name = "index",
    description = "Writes the index of all data; does nothing when nothing has changed.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class IndexCommand extends DatasetCommand {
  @Option(names = "--output", required = true, paramLabel = "DIR", description = "The folder of the index.")
  private Path output;

  // Picocli sets the annotated fields before it runs the command.
  @SuppressWarnings("NullAway.Init")
  IndexCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  String activity() {
    return "indexing";
  }

  @Override
  int run(RecordSchema schema, DatasetSource source, ScanOptions options, Lines lines) {
    long start = System.nanoTime();
    IndexReport report = DatasetIndexer.index(schema, source, output, options);
    if (!report.passed()) {
      print(report.findings(), report.findingCount(), "run 'sheaf validate' to see them", lines);
      lines.finding("index: not written: " + count(report.findingCount(), "finding"));
      return Sheaf.FINDINGS;
    }
    String counts =
        "%s, %s, %s"
            .formatted(count(report.records(), "record"), count(report.files(), "file"), count(report.bytes(), "byte"));
    lines.info(
        report.upToDate()
            ? "index: up to date, %s -> %s".formatted(counts, output)
            : String.format(
                Locale.ROOT,
                "index: %s in %,d ms -> %s",
                counts,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                output));
    return Sheaf.FINE;
  }
}
