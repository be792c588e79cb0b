package dev.sheaf.random;

/// What weights may be, and what they come to.
final class Weights {
  /// Up to so many are added in one go.
  private static final int BLOCK = 128;

  private static final int LANES = 8;

  private Weights() {}

  /// The sum, in the order in which NumPy adds, by halves.
  ///
  /// @throws IllegalArgumentException if a weight is negative or not finite, or the sum is 0 or not finite
  static double sum(double[] weights) {
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expected finite weights of 0 or more, found %s at position %d".formatted(weights[i], i));
      }
    }
    double sum = sum(weights, 0, weights.length);
    if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected weights with a finite sum above 0, found " + sum);
    }
    return sum;
  }

  private static double sum(double[] values, int from, int count) {
    if (count < LANES) {
      return addOn(0, values, from, count);
    }
    if (count <= BLOCK) {
      return sumOfLanes(values, from, count);
    }
    int half = count / 2 / LANES * LANES;
    return sum(values, from, half) + sum(values, from + half, count - half);
  }

  private static double sumOfLanes(double[] values, int from, int count) {
    double[] lanes = new double[LANES];
    int whole = count / LANES * LANES;
    for (int i = 0; i < whole; i++) {
      lanes[i % LANES] += values[from + i];
    }
    double sum = lanes[0] + lanes[1] + (lanes[2] + lanes[3]) + (lanes[4] + lanes[5] + (lanes[6] + lanes[7]));
    return addOn(sum, values, from + whole, count - whole);
  }

  private static double addOn(double sum, double[] values, int from, int count) {
    double result = sum;
    for (int i = from; i < from + count; i++) {
      result += values[i];
    }
    return result;
  }
}
