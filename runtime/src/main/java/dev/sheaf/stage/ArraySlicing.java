package dev.sheaf.stage;

import dev.sheaf.array.NdArray;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Cuts arrays along their first axis. Slices are views; arrays that are put together are copies on the heap.
final class ArraySlicing implements RowSlicing<NdArray> {
  private static final String OPERATOR = "rebatch";

  @Override
  public long rows(NdArray batch) {
    if (batch.shape().rank() == 0) {
      throw new UnfitItemException(OPERATOR, "an array with rows", batch.toString());
    }
    return batch.shape().dim(0);
  }

  @Override
  public NdArray slice(NdArray batch, long from, long to) {
    return batch.slice(from, to);
  }

  @Override
  public NdArray concatenate(List<NdArray> batches) {
    NdArray first = batches.getFirst();
    long rows = 0;
    long bytes = 0;
    for (NdArray batch : batches) {
      if (batch.dtype() != first.dtype() || !batch.shape().inner().equals(first.shape().inner())) {
        throw new UnfitItemException(OPERATOR, "rows as those of " + first, batch.toString());
      }
      rows += rows(batch);
      bytes += batch.segment().byteSize();
    }
    MemorySegment memory = MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]);
    long offset = 0;
    for (NdArray batch : batches) {
      MemorySegment.copy(batch.segment(), 0, memory, offset, batch.segment().byteSize());
      offset += batch.segment().byteSize();
    }
    return NdArray.wrap(first.dtype(), memory, first.shape().inner().stacked(rows));
  }
}
