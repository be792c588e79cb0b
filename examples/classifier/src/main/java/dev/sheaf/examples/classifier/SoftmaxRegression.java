package dev.sheaf.examples.classifier;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/// The smallest model that learns to tell pictures apart: one weight for each pixel and class. It takes buffers, as
/// real ones do, and its result depends on nothing but the batches and their order.
final class SoftmaxRegression {
  private static final int CLASSES = 10;
  private static final float RATE = 0.02f;

  private final int pixels;
  private final float[] weights;

  SoftmaxRegression(int pixels) {
    this(pixels, new float[CLASSES * (pixels + 1)]);
  }

  /// A model that was trained before.
  SoftmaxRegression(int pixels, float[] weights) {
    this.pixels = pixels;
    this.weights = weights.clone();
  }

  float[] weights() {
    return weights.clone();
  }

  /// One step of gradient descent.
  ///
  /// @param images `(labels, pixels)`
  void train(FloatBuffer images, IntBuffer labels) {
    int rows = labels.remaining();
    float[] gradient = new float[weights.length];
    for (int row = 0; row < rows; row++) {
      float[] shares = shares(images, row);
      shares[labels.get(row)] -= 1;
      for (int type = 0; type < CLASSES; type++) {
        int at = type * (pixels + 1);
        for (int pixel = 0; pixel < pixels; pixel++) {
          gradient[at + pixel] += shares[type] * images.get(row * pixels + pixel);
        }
        gradient[at + pixels] += shares[type];
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= RATE * gradient[i] / rows;
    }
  }

  /// How many pictures it tells right.
  int right(FloatBuffer images, IntBuffer labels) {
    int right = 0;
    for (int row = 0; row < labels.remaining(); row++) {
      float[] shares = shares(images, row);
      int best = 0;
      for (int type = 1; type < CLASSES; type++) {
        best = shares[type] > shares[best] ? type : best;
      }
      right += best == labels.get(row) ? 1 : 0;
    }
    return right;
  }

  /// How sure it is of each class; together 1.
  private float[] shares(FloatBuffer images, int row) {
    float[] scores = new float[CLASSES];
    float highest = Float.NEGATIVE_INFINITY;
    for (int type = 0; type < CLASSES; type++) {
      int at = type * (pixels + 1);
      float score = weights[at + pixels];
      for (int pixel = 0; pixel < pixels; pixel++) {
        score += weights[at + pixel] * images.get(row * pixels + pixel);
      }
      scores[type] = score;
      highest = Math.max(highest, score);
    }
    float total = 0;
    for (int type = 0; type < CLASSES; type++) {
      scores[type] = (float) Math.exp(scores[type] - highest);
      total += scores[type];
    }
    for (int type = 0; type < CLASSES; type++) {
      scores[type] /= total;
    }
    return scores;
  }

  /// Whether two models are the same, bit for bit.
  boolean isSameAs(SoftmaxRegression other) {
    return Arrays.equals(weights, other.weights);
  }
}
