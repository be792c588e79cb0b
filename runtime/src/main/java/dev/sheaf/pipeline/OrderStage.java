package dev.sheaf.pipeline;

/// One step of the index plane: which of the positions before it come, and in which order. Arithmetic only: a stage
/// holds no positions.
sealed interface OrderStage {
  /// How many positions come out when `before` go in.
  long size(long before);

  /// The stage for one epoch, after `before` positions.
  Step step(long before, long epoch);

  /// The call that made it, as it stands in a plan's text.
  @Override
  String toString();

  /// A stage bound to one epoch. Thread-safe.
  @FunctionalInterface
  interface Step {
    /// Replaces the first `count` of `positions`, which count what comes out of the stage, by what they were before it.
    void toBefore(long[] positions, int count);
  }

  /// A random order for each epoch.
  record Shuffle(long seed) implements OrderStage {
    private static final long SEED_MASK = 0xffff_ffffL;

    public Shuffle {
      if (seed < 0 || seed > SEED_MASK) {
        throw new IllegalArgumentException("expected a seed from 0 to %d, found %d".formatted(SEED_MASK, seed));
      }
    }

    @Override
    public long size(long before) {
      return before;
    }

    @Override
    public Step step(long before, long epoch) {
      return Permutation.of(before, (seed + epoch) & SEED_MASK)::apply;
    }

    @Override
    public String toString() {
      return "shuffle(" + seed + ")";
    }
  }

  /// Every `world`-th position, from `rank` on.
  record Shard(int rank, int world, Remainder remainder) implements OrderStage {
    public Shard {
      if (world < 1) {
        throw new IllegalArgumentException("expected a world of 1 reader or more, found " + world);
      }
      if (rank < 0 || rank >= world) {
        throw new IllegalArgumentException("expected a rank from 0 to %d, found %d".formatted(world - 1, rank));
      }
    }

    @Override
    public long size(long before) {
      return before / world + (remainder == Remainder.KEEP && rank < before % world ? 1 : 0);
    }

    @Override
    public Step step(long before, long epoch) {
      return (positions, count) -> {
        for (int i = 0; i < count; i++) {
          positions[i] = positions[i] * world + rank;
        }
      };
    }

    @Override
    public String toString() {
      return remainder == Remainder.KEEP
          ? "shard(%d, %d)".formatted(rank, world)
          : "shard(%d, %d, %s)".formatted(rank, world, remainder);
    }
  }

  /// All but the first ones.
  record Skip(long rows) implements OrderStage {
    public Skip {
      checkRows(rows);
    }

    @Override
    public long size(long before) {
      return Math.max(0, before - rows);
    }

    @Override
    public Step step(long before, long epoch) {
      return (positions, count) -> {
        for (int i = 0; i < count; i++) {
          positions[i] += rows;
        }
      };
    }

    @Override
    public String toString() {
      return "skip(" + rows + ")";
    }
  }

  /// Only the first ones.
  record Take(long rows) implements OrderStage {
    public Take {
      checkRows(rows);
    }

    @Override
    public long size(long before) {
      return Math.min(before, rows);
    }

    @Override
    public Step step(long before, long epoch) {
      return (_, _) -> {};
    }

    @Override
    public String toString() {
      return "take(" + rows + ")";
    }
  }

  private static void checkRows(long rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("expected 0 rows or more, found " + rows);
    }
  }
}
