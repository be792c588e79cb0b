package dev.sheaf.pipeline;

import dev.sheaf.order.Ending;
import dev.sheaf.order.Fault;
import dev.sheaf.order.FaultTolerance;
import dev.sheaf.order.Partial;
import dev.sheaf.order.Reading;
import dev.sheaf.order.Samples;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one item of an order, on the calling thread.
final class IndexedRead {
  private IndexedRead() {}

  @SuppressWarnings("unchecked") // The samples put nothing else there.
  static <T> Optional<T> at(Samples<T> samples, long position) {
    long size = samples.size();
    if (size == 0) {
      throw new IllegalArgumentException(
          "expected items, found the pipeline empty when asked for position %d: %s".formatted(position, samples));
    }
    long epoch = Math.floorDiv(position, size);
    long epochs = Long.MAX_VALUE / Math.max(1, samples.widest());
    if (epoch >= epochs || epoch < -epochs || (size == Samples.UNBOUNDED && position < 0)) {
      throw new IllegalArgumentException(
          "expected a position of an epoch from %d to %d, found %d, of epoch %d"
              .formatted(size == Samples.UNBOUNDED ? 0 : -epochs, epochs - 1, position, epoch));
    }
    @Nullable Object[] items = new Object[1];
    samples.read(new long[] {position}, 1, items, new Reading(Ending.ofCaller(), FaultTolerance.NONE));
    return switch (items[0]) {
      case null -> Optional.empty();
      case Fault fault -> throw new PipelineException(fault, true, epoch, position - epoch * size);
      case Partial(Object item, _) -> item.equals(Partial.NOTHING) ? Optional.empty() : Optional.of((T) item);
      case Object item -> Optional.of((T) item);
    };
  }
}
