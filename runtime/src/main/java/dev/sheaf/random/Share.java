package dev.sheaf.random;

/// The part of one reader among several that divide positions between them, as every `world`-th or as a block.
///
/// @param rank which reader, from 0 to `world - 1`
/// @param world how many readers there are
/// @param even whether all have as many, and the last positions are nobody's where they do not divide evenly; otherwise
///     the first readers have one more
public record Share(int rank, int world, boolean even) {
  /// Everything.
  public static final Share ALL = new Share(0, 1, false);

  /// @throws IllegalArgumentException if the rank is out of range
  public Share {
    if (world < 1) {
      throw new IllegalArgumentException("expected a world of 1 reader or more, found " + world);
    }
    if (rank < 0 || rank >= world) {
      throw new IllegalArgumentException(
          "expected a rank from 0 to %d in a world of %d, found %d".formatted(world - 1, world, rank));
    }
  }

  /// How many of `total` positions are in it, whichever way they are divided.
  public long size(long total) {
    return total / world + (hasOneMore(total) ? 1 : 0);
  }

  /// How many of `total` positions are anybody's.
  public long covered(long total) {
    return even ? total / world * world : total;
  }

  /// The position at `index`, where a share is every `world`-th position. The index is not checked.
  public long strided(long index) {
    return index * world + rank;
  }

  /// The first position, where a share is a block: Grain's `even_split`. The block has [#size(long)] positions.
  public long blockStart(long total) {
    return total / world * rank + (even ? 0 : Math.min(rank, total % world));
  }

  private boolean hasOneMore(long total) {
    return !even && rank < total % world;
  }
}
