package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerOptionsTest {
  @TempDir Path folder;

  @Test
  void boundsTheHeapWhereThatIsWanted() {
    assertTrue(WorkerOptions.of("2g", folder.resolve("classes.jsa")).contains("-Xmx2147483648"));
    assertFalse(WorkerOptions.of(null, folder.resolve("classes.jsa")).toString().contains("-Xmx"));
  }

  @Test
  void keepsNoArchiveWhereNothingCanBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertFalse(WorkerOptions.of(null, file.resolve("classes.jsa")).toString().contains("Archive"));
  }

  @Test
  void javaTakesThemAndSaysNothing() throws Exception {
    List<String> command = new ArrayList<>(List.of(ChildJava.launcher()));
    command.addAll(WorkerOptions.of("64m", folder.resolve("new/classes.jsa")));
    command.add(FakeSheaf.class.getName());
    List<String> lines = new ArrayList<>();

    for (int i = 0; i < 2; i++) {
      try (Worker worker = Worker.start(command, FakeSheaf.classPath(), folder)) {
        assertEquals(0, worker.run(List.of("say:hello"), lines::add));
      }
    }

    assertEquals(List.of("hello", "hello"), lines);
  }
}
