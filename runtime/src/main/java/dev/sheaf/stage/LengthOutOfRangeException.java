package dev.sheaf.stage;

import dev.sheaf.DataException;
import java.io.Serial;

/// An item is shorter or longer than a pipeline takes.
public final class LengthOutOfRangeException extends DataException {
  @Serial private static final long serialVersionUID = 1L;

  private final long length;
  private final long min;
  private final long max;

  LengthOutOfRangeException(String stage, long length, long min, long max, String advice) {
    super(
        "expected an item of length %d to %d, found length %d; %s".formatted(min, max, length, advice),
        stage,
        NOWHERE,
        "a length of %d to %d".formatted(min, max),
        Long.toString(length),
        null);
    this.length = length;
    this.min = min;
    this.max = max;
  }

  /// The item's length.
  public long length() {
    return length;
  }

  /// The least length.
  public long min() {
    return min;
  }

  /// The greatest length.
  public long max() {
    return max;
  }
}
