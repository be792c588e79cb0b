package com.acme;

import dev.sheaf.array.Float32Array;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Padded;
import dev.sheaf.batch.Padding;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

public final class Main {
  public static void main(String[] arguments) throws IOException {
    Model model = new Model();
    Path state = Path.of("target/checkpoint.json");

    try (Dataset<Scan> scans = ScanLoader.open(Path.of("target/sheaf/Scan"))) {
      Scan second = scans.get(1);
      System.out.println(second.points() + ", quality " + second.quality());

      ColumnCollator<Scan, ScanBatch> collator =
          ScanBatch.collator().padded(ScanFields.points(), Padding.with(0));
      Pipeline<ScanBatch> batches = Pipeline.over(scans).shuffle(42).batch(2, collator).prefetch(2);

      try (DataLoader<ScanBatch> loader = batches.open()) {
        for (ScanBatch batch : loader) {
          run(model, batch);
          Files.writeString(state, loader.checkpoint().toJson());
          break; // as if somebody had pulled the plug
        }
      }

      Checkpoint saved = Checkpoint.fromJson(Files.readString(state));
      try (DataLoader<ScanBatch> loader = batches.resume(saved)) {
        for (ScanBatch batch : loader) {
          run(model, batch);
        }
      }
    }
  }

  private static void run(Model model, ScanBatch batch) {
    Padded<Float32Array> points = batch.points().padded();
    Float32Array values = points.values();
    float[] heights =
        model.run(values.buffer().asFloatBuffer(), values.shape().toArray(), points.lengths().toArray());
    System.out.println(values.shape() + " -> " + Arrays.toString(heights));
  }
}
