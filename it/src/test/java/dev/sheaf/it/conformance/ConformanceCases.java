package dev.sheaf.it.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/// The cases of one suite below the conformance folder, one JSON object a line, and how they went.
///
/// The folder is the system property `sheaf.conformance`, or `conformance` in the test data; suites and files that it
/// lacks have no cases.
final class ConformanceCases {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// One case.
  ///
  /// @param file the file it stands in
  /// @param line which line of it, from 1
  record Case(Path file, int line, JsonNode json) {
    String id() {
      return json.hasNonNull("id") ? json.get("id").asText() : file.getFileName() + ":" + line;
    }

    /// Where it stands, as JUnit writes it.
    private URI source() {
      return URI.create(file.toUri() + "?line=" + line);
    }

    boolean hasTag(String tag) {
      for (JsonNode each : json.path("tags")) {
        if (each.asText().equals(tag)) {
          return true;
        }
      }
      return false;
    }
  }

  /// Checks one case; [ConformanceCases#skip] leaves it out.
  @FunctionalInterface
  interface Check {
    void check(Case one) throws Exception;
  }

  private final String suite;
  private final List<Case> cases;
  private final AtomicLong passed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final Map<String, Long> reasons = new TreeMap<>();

  private ConformanceCases(String suite, List<Case> cases) {
    this.suite = suite;
    this.cases = cases;
  }

  /// The cases in the suite's files whose names `files` takes.
  static ConformanceCases of(String suite, Predicate<String> files) {
    Path folder = folder().resolve(suite);
    if (!Files.isDirectory(folder)) {
      return new ConformanceCases(suite, List.of());
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return new ConformanceCases(
          suite,
          entries
              .filter(file -> file.toString().endsWith(".jsonl") && files.test(file.getFileName().toString()))
              .sorted()
              .flatMap(file -> read(file).stream())
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same cases, to go through in another way: counted by themselves, under this name.
  ConformanceCases named(String name) {
    return new ConformanceCases(name, cases);
  }

  private static Path folder() {
    String folder = System.getProperty("sheaf.conformance");
    return folder != null ? Path.of(folder) : Path.of(System.getProperty("sheaf.testdata"), "conformance");
  }

  private static List<Case> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
          .filter(i -> !lines.get(i).isBlank())
          .map(i -> new Case(file, i + 1, parse(lines.get(i), file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line, Path file) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("in " + file, e);
    }
  }

  /// Leaves a case out, for this reason.
  static TestAbortedException skip(String reason) {
    return new TestAbortedException(reason);
  }

  /// Something that a case names and its interpreter does not know: that fails, and is never passed over.
  static AssertionError unknown(String what, Object found) {
    return new AssertionError("expected a case that can be interpreted, found the %s %s".formatted(what, found));
  }

  /// All cases.
  List<Case> all() {
    return cases;
  }

  /// One test for each case, named by its id, and counted.
  Stream<DynamicTest> tests(Check check) {
    return cases.stream().map(one -> DynamicTest.dynamicTest(one.id(), one.source(), () -> run(one, check)));
  }

  private void run(Case one, Check check) throws Exception {
    try {
      check.check(one);
      passed.incrementAndGet();
    } catch (TestAbortedException e) {
      skipped.incrementAndGet();
      synchronized (reasons) {
        reasons.merge(String.valueOf(e.getMessage()), 1L, Long::sum);
      }
      throw e;
    } catch (Exception | AssertionError e) {
      failed.incrementAndGet();
      System.out.printf("FAILED %s: %s%n", one.id(), e.getMessage());
      throw e;
    }
  }

  /// Prints how the cases went: one line, then the reasons of those left out.
  void print() {
    System.out.printf(
        "conformance %s: %d passed, %d failed, %d skipped%n", suite, passed.get(), failed.get(), skipped.get());
    synchronized (reasons) {
      reasons.forEach((reason, count) -> System.out.printf("  skipped %5d: %s%n", count, reason));
    }
  }
}
