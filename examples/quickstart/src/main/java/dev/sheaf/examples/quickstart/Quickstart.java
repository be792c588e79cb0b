package dev.sheaf.examples.quickstart;

import dev.sheaf.array.Float32Array;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Loads a payload, walks its arrays, runs a pipeline over the indexed files, and resumes it in the middle.
///
/// Arguments: the index folder that `mvn dataset:index` wrote, and a payload that names the same files. A checkpoint is
/// written beside the index folder.
public final class Quickstart {
  private Quickstart() {}

  /// Prints a short table.
  public static void main(String[] arguments) throws IOException {
    Path index = Path.of(arguments[0]);
    Path payload = Path.of(arguments[1]);
    Path state = index.resolveSibling("checkpoint.json");

    walk(payload);

    long start = System.nanoTime();
    try (Dataset<MeshRow> meshes = MeshLoader.open(index)) {
      double millis = (System.nanoTime() - start) / 1e6;
      System.out.printf("%nindex: %d records, opened in %.0f ms%n", meshes.size(), millis);

      Pipeline<MeshBatch> batches =
          Pipeline.over(meshes).shuffle(42).shard(0, 2).batch(2, MeshBatch.collator()).prefetch(3);

      List<MeshBatch> epoch = run(batches, state);
      resume(batches, state, epoch);
    }
  }

  /// The way without an index: the payload is the record.
  private static void walk(Path payload) {
    Mesh mesh = MeshLoader.load(payload);
    System.out.printf("%s: %d files%n%n", payload.getFileName(), mesh.data().size());
    System.out.printf("  %-16s %-10s %-8s %s%n", "file", "dtype", "shape", "mean");
    long position = 0;
    for (Float32Array array : mesh.data()) { // one array in memory at a time
      String file = Path.of(mesh.data().nameOf(position++)).getFileName().toString();
      System.out.printf("  %-16s %-10s %-8s %.6f%n", file, array.dtype(), array.shape(), mean(array));
    }
  }

  /// One epoch, with a checkpoint in its middle.
  private static List<MeshBatch> run(Pipeline<MeshBatch> batches, Path state) throws IOException {
    System.out.printf("pipeline: %s, %d batches%n%n", batches, batches.size());
    System.out.printf("  %-7s %-8s %-18s %s%n", "batch", "arrays", "together", "mean");
    List<MeshBatch> epoch = new ArrayList<>();
    try (DataLoader<MeshBatch> loader = batches.open()) {
      for (MeshBatch batch : loader) {
        epoch.add(batch);
        Float32Array values = batch.data().values();
        System.out.printf("  %-7d %-8d %-18s %.6f%n", epoch.size(), batch.size(), values, mean(values));
        if (epoch.size() == batches.size() / 2) {
          Files.writeString(state, loader.checkpoint().toJson());
        }
      }
    }
    return epoch;
  }

  /// What a program does that was ended in the middle of an epoch and started again.
  private static void resume(Pipeline<MeshBatch> batches, Path state, List<MeshBatch> epoch) throws IOException {
    Checkpoint saved = Checkpoint.fromJson(Files.readString(state));
    List<MeshBatch> rest = new ArrayList<>();
    try (DataLoader<MeshBatch> loader = batches.resume(saved)) {
      loader.forEach(rest::add);
    }
    boolean same = rest.equals(epoch.subList((int) saved.position(), epoch.size()));
    System.out.printf(
        "%ncheckpoint after batch %d: %d bytes of JSON in %s%n", saved.position(), Files.size(state), state.getFileName());
    System.out.printf(
        "resumed from it: %d batches followed, %s%n",
        rest.size(), same ? "the same as before" : "NOT the same as before");
    if (!same) {
      throw new IllegalStateException("expected the same batches after resuming");
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
