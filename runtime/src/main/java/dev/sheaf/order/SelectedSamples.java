package dev.sheaf.order;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.function.LongUnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The items at chosen positions of each epoch, in the order in which they were chosen.
public final class SelectedSamples<T> extends ReorderedSamples<T> {
  private final LongUnaryOperator chosen;
  private final long size;
  private final long parentSize;
  private final String call;

  /// Whether a function of the user chooses, which may fail.
  private final boolean isSaid;

  private SelectedSamples(Samples<T> parent, long size, LongUnaryOperator chosen, boolean isSaid, String call) {
    super(parent);
    if (size < 0) {
      throw new IllegalArgumentException("expected a size of 0 or more, found " + size);
    }
    this.chosen = chosen;
    this.isSaid = isSaid;
    this.size = size;
    this.parentSize = parent.size();
    this.call = call;
  }

  /// The items at these positions; a position may come more than once.
  ///
  /// @param positions are copied
  /// @throws IllegalArgumentException if one is not a position of an epoch
  public static <T> SelectedSamples<T> positions(Samples<T> parent, long... positions) {
    long[] copy = positions.clone();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] < 0 || copy[i] >= parent.size()) {
        throw new IllegalArgumentException(
            "expected positions from 0 to %d to select, found %d at %d".formatted(parent.size() - 1, copy[i], i));
      }
    }
    return new SelectedSamples<>(
        parent, copy.length, i -> copy[(int) i], false, "select(%d, %s)".formatted(copy.length, checksum(copy)));
  }

  /// The items whose bits are set, in their own order.
  ///
  /// @param mask is copied
  /// @throws IllegalArgumentException if it is longer than an epoch
  public static <T> SelectedSamples<T> mask(Samples<T> parent, BitSet mask) {
    if (mask.length() > parent.size()) {
      throw new IllegalArgumentException(
          "expected a mask of up to %d bits, found one of %d".formatted(parent.size(), mask.length()));
    }
    long[] words = mask.toLongArray();
    SetBits bits = new SetBits(words);
    return new SelectedSamples<>(
        parent, bits.count(), bits::at, false, "select(%d of mask %s)".formatted(bits.count(), checksum(words)));
  }

  /// The items where a function says, which is called for each position from 0 to `size - 1`.
  ///
  /// @param size how many there are
  /// @param chosen gives a position of an epoch; is called by many threads at once
  /// @throws IllegalArgumentException if `size` is negative
  public static <T> SelectedSamples<T> by(Samples<T> parent, long size, LongUnaryOperator chosen) {
    return new SelectedSamples<>(parent, size, chosen, true, "select(" + size + ")");
  }

  private static String checksum(long[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
    CRC32C checksum = new CRC32C();
    for (long number : numbers) {
      checksum.update(bytes.clear().putLong(number).flip());
    }
    return "%08x".formatted(checksum.getValue());
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long[] positions, int count, @Nullable Object[] items, Reading reading) {
    if (isSaid) {
      SaidPositions.read(
          positions,
          count,
          items,
          reading,
          this::toParent,
          (said, many, read) -> parent().read(said, many, read, reading));
    } else {
      super.read(positions, count, items, reading);
    }
  }

  /// One item is missing where the function fails.
  @Override
  public long rowsAt(long position) {
    try {
      return super.rowsAt(position);
    } catch (Throwable e) {
      if (isSaid) {
        return 1;
      }
      throw e;
    }
  }

  @Override
  protected void toParent(long[] positions, int count) {
    for (int i = 0; i < count; ) {
      long epoch = Math.floorDiv(positions[i], size);
      long first = epoch * size;
      long parentFirst = parentSize == UNBOUNDED ? 0 : epochStart(epoch, parentSize);
      for (; i < count && Long.compareUnsigned(positions[i] - first, size) < 0; i++) {
        long position = chosen.applyAsLong(positions[i] - first);
        if (Long.compareUnsigned(position, parentSize) >= 0) {
          throw new IllegalArgumentException(
              "expected a position from 0 to %d selected for %d, found %d"
                  .formatted(parentSize - 1, positions[i] - first, position));
        }
        positions[i] = parentFirst + position;
      }
    }
  }

  @Override
  protected String call() {
    return call;
  }
}
