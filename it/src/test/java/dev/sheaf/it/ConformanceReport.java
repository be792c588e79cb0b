package dev.sheaf.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.ValueWrapper;

/// Counts the conformance cases of a test run: the dynamic tests in `dev.sheaf.it.conformance`, each named by its case.
///
/// JUnit finds this listener as a service. Where there was a conformance test, it leaves a text behind: the failures
/// with case, expected and got; how many cases were skipped for which reason; and the totals as the last line.
/// `it/conformance` and `.ci/run` show it.
public final class ConformanceReport implements TestExecutionListener {
  static final String CASES = "dev.sheaf.it.conformance";

  private final Path file;
  private final String packageName;
  private final AtomicLong passed = new AtomicLong();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final List<String> skips = new CopyOnWriteArrayList<>();

  /// For JUnit.
  public ConformanceReport() {
    this(Path.of("target", "conformance.txt"), CASES);
  }

  ConformanceReport(Path file, String packageName) {
    this.file = file;
    this.packageName = packageName;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (!isOurs(test)) {
      return;
    }
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        if (isCase(test)) {
          passed.incrementAndGet();
        }
      }
      case ABORTED -> {
        if (isCase(test)) {
          skips.add(result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
      }
      case FAILED -> failures.add(failure(test.getDisplayName(), result.getThrowable().orElseThrow()));
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    if (isOurs(test)) {
      skips.add(reason);
    }
  }

  private boolean isOurs(TestIdentifier test) {
    return test.getUniqueIdObject().getSegments().stream()
        .anyMatch(segment -> segment.getType().equals("class") && segment.getValue().startsWith(packageName + "."));
  }

  /// Anything else of ours (a class, a method that makes the cases) counts only where it fails.
  private static boolean isCase(TestIdentifier test) {
    UniqueId.Segment last = test.getUniqueIdObject().getLastSegment();
    return test.isTest() && last.getType().equals("dynamic-test");
  }

  private static String failure(String name, Throwable thrown) {
    if (thrown instanceof AssertionFailedError e && e.isExpectedDefined() && e.isActualDefined()) {
      return "FAILED %s%n  expected: %s%n  got:      %s".formatted(name, shown(e.getExpected()), shown(e.getActual()));
    }
    return "FAILED %s%n  got: %s".formatted(name, thrown);
  }

  private static String shown(ValueWrapper value) {
    return Optional.ofNullable(value).map(ValueWrapper::getStringRepresentation).orElse("nothing");
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    if (passed.get() == 0 && failures.isEmpty() && skips.isEmpty()) {
      return;
    }
    Map<String, Long> reasons = new TreeMap<>();
    skips.forEach(reason -> reasons.merge(reason, 1L, Long::sum));
    StringBuilder text = new StringBuilder();
    failures.stream().sorted().forEach(failure -> text.append(failure).append('\n'));
    reasons.forEach((reason, count) -> text.append("skipped %d: %s%n".formatted(count, reason)));
    text.append("%d passed, %d failed, %d skipped%n".formatted(passed.get(), failures.size(), skips.size()));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
