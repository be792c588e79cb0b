package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkerTest {
  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();

  @Test
  void handsOnEachLineAndTheStatus() throws Exception {
    int status = Worker.run(fake("say:one", "warn:two", "say:three", "exit:3"), folder, lines::add);

    assertEquals(3, status);
    assertEquals(List.of("one", "two", "three"), lines);
  }

  @Test
  void readsLinesAsUtf8() throws Exception {
    Worker.run(fake("yarn"), folder, lines::add);

    assertEquals(List.of("\uD83E\uDDF6"), lines);
  }

  @Test
  void saysWhatCannotBeStarted() {
    Path nothing = folder.resolve("java");

    assertThrows(IOException.class, () -> Worker.run(List.of(nothing.toString()), folder, lines::add));
  }

  @Test
  void killsTheProcessWhenTheThreadIsInterrupted() {
    assertThrows(InterruptedException.class, () -> Worker.run(fake("pid", "forever"), folder, line -> {
      lines.add(line);
      Thread.currentThread().interrupt();
    }));

    assertEnds(Long.parseLong(lines.get(0)));
  }

  @Test
  void killsTheProcessWhenItsLinesCannotBeTaken() {
    assertThrows(IllegalStateException.class, () -> Worker.run(fake("pid", "forever"), folder, line -> {
      lines.add(line);
      throw new IllegalStateException("the log is closed");
    }));

    assertEnds(Long.parseLong(lines.get(0)));
  }

  @Test
  void killsTheProcessWhenMavenIsInterrupted() throws Exception {
    Process maven = start(fake("parent:forever"));
    try (BufferedReader out = maven.inputReader()) {
      long worker = Long.parseLong(out.readLine());

      maven.destroy();

      assertEnds(worker);
    }
  }

  @Test
  void endsTheInputOfTheProcessWhenMavenIsKilled() throws Exception {
    Process maven = start(fake("parent:untilEndOfInput"));
    try (BufferedReader out = maven.inputReader()) {
      long worker = Long.parseLong(out.readLine());

      maven.destroyForcibly();

      assertEnds(worker);
    }
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void assertEnds(long pid) {
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
  }

  private static List<String> fake(String... arguments) {
    List<String> command = new ArrayList<>(List.of(ChildJava.launcher(), "-cp",
        FakeSheaf.classPath(), "-Dstdout.encoding=UTF-8", FakeSheaf.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
