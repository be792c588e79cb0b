package dev.sheaf.batch;

import dev.sheaf.array.Int64Array;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// One piece of native memory for one batch: first every part is reserved, then all are allocated at once.
///
/// It comes from a [BatchStore]: by default it belongs to the batch and is freed when the garbage collector finds that
/// nothing reaches it any more; it counts against the limit of direct memory, so that the collector runs before it is
/// exhausted. For one thread.
final class BatchMemory {
  private final BatchStore store;
  private final List<Runnable> writes = new ArrayList<>();
  private long reserved;
  private MemorySegment memory = MemorySegment.NULL;

  /// Memory that is handed over with the batch.
  BatchMemory() {
    this(new BatchStore.HandedOver());
  }

  BatchMemory(BatchStore store) {
    this.store = store;
  }

  /// A place inside the memory.
  record Part(long offset, long bytes) {}

  /// Reserves `count` elements of `elementBytes` each.
  Part reserve(long count, long elementBytes) {
    long bytes = Math.multiplyExact(count, elementBytes);
    Part part = new Part(reserved, bytes);
    reserved = Math.addExact(reserved, Math.addExact(bytes, BatchStore.ALIGNMENT - 1)) & -BatchStore.ALIGNMENT;
    return part;
  }

  /// Reserves room for these numbers, which are written when the memory is allocated.
  Part reserve(long[] numbers) {
    Part part = reserve(numbers.length, Long.BYTES);
    writes.add(() -> MemorySegment.copy(numbers, 0, at(part), ValueLayout.JAVA_LONG, 0, numbers.length));
    return part;
  }

  /// Allocates all that is reserved.
  void allocate() {
    memory = store.take(reserved);
    writes.forEach(Runnable::run);
  }

  /// The memory of one part, once it is allocated.
  MemorySegment at(Part part) {
    return memory.asSlice(part.offset(), part.bytes());
  }

  /// The numbers in one part, once it is allocated.
  Int64Array numbersAt(Part part) {
    return Int64Array.wrap(at(part), Shape.of(part.bytes() / Long.BYTES));
  }
}
