package dev.sheaf.random;

/// What samplers refuse alike.
final class SamplerArguments {
  private SamplerArguments() {}

  static void check(long size, long draws, Share share) {
    if (size < 1) {
      throw new IllegalArgumentException("expected a size of 1 position or more, found " + size);
    }
    if (draws < 1) {
      throw new IllegalArgumentException("expected 1 draw or more, found " + draws);
    }
    if (share.even() && draws < share.world()) {
      throw new IllegalArgumentException(
          "expected 1 draw or more for each of %d readers, found %d for all of them: share them unevenly"
              .formatted(share.world(), draws));
    }
  }
}
