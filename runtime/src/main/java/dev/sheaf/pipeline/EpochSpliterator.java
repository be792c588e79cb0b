package dev.sheaf.pipeline;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The items of an epoch for a stream: never in parts, and never said to be so many, so that a stream that counts them
/// receives them all the same.
///
/// @param <T> the items
record EpochSpliterator<T>(Iterator<T> items) implements Spliterator<T> {
  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    if (!items.hasNext()) {
      return false;
    }
    action.accept(items.next());
    return true;
  }

  @Override
  public @Nullable Spliterator<T> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return Long.MAX_VALUE;
  }

  @Override
  public int characteristics() {
    return ORDERED | NONNULL;
  }
}
