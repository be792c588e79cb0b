package dev.sheaf.cli;

import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.dataset.FileSlice;
import dev.sheaf.dataset.IndexSummary;
import dev.sheaf.io.OutputFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.tools.measure.Bench;
import dev.sheaf.tools.measure.BenchOptions;
import dev.sheaf.tools.measure.BenchReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sheaf bench`: measures how fast data is loaded here.
@Command(
    name = "bench",
    description = "Measures how fast this data is loaded on this machine, and says what bounds it.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchCommand extends SheafCommand {
  @Mixin private final SchemaArguments schema = new SchemaArguments();
  @Mixin private final SourceArguments source = new SourceArguments();

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "How many rows a batch has (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(names = "--threads", paramLabel = "N", description = "How many threads load; default: one for each core.")
  private @Nullable Integer threads;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "How long all measurements take together, about (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(names = "--shuffle", paramLabel = "SEED", description = "Loads the rows in the random order of a seed.")
  private @Nullable Long shuffle;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the numbers as JSON, too.")
  private @Nullable Path json;

  BenchCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Lines lines) {
    RecordSchema row = schema.find().row();
    BenchOptions options = BenchOptions.DEFAULT.withBatch(batch).withSeconds(seconds);
    options = threads == null ? options : options.withThreads(threads);
    options = shuffle == null ? options : options.withShuffle(shuffle);
    List<Path> places = source.source().files();
    places.stream().filter(IndexSummary::isIn).findFirst().ifPresent(BenchCommand::refuseIndex);
    BenchReport report;
    try (Dataset<Object[]> dataset = open(places, row)) {
      lines.progress("measuring for about %s s".formatted(seconds));
      report = new Bench(options).run(dataset, files(places));
    }
    lines.info(report.toString());
    if (json != null) {
      OutputFile.write(json, (report.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return Sheaf.FINE;
  }

  /// Which files it is of is what bytes a second are reckoned by.
  private static void refuseIndex(Path index) {
    throw new IllegalArgumentException(
        "expected the files that rows are in, found the index \"%s\"; name what it was made of".formatted(index));
  }

  private Dataset<Object[]> open(List<Path> places, RecordSchema row) {
    return places.size() == 1
        ? Datasets.open(places.getFirst(), SchemaCodec.of(row), source.reading())
        : Datasets.open(places.stream().map(FileSlice::of).toList(), SchemaCodec.of(row), source.reading());
  }

  /// All files, those in folders too.
  private static List<Path> files(List<Path> places) {
    List<Path> files = new ArrayList<>();
    for (Path place : places) {
      try (Stream<Path> inside = Files.walk(place)) {
        inside.filter(Files::isRegularFile).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new StorageException("cannot list", place.toString(), e);
      }
    }
    return files;
  }
}
