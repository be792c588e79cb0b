package dev.sheaf.arrayrecord;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decoders that are not in use. A thread mostly gets the one back that it used last, with the chunk in it, and waits
/// for nobody; there are never more of them kept than twice the processors. Thread-safe.
final class DecoderPool implements AutoCloseable {
  /// Neighbours in the array share no cache line.
  private static final int STRIDE = 16;

  private final Supplier<ChunkDecoder> maker;
  private final AtomicReferenceArray<@Nullable ChunkDecoder> idle;
  private final int mask;
  private volatile boolean closed;

  DecoderPool(Supplier<ChunkDecoder> maker) {
    this.maker = maker;
    int places = Integer.highestOneBit(Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 64)) * 2;
    this.mask = places - 1;
    this.idle = new AtomicReferenceArray<>(places * STRIDE);
  }

  /// A decoder for this thread, until it gives it back.
  ChunkDecoder take() {
    ChunkDecoder decoder = idle.getAndSet(place(), null);
    return decoder == null ? maker.get() : decoder;
  }

  /// Takes a decoder back.
  void give(ChunkDecoder decoder) {
    decoder.trim();
    ChunkDecoder other = idle.getAndSet(place(), decoder);
    if (other != null) {
      other.close();
    }
    if (closed) {
      close();
    }
  }

  private int place() {
    return ((int) Thread.currentThread().threadId() & mask) * STRIDE;
  }

  @Override
  public void close() {
    closed = true;
    for (int i = 0; i <= mask; i++) {
      ChunkDecoder decoder = idle.getAndSet(i * STRIDE, null);
      if (decoder != null) {
        decoder.close();
      }
    }
  }
}
