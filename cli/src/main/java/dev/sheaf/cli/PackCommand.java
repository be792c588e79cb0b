package dev.sheaf.cli;

import dev.sheaf.DataException;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetPacker;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.dataset.FileSlice;
import dev.sheaf.dataset.PackOptions;
import dev.sheaf.dataset.PackPlan;
import dev.sheaf.dataset.PackReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sheaf pack`: writes a dataset of any form as mapped columns.
@Command(
    name = "pack",
    description = "Writes all data as mapped columns, the fastest form to read; does nothing when nothing has changed.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class PackCommand extends SheafCommand {
  @Mixin private final SchemaArguments schema = new SchemaArguments();
  @Mixin private final SourceArguments source = new SourceArguments();

  @Option(names = "--output", required = true, paramLabel = "DIR", description = "The folder of the packed dataset.")
  private Path output = Path.of("");

  @Option(
      names = "--shard-rows",
      paramLabel = "N",
      description = "How many rows a shard has at most; default: all are in one.")
  private @Nullable Long shardRows;

  @Option(
      names = "--shard-bytes",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "How many bytes of values a shard has at most, as 64MiB, 1GB or 1000.")
  private @Nullable ByteSize shardBytes;

  @Option(
      names = "--shuffle",
      paramLabel = "SEED",
      description = "Writes the rows in a random order: that of a pipeline's shuffle(SEED) in its first epoch.")
  private @Nullable Long shuffle;

  @Option(
      names = "--split",
      paramLabel = "NAME=SHARE",
      description =
          "Divides the rows among folders DIR/NAME, as --split train=0.9 --split test=0.1; the shares come to 1.")
  private Map<String, String> splits = new LinkedHashMap<>();

  @Option(names = "--threads", paramLabel = "N", description = "How many threads read; default: one for each core.")
  private @Nullable Integer threads;

  @Option(names = "--force", description = "Does everything anew, changed or not, and replaces any dataset in DIR.")
  private boolean force;

  PackCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Lines lines) {
    long start = System.nanoTime();
    PackPlan plan = plan();
    PackReport report;
    try (ProgressDisplay display = progress("packing", ProgressDisplay.Unit.ROWS, lines);
        Dataset<Object[]> rows = open()) {
      report = DatasetPacker.pack(rows, output, plan.withProgress(display));
    } catch (DataException e) {
      lines.finding(String.valueOf(e.getMessage()));
      lines.finding("pack: not finished: a row cannot be read; run 'sheaf validate' to see all that is wrong");
      return Sheaf.FINDINGS;
    }
    for (PackReport.Part part : report.parts()) {
      String counts =
          "%s, %s, %s"
              .formatted(
                  Words.count(part.records(), "record"),
                  Words.count(part.shards(), "shard"),
                  Words.count(part.bytes(), "byte"));
      lines.info("pack: %s%s -> %s".formatted(report.upToDate() ? "up to date, " : "", counts, typed(part)));
    }
    if (!report.upToDate()) {
      lines.info(
          String.format(
              Locale.ROOT,
              "pack: %s in %,d ms",
              Words.count(report.records(), "record"),
              TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
    }
    return Sheaf.FINE;
  }

  /// The folder of a part, from where the person who typed the command is.
  private Path typed(PackReport.Part part) {
    return output.resolve(output.toAbsolutePath().normalize().relativize(part.folder()));
  }

  private PackPlan plan() {
    PackOptions options = PackOptions.DEFAULT;
    if (shardRows != null) {
      options = options.withShardRows(shardRows);
    }
    if (shardBytes != null) {
      options = options.withShardBytes(shardBytes.bytes());
    }
    if (threads != null) {
      options = options.withThreads(threads);
    }
    PackPlan plan = PackPlan.DEFAULT.withOptions(options).withForce(force);
    if (shuffle != null) {
      plan = plan.withShuffle(shuffle);
    }
    for (Map.Entry<String, String> split : splits.entrySet()) {
      plan = plan.withPart(split.getKey(), split.getValue());
    }
    return plan;
  }

  private Dataset<Object[]> open() {
    RecordCodec<Object[]> codec = SchemaCodec.of(schema.find().row());
    List<Path> files = source.source().files();
    return files.size() == 1
        ? Datasets.open(files.getFirst(), codec, source.reading())
        : Datasets.open(files.stream().map(FileSlice::of).toList(), codec, source.reading());
  }
}
