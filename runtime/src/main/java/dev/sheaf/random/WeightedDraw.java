package dev.sheaf.random;

/// Independent draws by weight, worked out position by position: any position of any epoch at once, without drawing
/// those before it.
///
/// What stands at a position depends on the weights, the seed, the epoch and the position. An index comes with the
/// probability of its weight among all, exact to about 2^-52 of it; one of less than 2^-62 of all may never come. One
/// of weight 0 never comes.
///
/// Needs 12 bytes for each weight. Immutable and thread-safe.
public final class WeightedDraw {
  private static final long DOMAIN = 1;

  private final AliasTable table;
  private final SeedSequence seeds;
  private final int size;

  private WeightedDraw(AliasTable table, SeedSequence seeds, int size) {
    this.table = table;
    this.seeds = seeds;
    this.size = size;
  }

  /// Draws by these weights, which are copied into a table.
  ///
  /// @param weights one for each index: finite, 0 or more, not all 0
  /// @param seed 0 or more
  /// @throws IllegalArgumentException if an argument is out of range
  public static WeightedDraw of(double[] weights, long seed) {
    return new WeightedDraw(new AliasTable(weights), SeedSequence.of(seed), weights.length);
  }

  /// How many indices there are to draw from.
  public int size() {
    return size;
  }

  /// The index at a position: from 0 to `size() - 1`. Any `long` is an epoch and a position.
  public long at(long epoch, long position) {
    return table.draw(PositionRandom.of(seeds, DOMAIN).moved(epoch, position));
  }

  /// Replaces the first `count` of `positions` by the indices that stand there; one object is made for all of them.
  public void apply(long epoch, long[] positions, int count) {
    PositionRandom random = PositionRandom.of(seeds, DOMAIN);
    for (int i = 0; i < count; i++) {
      positions[i] = table.draw(random.moved(epoch, positions[i]));
    }
  }
}
