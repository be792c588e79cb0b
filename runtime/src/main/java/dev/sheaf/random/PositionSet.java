package dev.sheaf.random;

import java.util.Arrays;

/// Up to so many positions, each once: open addressing, without boxes.
final class PositionSet {
  private static final long FREE = -1;

  private final long[] slots;

  /// @param capacity how many there will be at most, up to 2^29
  PositionSet(int capacity) {
    slots = new long[Integer.highestOneBit(Math.max(2, capacity + capacity / 4)) << 1];
    Arrays.fill(slots, FREE);
  }

  /// Whether the position was not there yet.
  boolean add(long position) {
    int slot = (int) position & slots.length - 1;
    while (slots[slot] != FREE && slots[slot] != position) {
      slot = slot + 1 & slots.length - 1;
    }
    boolean added = slots[slot] == FREE;
    slots[slot] = position;
    return added;
  }
}
