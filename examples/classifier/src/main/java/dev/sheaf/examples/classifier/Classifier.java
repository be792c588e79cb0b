package dev.sheaf.examples.classifier;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Trains a small model on a folder of TensorFlow Datasets for two epochs; breaks off in the second, goes on from the
/// checkpoint, and ends with the same model, bit for bit.
///
/// Argument: a folder to write to.
public final class Classifier {
  private static final int PIXELS = 28 * 28;
  private static final int BATCH = 20;
  private static final int EPOCHS = 2;

  private Classifier() {}

  /// Prints how well it learned.
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path digits = folder.resolve("digits/1.0.0");
    Path state = folder.resolve("checkpoint.json");
    Drawing.write(digits);

    try (Dataset<Digit> train = DigitLoader.open(digits, DatasetOptions.DEFAULT.with("split", "train"));
        Dataset<Digit> test = DigitLoader.open(digits, DatasetOptions.DEFAULT.with("split", "test"))) {
      Pipeline<ExampleBatch> batches =
          Pipeline.over(train).shuffle(42).map(Example::of).batch(BATCH, ExampleBatch.collator()).prefetch(4);
      System.out.println(batches);

      SoftmaxRegression uninterrupted = new SoftmaxRegression(PIXELS);
      try (DataLoader<ExampleBatch> loader = batches.open()) {
        train(uninterrupted, loader, EPOCHS * batches.size());
      }

      float[] weights = breakOff(batches, batches.size() + batches.size() / 2, state);
      SoftmaxRegression resumed = new SoftmaxRegression(PIXELS, weights);
      goOn(resumed, batches, state);

      int right = right(uninterrupted, test);
      System.out.printf("%d of %d test digits told right after %d epochs%n", right, test.size(), EPOCHS);
      check(right > 0.95 * test.size(), "the model learns from the batches");
      check(resumed.isSameAs(uninterrupted), "a resumed run gives the same model");
      System.out.println("broken off and resumed: the same model, bit for bit");
    }
  }

  /// Takes so many batches, over the end of epochs.
  private static void train(SoftmaxRegression model, DataLoader<ExampleBatch> loader, long steps) {
    long step = 0;
    while (step < steps) {
      for (ExampleBatch batch : loader) {
        model.train(batch.pixels().buffer().asFloatBuffer(), batch.label().buffer().asIntBuffer());
        if (++step == steps) {
          return;
        }
      }
    }
  }

  /// What a run does that ends early: model and checkpoint are kept together.
  private static float[] breakOff(Pipeline<ExampleBatch> batches, long steps, Path state) throws IOException {
    SoftmaxRegression model = new SoftmaxRegression(PIXELS);
    try (DataLoader<ExampleBatch> loader = batches.open()) {
      train(model, loader, steps);
      Files.writeString(state, loader.checkpoint().toJson());
    }
    return model.weights();
  }

  private static void goOn(SoftmaxRegression model, Pipeline<ExampleBatch> batches, Path state) throws IOException {
    Checkpoint saved = Checkpoint.fromJson(Files.readString(state));
    System.out.printf("resumed in epoch %d, behind batch %d of %d%n", saved.epoch(), saved.position(), batches.size());
    long done = saved.epoch() * batches.size() + saved.position();
    try (DataLoader<ExampleBatch> loader = batches.resume(saved)) {
      train(model, loader, EPOCHS * batches.size() - done);
    }
  }

  private static int right(SoftmaxRegression model, Dataset<Digit> test) {
    int right = 0;
    Pipeline<ExampleBatch> batches = Pipeline.over(test).map(Example::of).batch(BATCH, ExampleBatch.collator());
    try (DataLoader<ExampleBatch> loader = batches.open()) {
      for (ExampleBatch batch : loader) {
        right += model.right(batch.pixels().buffer().asFloatBuffer(), batch.label().buffer().asIntBuffer());
      }
    }
    return right;
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("expected that " + what);
    }
  }
}
