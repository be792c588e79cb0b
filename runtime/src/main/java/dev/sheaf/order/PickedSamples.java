package dev.sheaf.order;

import java.util.List;
import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Items that two functions pick: of which part each is, and where it stands there. They are asked for positions as they
/// come, of any epoch.
public final class PickedSamples<T> extends CombinedSamples<T> {
  private final long size;
  private final LongToIntFunction part;
  private final LongUnaryOperator position;

  /// @param size how many items an epoch has
  /// @throws IllegalArgumentException if there are no parts, or `size` is negative
  public PickedSamples(
      List<? extends Samples<? extends T>> parts, long size, LongToIntFunction part, LongUnaryOperator position) {
    super(parts, "pick from");
    if (size < 0) {
      throw new IllegalArgumentException("expected a size of 0 or more, found " + size);
    }
    this.size = size;
    this.part = part;
    this.position = position;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long[] positions, int count, @Nullable Object[] items, Reading reading) {
    long[] numbers = reading.longs(count);
    SaidPositions.read(
        positions,
        count,
        items,
        reading,
        (asked, many) -> locate(asked, many, numbers),
        (located, many, read) -> readLocated(located, numbers, many, read, reading));
    reading.giveBack(numbers);
  }

  /// One item is missing where a function fails.
  @Override
  public long rowsAt(long position) {
    try {
      return super.rowsAt(position);
    } catch (Throwable _) {
      return 1;
    }
  }

  @Override
  protected void locate(long[] positions, int count, long[] numbers) {
    for (int i = 0; i < count; i++) {
      int number = part.applyAsInt(positions[i]);
      if (number < 0 || number >= count()) {
        throw new IllegalArgumentException(
            "expected a part from 0 to %d picked for position %d, found %d"
                .formatted(count() - 1, positions[i], number));
      }
      if (part(number).size() == 0) {
        throw new IllegalArgumentException(
            "expected items in a part that is picked, found part %d empty".formatted(number));
      }
      numbers[i] = number;
      positions[i] = position.applyAsLong(positions[i]);
    }
  }

  @Override
  protected String call() {
    return "pick(" + size + ")";
  }
}
