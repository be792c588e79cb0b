package dev.sheaf.cli;

import dev.sheaf.dataset.DatasetIndexer;
import dev.sheaf.dataset.IndexReport;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sheaf index`: writes the index that a dataset is opened by.
@Command(
    name = "index",
    description = "Writes the index of all data; does nothing when nothing has changed.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class IndexCommand extends SheafCommand {
  @Mixin private final SchemaArguments schema = new SchemaArguments();
  @Mixin private final SourceArguments source = new SourceArguments();
  @Mixin private final ScanArguments scan = new ScanArguments();

  @Option(names = "--output", required = true, paramLabel = "DIR", description = "The folder of the index.")
  private Path output = Path.of("");

  IndexCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Lines lines) {
    long start = System.nanoTime();
    RecordSchema record = schema.find();
    ScanOptions options = scan.options(source.reading());
    IndexReport report;
    try (ProgressDisplay display = progress("indexing", lines)) {
      report = DatasetIndexer.index(record, source.source(), output, options.withProgress(display));
    }
    if (!report.passed()) {
      scan.printErrors(report.findings(), report.findingCount(), "run 'sheaf validate' to see them", lines);
      lines.finding("index: not written: " + Words.count(report.findingCount(), "finding"));
      return Sheaf.FINDINGS;
    }
    String counts =
        "%s, %s, %s"
            .formatted(Words.count(report.records(), "record"), Words.count(report.files(), "file"), Words.count(report.bytes(), "byte"));
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
