package dev.sheaf.examples.pointcloud;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Padding;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.Shape;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/// Hands clouds of different sizes to a simulation, once end to end and once padded, and compares what it finds.
///
/// Argument: the index folder that `mvn dataset:index` wrote.
public final class PointClouds {
  private PointClouds() {}

  /// Prints a line for each batch.
  public static void main(String[] arguments) {
    try (Dataset<Cloud> clouds = CloudLoader.open(Path.of(arguments[0]))) {
      double ragged = ragged(clouds);
      double padded = padded(clouds);
      if (ragged != padded) {
        throw new AssertionError("padding must change nothing: " + ragged + " and " + padded);
      }
      System.out.printf("%d clouds, the same both ways%n", clouds.size());
    }
  }

  /// The points of a batch lie end to end; offsets say where each cloud begins.
  private static double ragged(Dataset<Cloud> clouds) {
    double sum = 0;
    Pipeline<CloudBatch> batches = Pipeline.over(clouds).batch(3, CloudBatch.collator()).prefetch(2);
    try (DataLoader<CloudBatch> loader = batches.open()) {
      for (CloudBatch batch : loader) {
        Float32Array points = batch.points().values();
        FloatBuffer coordinates = points.buffer().asFloatBuffer();
        FloatBuffer load = batch.load().values().buffer().asFloatBuffer();
        LongBuffer offsets = batch.points().offsets().buffer().asLongBuffer();
        float[] centres = LoadCentres.ofRagged(coordinates, load, offsets);
        System.out.printf("%-36s points %-8s centres %s%n", batch.part(), points.shape(), Arrays.toString(centres));
        sum += sum(centres);
      }
    }
    return sum;
  }

  /// Every cloud is as long as the longest of its batch; a load of 0 keeps the padding out of the result.
  private static double padded(Dataset<Cloud> clouds) {
    ColumnCollator<Cloud, CloudBatch> collator =
        CloudBatch.collator()
            .padded(CloudFields.points(), Padding.with(0))
            .padded(CloudFields.load(), Padding.with(0));
    double sum = 0;
    try (DataLoader<CloudBatch> loader = Pipeline.over(clouds).batch(3, collator).reusedBatches().open()) {
      for (CloudBatch batch : loader) {
        Float32Array points = batch.points().padded().values();
        Float32Array load = batch.load().padded().values();
        Int64Array lengths = batch.points().padded().lengths();
        Shape shape = points.shape();
        float[] centres =
            LoadCentres.ofPadded(
                points.buffer().asFloatBuffer(),
                load.buffer().asFloatBuffer(),
                Math.toIntExact(shape.dim(0)),
                Math.toIntExact(shape.dim(1)));
        System.out.printf("%-36s points %-9s of lengths %s%n", batch.part(), shape, Arrays.toString(lengths.toArray()));
        sum += sum(centres);
      }
    }
    return sum;
  }

  private static double sum(float[] centres) {
    double sum = 0;
    for (float centre : centres) {
      sum += centre;
    }
    return sum;
  }
}
