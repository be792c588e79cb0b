package dev.sheaf.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class ConformanceReportTest {
  @TempDir Path folder;

  @Test
  void tellsCaseExpectedAndGotAndCountsByFile() throws IOException {
    Path file = run("dev.sheaf.it");

    assertEquals(
        """
        FAILED wrong-value
          expected: 3
          got:      4
        skipped 2: for a reason
        cakes: 3
        ConformanceReportTest$Cases, apples.jsonl: 0 passed, 1 failed, 1 skipped
        ConformanceReportTest$Cases, pears.jsonl: 1 passed, 0 failed, 1 skipped
        1 passed, 1 failed, 2 skipped
        """,
        Files.readString(file));
  }

  @Test
  void leavesNothingBehindWhereThereWasNoCase() {
    assertFalse(Files.exists(run("dev.sheaf.elsewhere")));
  }

  private Path run(String packageName) {
    Path file = folder.resolve("new/report.txt");
    LauncherConfig quiet =
        LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .addTestExecutionListeners(new ConformanceReport(file, packageName))
            .build();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Cases.class)).build();
    LauncherFactory.create(quiet).execute(request);
    return file;
  }

  static class Cases {
    @AfterAll
    static void publish(TestReporter reporter) {
      reporter.publishEntry("cakes", "3");
    }

    @TestFactory
    Stream<DynamicTest> cases() {
      return Stream.of(
          dynamicTest("right", in("pears"), () -> {}),
          dynamicTest("wrong-value", in("apples"), () -> Assertions.assertEquals(3, 4)),
          dynamicTest("not-here", in("apples"), () -> abort("for a reason")),
          dynamicTest("not-here-either", in("pears"), () -> abort("for a reason")));
    }

    private static URI in(String file) {
      return URI.create("file:///fruit/%s.jsonl?line=1".formatted(file));
    }
  }
}
