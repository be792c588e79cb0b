package dev.sheaf.examples.quickstart;

import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Ledger;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.pipeline.PipelineStats;
import dev.sheaf.stage.Limit;
import dev.sheaf.stage.OnError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/// A run that goes on without rows that cannot be read, and says what became of them.
final class Tolerant {
  private Tolerant() {}

  /// One epoch.
  static Ledger train(Dataset<MeshRow> meshes, Path bad, Consumer<MeshBatch> step) {
    Pipeline<MeshBatch> batches =
        Pipeline.over(meshes)
            .shuffle(42)
            .batch(2, MeshBatch.collator())
            .onError(OnError.quarantine(bad).upTo(new Limit.Count(100)))
            .withStats()
            .withProgress(Duration.ofSeconds(10), System.out::println);
    try (DataLoader<MeshBatch> loader = batches.open()) {
      loader.forEach(step);
      PipelineStats stats = loader.stats();
      System.out.println(stats.bottleneck());
      return loader.ledger();
    }
  }
}
