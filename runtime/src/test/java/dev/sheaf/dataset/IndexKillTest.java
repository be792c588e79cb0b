package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.codec.SchemaCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `sheaf index` killed at random moments: the old index is there or the new one, never a mixture.
class IndexKillTest {
  private static final int ROUNDS_EACH = 20;

  @TempDir Path temporary;

  @Test
  void leavesTheOldIndexOrTheNewOne() throws IOException, InterruptedException, ExecutionException {
    MeshFiles few = new MeshFiles(temporary.resolve("few"));
    few.write("a.json", 3, 1).write("b.json", 4, 2);
    MeshFiles many = new MeshFiles(temporary.resolve("many"));
    many.write("c.json", 1, 1).write("d.json", 2, 2).write("e.json", 3, 3).writeReference("f.json", "f.bin", 4);
    List<Path> whole = List.of(index(few, "whole-few"), index(many, "whole-many"));
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("IndexKillTest: -Dsheaf.seed=" + seed);

    // Each round starts a Java of its own: two at a time, each with an output of its own.
    try (ExecutorService lanes = Executors.newFixedThreadPool(2)) {
      Future<?> other = lanes.submit(() -> kill(few, many, whole, "one", new Random(seed)));
      kill(few, many, whole, "two", new Random(~seed));
      other.get();
    }
  }

  private @Nullable Void kill(MeshFiles few, MeshFiles many, List<Path> whole, String name, Random random)
      throws IOException, InterruptedException {
    Path output = temporary.resolve(name);
    int[] seen = new int[2];
    for (int round = 0; round < ROUNDS_EACH; round++) {
      Process child = flip(few.path(""), many.path(""), output);
      try {
        assertEquals("ready", child.inputReader().readLine());
        LockSupport.parkNanos(random.nextLong(100_000_000));
      } finally {
        child.destroyForcibly().waitFor();
      }
      seen[check(output, whole, "round %d of %s".formatted(round, name))]++;
    }
    assertTrue(seen[0] > 0 && seen[1] > 0, () -> "both states were met: %d, %d".formatted(seen[0], seen[1]));

    DatasetIndexer.index(MeshFiles.MESH, few.source(), output, ScanOptions.DEFAULT.withForce(true));
    try (Stream<Path> files = Files.list(output)) {
      assertEquals(12, files.count(), "index.json, ten tables and the lock: what the killed ones left is gone");
    }
    return null;
  }

  private Path index(MeshFiles meshes, String name) {
    Path output = temporary.resolve(name);
    DatasetIndexer.index(MeshFiles.MESH, meshes.source(), output, ScanOptions.DEFAULT);
    return output;
  }

  /// Short-lived: little is compiled, and little memory is taken.
  private static Process flip(Path few, Path many, Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            IndexFlipper.class.getName(),
            few.toString(),
            many.toString(),
            output.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// Which of the whole indexes is there, byte for byte; fails if it is neither.
  private static int check(Path output, List<Path> whole, String round) throws IOException {
    byte[] description = Files.readAllBytes(output.resolve("index.json"));
    int state = Files.mismatch(output.resolve("index.json"), whole.get(0).resolve("index.json")) == -1 ? 0 : 1;
    assertArrayEquals(Files.readAllBytes(whole.get(state).resolve("index.json")), description, round);
    try (Stream<Path> tables = Files.list(whole.get(state))) {
      for (Path table : tables.filter(file -> file.toString().endsWith(".npy")).toList()) {
        assertEquals(-1, Files.mismatch(table, output.resolve(table.getFileName())), () -> round + ": " + table);
      }
    }
    try (var rows =
        LooseFiles.openIndex(output, SchemaCodec.of(MeshFiles.MESH.row()), DatasetOptions.DEFAULT)) {
      assertEquals(state == 0 ? 2 : 4, rows.size(), round);
      rows.get(rows.size() - 1);
    }
    return state;
  }
}
