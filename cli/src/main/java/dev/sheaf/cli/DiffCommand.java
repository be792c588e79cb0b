package dev.sheaf.cli;

import dev.sheaf.dataset.StoredDataset;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.tools.compare.Change;
import dev.sheaf.tools.compare.ComparisonJson;
import dev.sheaf.tools.compare.DatasetComparison;
import dev.sheaf.tools.compare.Level;
import dev.sheaf.tools.compare.SchemaComparison;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sheaf diff`: what has changed between two schemas or two datasets, and whom it breaks.
@Command(
    name = "diff",
    description = "Compares two schemas or two datasets: compatible, widening or breaking.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DiffCommand extends SheafCommand {
  /// How many names of files are printed; JSON has all of them.
  private static final int NAMES = 10;

  @Mixin private final ClassPathArguments classPath = new ClassPathArguments();

  @Option(
      names = "--fail-on",
      paramLabel = "breaking|widening|never",
      defaultValue = "breaking",
      description = "From which change on the exit status is 1 (default: ${DEFAULT-VALUE}).")
  private String failOn = "breaking";

  @Option(names = "--json", description = "Prints the comparison as JSON.")
  private boolean json;

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "A class name, a descriptor file, a folder that was indexed or packed, or a file of a format.")
  private String old = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The same.")
  private String now = "";

  DiffCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Lines lines) {
    Optional<Level> limit = limit();
    List<Path> entries = classPath.entries();
    DiffSide before = DiffSide.of(old, entries);
    DiffSide after = DiffSide.of(now, entries);
    Level level = compare(before, after, lines);
    return limit.filter(least -> level.compareTo(least) >= 0).isPresent() ? Sheaf.FINDINGS : Sheaf.FINE;
  }

  /// From which level on the gate is shut.
  private Optional<Level> limit() {
    if (failOn.equals("never")) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(Level.values())
            .filter(level -> level != Level.COMPATIBLE && level.toString().equals(failOn))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected breaking, widening or never for --fail-on, found \"%s\"".formatted(failOn))));
  }

  private Level compare(DiffSide before, DiffSide after, Lines lines) {
    // What a dataset holds are rows: a record is then compared as its row.
    boolean rows = before.isRow() || after.isRow();
    Optional<SchemaComparison> schemas =
        before.schema().flatMap(was -> after.schema().map(is -> SchemaComparison.of(row(was, rows), row(is, rows))));
    if (before.stored().isPresent() && after.stored().isPresent()) {
      StoredDataset was = before.stored().get();
      StoredDataset is = after.stored().get();
      DatasetComparison comparison = DatasetComparison.of(was, is, schemas);
      print(comparison, lines);
      return comparison.level();
    }
    SchemaComparison comparison =
        schemas.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected schemas that are known, found that of \"%s\" only by its fingerprint; put its class, as it was, on --classpath"
                        .formatted(before.schema().isEmpty() ? old : now)));
    if (json) {
      lines.info(ComparisonJson.of(comparison));
    } else {
      print(comparison, lines);
    }
    return comparison.level();
  }

  private static RecordSchema row(RecordSchema schema, boolean rows) {
    return rows ? schema.row() : schema;
  }

  private static void print(SchemaComparison comparison, Lines lines) {
    comparison.changes().stream().map(Change::toString).forEach(lines::info);
    lines.info(
        "%s -> %s: %s, %s"
            .formatted(
                comparison.old(),
                comparison.now(),
                comparison.level(),
                Words.count(comparison.changes().size(), "change")));
  }

  private void print(DatasetComparison comparison, Lines lines) {
    if (json) {
      lines.info(comparison.toJson());
      return;
    }
    comparison
        .schemas()
        .ifPresentOrElse(
            schemas -> print(schemas, lines),
            () ->
                lines.info(
                    comparison.sameSchema()
                        ? "the schema is the same"
                        : "breaking   the schema is another one, and not known: put its class, as it was, on --classpath"));
    lines.info(
        comparison.sameData()
            ? String.format(Locale.ROOT, "the data is the same: %,d rows", comparison.records())
            : String.format(
                Locale.ROOT,
                "rows %,d -> %,d (%+,d)",
                comparison.oldRecords(),
                comparison.records(),
                comparison.records() - comparison.oldRecords()));
    for (DatasetComparison.FieldChange field : comparison.fields()) {
      lines.info(
          "%s: seen %s -> %s"
              .formatted(
                  field.name(),
                  field.old().isEmpty() ? "none" : field.old(),
                  field.now().isEmpty() ? "none" : field.now()));
    }
    names("added", comparison.added(), lines);
    names("removed", comparison.removed(), lines);
    names("changed", comparison.changed(), lines);
  }

  private static void names(String what, List<String> files, Lines lines) {
    if (files.isEmpty()) {
      return;
    }
    lines.info("%s %s".formatted(Words.count(files.size(), "file"), what));
    files.stream().limit(NAMES).forEach(name -> lines.info("  " + name));
    if (files.size() > NAMES) {
      lines.info("  ... and %s more; --json prints all".formatted(String.format(Locale.ROOT, "%,d", files.size() - NAMES)));
    }
  }
}
