package dev.sheaf.order;

import java.util.List;
import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;

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
