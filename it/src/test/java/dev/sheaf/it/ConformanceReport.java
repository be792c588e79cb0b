package dev.sheaf.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.UriSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.ValueWrapper;

/// Counts the conformance cases of a test run: the dynamic tests in `dev.sheaf.it.conformance`, each named by its case.
///
/// JUnit finds this listener as a service. Where there was a conformance test, it leaves a text behind: the failures
/// with case, expected and got; how many cases were skipped for which reason; what the tests published beside; the
/// counts of each test for each file of cases; and the totals as the last line. `it/conformance` and `.ci/run` show it.
public final class ConformanceReport implements TestExecutionListener {
  static final String CASES = "dev.sheaf.it.conformance";

  private final Path file;
  private final String packageName;
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final List<String> skips = new CopyOnWriteArrayList<>();
  private final List<String> published = new CopyOnWriteArrayList<>();
  private final Counts all = new Counts();
  private final Map<String, Counts> byFile = new ConcurrentSkipListMap<>();

  private static final class Counts {
    private final AtomicLong passed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();

    AtomicLong of(TestExecutionResult.Status status) {
      return switch (status) {
        case SUCCESSFUL -> passed;
        case ABORTED -> skipped;
        case FAILED -> failed;
      };
    }

    boolean isEmpty() {
      return passed.get() + failed.get() + skipped.get() == 0;
    }

    @Override
    public String toString() {
      return "%d passed, %d failed, %d skipped".formatted(passed.get(), failed.get(), skipped.get());
    }
  }

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
    TestExecutionResult.Status status = result.getStatus();
    boolean failed = status == TestExecutionResult.Status.FAILED;
    if (failed) {
      failures.add(failure(test.getDisplayName(), result.getThrowable().orElseThrow()));
    }
    if (!isCase(test)) {
      // Anything else of ours (a class, a method that makes the cases) counts only where it fails.
      if (failed) {
        all.failed.incrementAndGet();
      }
      return;
    }
    if (status == TestExecutionResult.Status.ABORTED) {
      skips.add(result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
    }
    all.of(status).incrementAndGet();
    file(test).ifPresent(file -> byFile.computeIfAbsent(file, _ -> new Counts()).of(status).incrementAndGet());
  }

  /// The test that a case is of, and the file that it stands in.
  private Optional<String> file(TestIdentifier test) {
    String type = ourClass(test).map(name -> name.substring(name.lastIndexOf('.') + 1)).orElse("");
    return test.getSource()
        .map(source -> source instanceof UriSource uri ? Path.of(uri.getUri().getPath()).getFileName() : null)
        .map(file -> type + ", " + file);
  }

  @Override
  public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    if (isOurs(test)) {
      entry.getKeyValuePairs().forEach((what, count) -> published.add("%s: %s".formatted(what, count)));
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    if (isOurs(test)) {
      skips.add(reason);
      all.skipped.incrementAndGet();
    }
  }

  private boolean isOurs(TestIdentifier test) {
    return ourClass(test).isPresent();
  }

  private Optional<String> ourClass(TestIdentifier test) {
    return test.getUniqueIdObject().getSegments().stream()
        .filter(segment -> segment.getType().equals("class"))
        .map(UniqueId.Segment::getValue)
        .filter(name -> name.startsWith(packageName + "."))
        .findFirst();
  }

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
    if (all.isEmpty()) {
      return;
    }
    Map<String, Long> reasons = new TreeMap<>();
    skips.forEach(reason -> reasons.merge(reason, 1L, Long::sum));
    StringBuilder text = new StringBuilder();
    failures.stream().sorted().forEach(failure -> text.append(failure).append('\n'));
    reasons.forEach((reason, count) -> text.append("skipped %d: %s%n".formatted(count, reason)));
    published.stream().sorted().forEach(line -> text.append(line).append('\n'));
    byFile.forEach((file, counts) -> text.append("%s: %s%n".formatted(file, counts)));
    text.append("%s%n".formatted(all));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
