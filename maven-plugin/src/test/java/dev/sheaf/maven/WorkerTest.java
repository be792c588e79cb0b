package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkerTest {
  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();

  @Test
  void handsOnEachLineAndTheStatus() throws Exception {
    assertEquals(3, run("say:one", "warn:two", "say:three", "status:3"));

    assertEquals(List.of("one", "two", "three"), lines);
  }

  @Test
  void runsOneCommandAfterTheOtherInTheSameProcess() throws Exception {
    try (Worker worker = start()) {
      assertEquals(1, worker.run(List.of("pid", "status:1"), lines::add));
      assertEquals(0, worker.run(List.of("pid"), lines::add));
    }

    assertEquals(lines.get(0), lines.get(1));
    assertEnds(Long.parseLong(lines.get(0)));
  }

  @Test
  void readsLinesAsUtf8() throws Exception {
    run("yarn");

    assertEquals(List.of("\uD83E\uDDF6"), lines);
  }

  @Test
  void handsOnTheStatusOfAProcessThatDied() throws Exception {
    assertEquals(9, run("say:last words", "die:9"));

    assertEquals(List.of("last words"), lines);
  }

  @Test
  void hasAStatusForACommandThatCameTooLate() throws Exception {
    try (Worker worker = start()) {
      worker.run(List.of("die:9"), lines::add);

      assertEquals(9, worker.run(List.of("say:no more"), lines::add));
    }
  }

  @Test
  void saysWhatCannotBeStarted() {
    Path nothing = folder.resolve("java");

    assertThrows(IOException.class, () -> Worker.start(List.of(nothing.toString()), "", folder));
  }

  @Test
  void killsTheProcessWhenTheThreadIsInterrupted() {
    assertThrows(InterruptedException.class, () -> run(line -> {
      lines.add(line);
      Thread.currentThread().interrupt();
    }));

    assertEnds(Long.parseLong(lines.get(0)));
  }

  @Test
  void killsTheProcessWhenItsLinesCannotBeTaken() {
    assertThrows(IllegalStateException.class, () -> run(line -> {
      lines.add(line);
      throw new IllegalStateException("the log is closed");
    }));

    assertEnds(Long.parseLong(lines.get(0)));
  }

  @Test
  void killsTheProcessWhenMavenIsInterrupted() throws Exception {
    Process maven = maven("forever");
    try (BufferedReader out = maven.inputReader()) {
      long worker = Long.parseLong(out.readLine());

      maven.destroy();

      assertEnds(worker);
    }
  }

  @Test
  void endsTheInputOfTheProcessWhenMavenIsKilled() throws Exception {
    Process maven = maven("untilEndOfInput");
    try (BufferedReader out = maven.inputReader()) {
      long worker = Long.parseLong(out.readLine());

      maven.destroyForcibly();

      assertEnds(worker);
    }
  }

  private Worker start() throws IOException {
    return Worker.start(FakeSheaf.command(), FakeSheaf.classPath(), folder);
  }

  private int run(String... script) throws Exception {
    try (Worker worker = start()) {
      return worker.run(List.of(script), lines::add);
    }
  }

  /** A command that never ends. */
  private void run(Consumer<String> taker) throws Exception {
    try (Worker worker = start()) {
      worker.run(List.of("pid", "forever"), taker);
    }
  }

  /** A process that does with a worker what a goal does. */
  private static Process maven(String howLong) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(ChildJava.launcher(), "-cp", FakeSheaf.classPath(), FakeSheaf.class.getName(), howLong);
    return builder.redirectErrorStream(true).start();
  }

  private static void assertEnds(long pid) {
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
  }
}
