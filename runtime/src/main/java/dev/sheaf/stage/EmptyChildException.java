package dev.sheaf.stage;

import dev.sheaf.DataException;
import java.io.Serial;

/// One of those that are sampled has no items, so that it cannot be drawn.
public final class EmptyChildException extends DataException {
  @Serial private static final long serialVersionUID = 1L;

  private final int index;

  EmptyChildException(int index) {
    super(
        "sample: expected items, found none in the one at %d; leave out those that are exhausted, or do not sample it"
            .formatted(index),
        "sample",
        NOWHERE,
        "items",
        "none",
        null);
    this.index = index;
  }

  /// Which one, from 0.
  public int index() {
    return index;
  }
}
