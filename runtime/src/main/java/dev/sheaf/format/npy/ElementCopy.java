package dev.sheaf.format.npy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Copies elements from a file's bytes into memory, where numbers have this machine's byte order.
///
/// @param unit how many bytes one number has: 1, 2, 4 or 8
/// @param parts how many numbers one element has: 2 for complex ones, else 1
/// @param order the byte order of the numbers in the file
record ElementCopy(int unit, int parts, ByteOrder order) {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  /// How many bytes one element has.
  int elementBytes() {
    return unit * parts;
  }

  /// Copies `count` elements that lie side by side.
  void run(MemorySegment from, long fromByte, MemorySegment to, long toByte, long count) {
    if (order.equals(ByteOrder.nativeOrder())) {
      MemorySegment.copy(from, fromByte, to, toByte, count * elementBytes());
    } else {
      numbers(from, fromByte, unit, to, toByte, unit, count * parts);
    }
  }

  /// Copies `count` elements, of which each starts `fromStep` bytes after the one before it, and `toStep` bytes in
  /// `to`.
  void strided(
      MemorySegment from, long fromByte, long fromStep, MemorySegment to, long toByte, long toStep, long count) {
    for (int part = 0; part < parts; part++) {
      numbers(from, fromByte + (long) part * unit, fromStep, to, toByte + (long) part * unit, toStep, count);
    }
  }

  private void numbers(
      MemorySegment from, long fromByte, long fromStep, MemorySegment to, long toByte, long toStep, long count) {
    switch (unit) {
      case Byte.BYTES -> {
        for (long i = 0; i < count; i++) {
          to.set(BYTE, toByte + i * toStep, from.get(BYTE, fromByte + i * fromStep));
        }
      }
      case Short.BYTES -> {
        ValueLayout.OfShort stored = SHORT.withOrder(order);
        for (long i = 0; i < count; i++) {
          to.set(SHORT, toByte + i * toStep, from.get(stored, fromByte + i * fromStep));
        }
      }
      case Integer.BYTES -> {
        ValueLayout.OfInt stored = INT.withOrder(order);
        for (long i = 0; i < count; i++) {
          to.set(INT, toByte + i * toStep, from.get(stored, fromByte + i * fromStep));
        }
      }
      default -> {
        ValueLayout.OfLong stored = LONG.withOrder(order);
        for (long i = 0; i < count; i++) {
          to.set(LONG, toByte + i * toStep, from.get(stored, fromByte + i * fromStep));
        }
      }
    }
  }
}
