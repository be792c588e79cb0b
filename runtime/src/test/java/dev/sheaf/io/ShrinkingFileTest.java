package dev.sheaf.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A file that somebody cuts off while it is mapped: in a process of its own, which may not end of it.
class ShrinkingFileTest {
  @TempDir Path folder;

  /// Interpreted, and compiled.
  @ParameterizedTest
  @ValueSource(ints = {1, 60_000})
  @Timeout(60)
  void isTruncatedAndNotTheEndOfTheProcess(int rounds) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ShrinkingFileReader.class.getName(),
                folder.resolve("shrinking.bin").toString(),
                Integer.toString(rounds))
            .redirectErrorStream(true)
            .start();
    List<String> said = child.inputReader().lines().toList();
    String cut = "truncated, a file of %d bytes".formatted(ShrinkingFileReader.LEFT);
    assertEquals(
        List.of(
            "what is left: 100",
            "across the new end: " + cut,
            "in the last page: " + cut,
            "behind it: " + cut,
            "zeros of a view: " + cut,
            "the end of a view: " + cut,
            "all of a view: " + cut,
            "a comparison: " + cut,
            "alive"),
        said);
    assertEquals(0, child.waitFor());
  }
}
