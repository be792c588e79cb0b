package dev.sheaf.random;

/// Positions in their order, every `world`-th to each reader: SPDL's `DistributedDeterministicSampler`.
///
/// @param size how many positions there are, 1 or more
/// @param share which of them are ours
public record StridedSampler(long size, Share share) {
  /// @throws IllegalArgumentException if there are no positions, or an even share would have none
  public StridedSampler {
    SamplerArguments.check(size, size, share);
  }

  /// How many positions there are for us.
  public long length() {
    return share.size(size);
  }

  /// The position at `index`.
  ///
  /// @throws IndexOutOfBoundsException if the index is not from 0 to `length() - 1`
  public long at(long index) {
    if (index < 0 || index >= length()) {
      throw new IndexOutOfBoundsException("expected an index from 0 to %d, found %d".formatted(length() - 1, index));
    }
    return share.strided(index);
  }
}
