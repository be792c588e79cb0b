package dev.sheaf.batch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Where the memory of batches comes from. Those that are used again are for one thread at a time.
sealed interface BatchStore {
  /// A cache line and the widest vector; what Arrow asks of its buffers.
  long ALIGNMENT = 64;

  /// Native memory for one batch, aligned; what is in it is undefined.
  MemorySegment take(long bytes);

  /// The last batch is no longer looked at.
  default void recycle() {}

  /// Frees what is held.
  default void free() {}

  /// Memory for each batch, freed when the garbage collector finds that nothing reaches it any more.
  record HandedOver() implements BatchStore {
    @Override
    public MemorySegment take(long bytes) {
      return Arena.ofAuto().allocate(Math.max(bytes, ALIGNMENT), ALIGNMENT);
    }
  }

  /// One piece of memory for one batch after the other, which grows with the largest of them.
  final class Reused implements BatchStore {
    /// How much more than needed is allocated when it grows: the next batch may be a little larger.
    private static final int SPARE = 8;

    private @Nullable Arena arena;
    private MemorySegment memory = MemorySegment.NULL;

    @Override
    public MemorySegment take(long bytes) {
      long needed = Math.max(bytes, ALIGNMENT);
      if (memory.byteSize() < needed) {
        long capacity = arena == null ? needed : Math.addExact(needed, needed / SPARE);
        free();
        Arena grown = Arena.ofShared();
        memory = grown.allocate(capacity, ALIGNMENT);
        arena = grown;
      }
      return memory;
    }

    @Override
    public void free() {
      Arena old = arena;
      if (old != null) {
        arena = null;
        memory = MemorySegment.NULL;
        old.close();
      }
    }
  }

  /// Memory for each batch, freed as soon as the batch is given back: whoever reads it then learns so.
  final class Guarded implements BatchStore {
    private @Nullable Arena arena;

    @Override
    public MemorySegment take(long bytes) {
      free();
      Arena fresh = Arena.ofShared();
      arena = fresh;
      return fresh.allocate(Math.max(bytes, ALIGNMENT), ALIGNMENT);
    }

    @Override
    public void recycle() {
      free();
    }

    @Override
    public void free() {
      Arena old = arena;
      if (old != null) {
        arena = null;
        old.close();
      }
    }
  }
}
