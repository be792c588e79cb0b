package dev.sheaf.cli;

import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.Finding;
import dev.sheaf.dataset.ScanOptions;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How all data is read through, and how much of what was found is printed.
final class ScanArguments {
  @Option(
      names = "--max-findings",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many errors in the data are printed (default: ${DEFAULT-VALUE}); the rest is counted.")
  private int maxFindings;

  @Option(
      names = "--max-warnings",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many warnings are printed (default: ${DEFAULT-VALUE}); the rest is counted.")
  private int maxWarnings;

  @Option(names = "--threads", paramLabel = "N", description = "How many threads decode; default: one for each core.")
  private @Nullable Integer threads;

  @Option(names = "--verify", description = "Compares checksums too before files count as unchanged.")
  private boolean verify;

  @Option(names = "--force", description = "Does everything anew, changed or not.")
  private boolean force;

  /// @throws IllegalArgumentException if a number is out of its range
  ScanOptions options(DatasetOptions reading) {
    if (maxFindings < 0) {
      throw new IllegalArgumentException("expected 0 or more for --max-findings, found " + maxFindings);
    }
    if (maxWarnings < 0) {
      throw new IllegalArgumentException("expected 0 or more for --max-warnings, found " + maxWarnings);
    }
    ScanOptions options = ScanOptions.DEFAULT.withReading(reading).withVerify(verify).withForce(force);
    options = options.withFindingsKept(Math.max(options.findingsKept(), Math.max(maxFindings, maxWarnings)));
    return threads == null ? options : options.withThreads(threads);
  }

  /// Prints the first errors, and where to see the others.
  ///
  /// @param more where the rest is, such as `see target/validation.json`
  void printErrors(List<Finding> errors, long count, String more, Lines lines) {
    print(errors, maxFindings, count, more, lines::finding);
  }

  /// Prints the first warnings, and where to see the others.
  ///
  /// @param more where the rest is, such as `see target/validation.json`
  void printWarnings(List<Finding> warnings, long count, String more, Lines lines) {
    print(warnings, maxWarnings, count, more, lines::warning);
  }

  private static void print(List<Finding> findings, int most, long count, String more, Consumer<String> line) {
    long printed = Math.min(most, findings.size());
    findings.stream().limit(printed).forEach(finding -> line.accept(finding.toString()));
    if (count > printed) {
      line.accept(String.format(Locale.ROOT, "... and %,d more; %s", count - printed, more));
    }
  }
}
