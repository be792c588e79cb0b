package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerLogTest {
  private final RecordedLog log = new RecordedLog();
  private final WorkerLog lines = new WorkerLog(log);

  @Test
  void passesEachLineOnAtItsLevel() {
    lines.line("[INFO] 10 files");
    lines.line("[WARNING] slow");
    lines.line("[ERROR] broken");

    assertEquals(List.of("INFO 10 files", "WARN slow", "ERROR broken"), log.lines());
  }

  @Test
  void passesALineWithoutALevelOnAtThatOfTheLineBefore() {
    lines.line("Picked up JAVA_TOOL_OPTIONS");
    lines.line("[ERROR] broken");
    lines.line("  at byte 7");
    lines.line("[INFO] done");
    lines.line("");

    assertEquals(List.of("INFO Picked up JAVA_TOOL_OPTIONS", "ERROR broken", "ERROR   at byte 7", "INFO done", "INFO "),
        log.lines());
  }

  @Test
  void takesNothingElseForALevel() {
    lines.line("[DEBUG] no level of ours");
    lines.line(" [ERROR] not at the start");
    lines.line("[ERROR]");

    assertEquals(List.of("INFO [DEBUG] no level of ours", "INFO  [ERROR] not at the start", "INFO [ERROR]"), log.lines());
  }

  @Test
  void remembersTheErrorsAlone() {
    lines.line("[ERROR] a");
    lines.line("[WARNING] b");
    lines.line("[ERROR] c");
    lines.line("  more of c");

    assertEquals(List.of("a", "c", "  more of c"), lines.errors());
  }
}
