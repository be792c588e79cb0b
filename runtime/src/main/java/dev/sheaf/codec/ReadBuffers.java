package dev.sheaf.codec;

import java.util.ArrayDeque;

/// Buffers for the readers of a payload's files, handed on from one file to the next: opening a small file then takes
/// no memory beyond what it holds. For any number of threads.
final class ReadBuffers {
  /// More are not kept than threads usually read at once; those that are left over are garbage.
  private static final int MOST_KEPT = 16;

  /// One that has grown for a long text is not kept.
  private static final int MOST_BYTES = 2 * JsonReader.CHUNK_BYTES;

  private final ArrayDeque<byte[]> kept = new ArrayDeque<>();

  /// A buffer of at least `bytes` bytes, with any content.
  byte[] take(int bytes) {
    byte[] buffer;
    synchronized (kept) {
      buffer = kept.poll();
    }
    return buffer != null && buffer.length >= bytes ? buffer : new byte[bytes];
  }

  /// Takes back a buffer that nobody reads or writes any more.
  void giveBack(byte[] buffer) {
    synchronized (kept) {
      if (kept.size() < MOST_KEPT && buffer.length <= MOST_BYTES) {
        kept.push(buffer);
      }
    }
  }
}
