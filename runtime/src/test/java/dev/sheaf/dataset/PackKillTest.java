package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Packing killed at random moments, again and again, comes to the same end as packing at one go.
class PackKillTest {
  private static final int FOLDERS = 2;

  @TempDir Path temporary;

  @Test
  @Timeout(120)
  void goesOnWhereItWasKilled() throws IOException, InterruptedException {
    Path whole = temporary.resolve("whole");
    DatasetPacker.pack(ScanRows.of(RowsPacker.ROWS), whole, RowsPacker.OPTIONS);
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("PackKillTest: -Dsheaf.seed=" + seed);
    Random random = new Random(seed);
    int kills = 0;
    for (int i = 0; i < FOLDERS; i++) {
      Path folder = temporary.resolve("killed " + i);
      while (!Files.exists(folder.resolve("dataset.json"))) {
        packUntilKilled(folder, random.nextInt((int) RowsPacker.ROWS), random.nextInt(30_000_000));
        kills++;
      }
      // Killed between the last file and the cleaning up, it leaves what nobody needs.
      Files.deleteIfExists(folder.resolve("packing.json"));
      Files.deleteIfExists(folder.resolve("packing.lock"));
      assertEquals(PackedShardsTest.files(whole), PackedShardsTest.files(folder), "seed " + seed);
    }
    assertTrue(kills > FOLDERS, "it was killed before the end: " + kills);
  }

  /// Kills it some time after it has asked for some rows; it may have come to its end by then.
  private static void packUntilKilled(Path folder, int rows, long nanos) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                RowsPacker.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertEquals("begun", child.inputReader().readLine());
      for (int row = 0; row < rows && child.inputReader().readLine() != null; row++) {}
      if (child.waitFor(nanos, TimeUnit.NANOSECONDS)) {
        assertEquals(0, child.exitValue(), "how it ended");
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
  }
}
