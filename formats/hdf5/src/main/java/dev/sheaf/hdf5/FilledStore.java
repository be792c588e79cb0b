package dev.sheaf.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// A dataset that nothing was ever written to.
///
/// @param fill what its elements are; empty for zeros
record FilledStore(Optional<byte[]> fill) implements ElementStore {
  @Override
  public void read(Region region, MemorySegment target) {
    fill.ifPresent(value -> FillValue.fill(target, value));
  }
}
