package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that somebody cuts off while a dataset has them mapped: in a process of its own, which may not end of it.
class ShrinkingDatasetTest {
  @TempDir Path folder;

  @Test
  @Timeout(120)
  void isTruncatedAndNotTheEndOfTheProcess() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ShrinkingDatasetReader.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    List<String> said = child.inputReader().lines().toList();
    String cut = "truncated, a file of 5000 bytes";
    assertEquals(
        List.of(
            "row without 0-id.npy: " + cut,
            "batch without 0-id.npy: " + cut,
            // A view: it is made, and nobody can guard what is done with it.
            "row without 1-center.npy: read",
            "batch without 1-center.npy: " + cut,
            "row without 2-points-offsets.npy: " + cut,
            "batch without 2-points-offsets.npy: " + cut,
            "row without its place: " + cut,
            "alive"),
        said);
    assertEquals(0, child.waitFor());
  }
}
