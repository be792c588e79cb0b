package dev.sheaf.order;

import org.jspecify.annotations.Nullable;

/// Positions that a function of the user says: where it fails, only the item there cannot be made.
final class SaidPositions {
  /// Asks for the first `count` of `positions`, and replaces them.
  @FunctionalInterface
  interface Asking {
    void ask(long[] positions, int count);
  }

  /// Reads the items at the first `count` of the positions that were said.
  @FunctionalInterface
  interface Rest {
    void read(long[] positions, int count, @Nullable Object[] items);
  }

  private SaidPositions() {}

  /// Reads as [Samples#read] does. Where a function fails, all are asked for again one by one.
  static void read(
      long[] positions, int count, @Nullable Object[] items, Reading reading, Asking asking, Rest rest) {
    long[] asked = reading.longs(count);
    System.arraycopy(positions, 0, asked, 0, count);
    Throwable failure = ask(positions, count, reading, asking);
    if (failure == null) {
      rest.read(positions, count, items);
    } else if (count == 1) {
      items[0] = new Fault(Fault.READ, -1, failure);
      positions[0] = -1;
    } else {
      @Nullable Object[] item = reading.objects(1);
      long[] position = reading.longs(1);
      for (int i = 0; i < count; i++) {
        reading.check();
        position[0] = asked[i];
        item[0] = null;
        read(position, 1, item, reading, asking, rest);
        items[i] = item[0];
        positions[i] = position[0];
      }
      reading.giveBack(position);
      reading.giveBack(item, 1);
    }
    reading.giveBack(asked);
  }

  private static @Nullable Throwable ask(long[] positions, int count, Reading reading, Asking asking) {
    reading.enterUserCode();
    try {
      asking.ask(positions, count);
      return null;
    } catch (Throwable e) {
      return e;
    } finally {
      reading.leaveUserCode();
    }
  }
}
