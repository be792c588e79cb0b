package dev.sheaf.order;

import java.util.Arrays;
import java.util.List;

/// The items of one part after those of another; an epoch of the whole is the same epoch of every part.
public final class ConcatenatedSamples<T> extends CombinedSamples<T> {
  /// Where each part begins, and where the last one ends.
  private final long[] starts;

  /// @throws IllegalArgumentException if there are no parts, a part is endless, or there are too many items
  public ConcatenatedSamples(List<? extends Samples<? extends T>> parts) {
    super(parts, "concatenate");
    starts = new long[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      long size = parts.get(i).size();
      if (size == UNBOUNDED) {
        throw new IllegalArgumentException(
            "expected parts with an end to concatenate, found the endless %s; nothing would come after it"
                .formatted(parts.get(i)));
      }
      starts[i + 1] = starts[i] + size;
      if (starts[i + 1] < 0 || starts[i + 1] == UNBOUNDED) {
        throw new IllegalArgumentException(
            "expected fewer than %d items to concatenate, found more in the first %d parts"
                .formatted(UNBOUNDED, i + 1));
      }
    }
  }

  @Override
  public long size() {
    return starts[count()];
  }

  @Override
  protected void locate(long[] positions, int count, long[] numbers) {
    long size = size();
    for (int i = 0; i < count; ) {
      long epoch = Math.floorDiv(positions[i], size);
      long first = epoch * size;
      int part = partAt(positions[i] - first);
      long partFirst = first + starts[part];
      long partSize = starts[part + 1] - starts[part];
      long inPart = epochStart(epoch, partSize) - partFirst;
      for (; i < count && Long.compareUnsigned(positions[i] - partFirst, partSize) < 0; i++) {
        positions[i] += inPart;
        numbers[i] = part;
      }
    }
  }

  /// The part that has an item: the last that begins there or before, since parts without items begin where the next does.
  private int partAt(long offset) {
    int found = Arrays.binarySearch(starts, offset);
    int part = found >= 0 ? found : -found - 2;
    while (starts[part + 1] == offset) {
      part++;
    }
    while (starts[part + 1] == starts[part]) {
      part++;
    }
    return part;
  }

  @Override
  protected String call() {
    return "concatenate()";
  }
}
