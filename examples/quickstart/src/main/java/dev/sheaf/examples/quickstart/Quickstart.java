package dev.sheaf.examples.quickstart;

import dev.sheaf.array.Float32Array;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Loads a payload, walks its arrays, runs a pipeline over the indexed files, and resumes it in the middle.
///
/// Arguments: the index folder that `mvn dataset:index` wrote, and a payload that names the same files.
public final class Quickstart {
  private Quickstart() {}

  /// Prints a short table.
  public static void main(String[] arguments) {
    Path index = Path.of(arguments[0]);
    Path payload = Path.of(arguments[1]);

    Mesh mesh = MeshLoader.load(payload);
    System.out.printf("%s names %d arrays%n%n", payload.getFileName(), mesh.data().size());
    System.out.printf("  %-16s %-10s %-8s %s%n", "file", "dtype", "shape", "mean");
    long position = 0;
    for (Float32Array array : mesh.data()) { // one array in memory at a time
      String file = Path.of(mesh.data().nameOf(position++)).getFileName().toString();
      System.out.printf("  %-16s %-10s %-8s %.6f%n", file, array.dtype(), array.shape(), mean(array));
    }

    long start = System.nanoTime();
    try (Dataset<MeshRow> meshes = MeshLoader.open(index)) {
      double millis = (System.nanoTime() - start) / 1e6;
      System.out.printf("%nindex of %d records opened in %.1f ms%n%n", meshes.size(), millis);

      Pipeline<MeshBatch> batches =
          Pipeline.over(meshes).shuffle(42).shard(0, 2).batch(2, MeshBatch.collator()).prefetch(3);

      List<MeshBatch> whole = new ArrayList<>();
      Checkpoint middle = null;
      try (DataLoader<MeshBatch> loader = batches.open()) {
        for (MeshBatch batch : loader) {
          whole.add(batch);
          if (whole.size() == 1) {
            middle = loader.checkpoint();
          }
          System.out.printf(
              "  batch %d: %d arrays, %s, mean %.6f%n",
              whole.size(), batch.size(), batch.data().values(), mean(batch.data().values()));
        }
      }

      List<MeshBatch> rest = new ArrayList<>();
      try (DataLoader<MeshBatch> loader = batches.resume(middle)) {
        loader.forEach(rest::add);
      }
      boolean same = rest.equals(whole.subList(1, whole.size()));
      System.out.printf(
          "%nresumed after batch 1 at %s%n%d batches followed, %s%n",
          middle, rest.size(), same ? "the same as before" : "NOT the same as before");
      if (!same) {
        throw new IllegalStateException("expected the same batches after resuming");
      }
    }
  }

  private static double mean(Float32Array array) {
    double sum = 0;
    for (long i = 0; i < array.size(); i++) {
      sum += array.getFlat(i);
    }
    return sum / array.size();
  }
}
