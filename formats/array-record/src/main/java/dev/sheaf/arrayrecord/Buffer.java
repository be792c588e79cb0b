package dev.sheaf.arrayrecord;

import java.lang.foreign.MemorySegment;

/// An array that is used again and again, and replaced where it is too short. For one thread.
final class Buffer {
  /// Longer arrays are not kept for the next time.
  private static final int KEPT_BYTES = 1 << 22;

  private byte[] bytes = new byte[0];
  private MemorySegment segment = MemorySegment.ofArray(bytes);

  /// An array of `count` bytes or more, with anything in it.
  byte[] atLeast(int count) {
    if (bytes.length < count) {
      // Twice as long while that is little, so that sizes that grow slowly do not make a new array each time.
      bytes = new byte[count < 1 << 16 ? Integer.highestOneBit(Math.max(count, 256) - 1) << 1 : count];
      segment = MemorySegment.ofArray(bytes);
    }
    return bytes;
  }

  /// The array as a segment.
  MemorySegment segment() {
    return segment;
  }

  /// Lets go of the array, because it is someone else's now.
  void forget() {
    bytes = new byte[0];
    segment = MemorySegment.ofArray(bytes);
  }

  /// Lets go of a long array.
  void trim() {
    if (bytes.length > KEPT_BYTES) {
      forget();
    }
  }
}
