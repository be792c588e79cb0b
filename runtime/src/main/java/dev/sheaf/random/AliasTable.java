package dev.sheaf.random;

/// Weights as a table from which one draw is two look-ups, whatever their number:
/// [Walker's alias method](https://doi.org/10.1145/355744.355749), in whole numbers.
///
/// There is a cell for each weight, of `2^bits`; a cell belongs to its own index below its threshold, and to one other
/// index above. The weights are rounded to shares of all cells together, about 2^62; after that everything is exact.
final class AliasTable {
  private final int bits;
  private final long[] thresholds;
  private final int[] aliases;

  /// @param weights finite, 0 or more, not all 0
  AliasTable(double[] weights) {
    int size = weights.length;
    double sum = Weights.sum(weights);
    bits = 62 - (Integer.SIZE - Integer.numberOfLeadingZeros(size));
    thresholds = shares(weights, sum, (long) size << bits);
    aliases = new int[size];
    fill();
  }

  /// The weights as whole numbers that come to `total`: what rounding leaves goes to the greatest.
  private static long[] shares(double[] weights, double sum, long total) {
    long[] shares = new long[weights.length];
    long left = total;
    int greatest = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (long) Math.rint(weights[i] / sum * total);
      left -= shares[i];
      if (weights[i] > weights[greatest]) {
        greatest = i;
      }
    }
    shares[greatest] += left;
    return shares;
  }

  /// Fills up every cell that its own index leaves empty, from an index that has more than a cell.
  private void fill() {
    long cell = 1L << bits;
    int[] waiting = new int[aliases.length];
    int small = 0;
    int large = aliases.length;
    for (int i = 0; i < aliases.length; i++) {
      aliases[i] = i;
      if (thresholds[i] < cell) {
        waiting[small++] = i;
      } else {
        waiting[--large] = i;
      }
    }
    while (small > 0) {
      int giver = waiting[large];
      int taker = waiting[--small];
      aliases[taker] = giver;
      thresholds[giver] -= cell - thresholds[taker];
      if (thresholds[giver] < cell) {
        large++;
        waiting[small++] = giver;
      }
    }
  }

  int draw(NumpyRandom random) {
    int cell = random.nextInt(aliases.length);
    return random.nextLong() >>> (Long.SIZE - bits) < thresholds[cell] ? cell : aliases[cell];
  }
}
