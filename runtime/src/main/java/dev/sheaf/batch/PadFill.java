package dev.sheaf.batch;

import dev.sheaf.array.NdArray;
import java.lang.foreign.MemorySegment;

/// Writes one pad value over and over: copied from a block of them, which stays in the cache.
///
/// @param block the value, many times; read by all threads
record PadFill(MemorySegment block) {
  /// Some cache lines, and a multiple of the size of every element.
  private static final int BLOCK_BYTES = 1024;

  /// @param value an array of one element
  static PadFill of(NdArray value) {
    MemorySegment element = value.segment();
    MemorySegment block = MemorySegment.ofArray(new byte[BLOCK_BYTES]);
    for (long offset = 0; offset < BLOCK_BYTES; offset += element.byteSize()) {
      MemorySegment.copy(element, 0, block, offset, element.byteSize());
    }
    return new PadFill(block);
  }

  /// Fills whole elements.
  void fill(MemorySegment target, long offset, long bytes) {
    for (long done = 0; done < bytes; done += BLOCK_BYTES) {
      MemorySegment.copy(block, 0, target, offset + done, Math.min(BLOCK_BYTES, bytes - done));
    }
  }
}
