package dev.sheaf.it.conformance;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.TestReporter;

/// Counts the refusals that were rightly made by their class of reason. Another class than the one that the case names
/// is not wrong, because a payload may have two faults, but worth a look.
final class RefusalClasses {
  private final Map<String, Integer> counts = new TreeMap<>();

  /// Counts one refusal.
  void count(String expected, String found) {
    String line = expected.equals(found) ? "refused as " + found : "refused as %s for %s".formatted(found, expected);
    counts.merge(line, 1, Integer::sum);
  }

  /// Puts the counts into the report of the test run.
  void publish(TestReporter reporter) {
    counts.forEach((line, count) -> reporter.publishEntry(line, count.toString()));
  }
}
