package dev.sheaf.hdf5;

import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/// The elements of a dataset in one piece, in row-major order.
///
/// @param start where the first one is in the file
/// @param shape of the dataset
@SuppressWarnings("ArrayRecordComponent") // Read by position, never compared.
record PlainStore(InputFile file, long start, Shape shape, int elementBytes, long[] strides)
    implements ElementStore {
  /// As much is read at a time where not all of it is wanted.
  private static final long WINDOW = 8L << 20;

  PlainStore(InputFile file, long start, Shape shape, int elementBytes) {
    this(file, start, shape, elementBytes, ElementStore.strides(shape, elementBytes));
  }

  @Override
  public Optional<MemorySegment> view(Region region) {
    if (!region.dense(shape)) {
      return Optional.empty();
    }
    long from = region.rank() == 0 || region.shape().size() == 0 ? 0 : region.from()[0] * strides[0];
    return Optional.of(file.slice(new ByteRange(start + from, region.shape().size() * elementBytes)));
  }

  @Override
  public void read(Region region, MemorySegment target) {
    if (region.shape().size() == 0) {
      return;
    }
    if (region.dense(shape)) {
      long from = region.rank() == 0 ? 0 : region.from()[0] * strides[0];
      file.read(start + from, target);
      return;
    }
    read(region, 0, start, target, 0, ElementStore.strides(region.shape(), elementBytes));
  }

  /// Reads the axes from `axis` on, of what is at `at` in the file.
  private void read(Region region, int axis, long at, MemorySegment target, long targetAt, long[] targetStrides) {
    long rowBytes = strides[axis];
    long step = region.step()[axis];
    long count = region.shape().dim(axis);
    long first = at + region.from()[axis] * rowBytes;
    if (axis + 1 < region.rank() && rowBytes > WINDOW) {
      for (long i = 0; i < count; i++) {
        read(region, axis + 1, first + i * step * rowBytes, target, targetAt + i * targetStrides[axis], targetStrides);
      }
      return;
    }
    long window = Math.max(1, WINDOW / rowBytes / step);
    int rank = region.rank();
    long[] sourceSteps = new long[rank - axis];
    long[] counts = new long[rank - axis];
    long inner = 0;
    long last = 0;
    for (int i = axis; i < rank; i++) {
      sourceSteps[i - axis] = strides[i] * region.step()[i];
      counts[i - axis] = region.shape().dim(i);
      if (i > axis) {
        inner += region.from()[i] * strides[i];
        last += (counts[i - axis] - 1) * sourceSteps[i - axis];
      }
    }
    long[] targetSteps = Arrays.copyOfRange(targetStrides, axis, rank);
    for (long done = 0; done < count; done += window) {
      counts[0] = Math.min(window, count - done);
      long bytes = (counts[0] - 1) * sourceSteps[0] + last + elementBytes;
      MemorySegment source = file.slice(new ByteRange(first + done * sourceSteps[0] + inner, bytes));
      Boxes.copy(source, 0, sourceSteps, target, targetAt + done * targetSteps[0], targetSteps, counts, elementBytes);
    }
  }

  @Override
  public long offset(long row) {
    return strides.length == 0 ? start : start + row * strides[0];
  }
}
