package dev.sheaf.arrayrecord;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A chunk's bytes where they lie in the file, cut into stripes by block headers; or bytes in one piece. Thread-safe.
///
/// The data of a large footer are used where they are: to put them together would take longer than to use a few of
/// them.
final class StripedBytes {
  private final MemorySegment bytes;

  /// Which position of the file `bytes` starts with.
  private final long shift;

  /// Which payload byte is the first; in one piece, where it is in `bytes`.
  private final long first;

  private final long length;
  private final boolean striped;

  private StripedBytes(MemorySegment bytes, long shift, long first, long length, boolean striped) {
    this.bytes = bytes;
    this.shift = shift;
    this.first = first;
    this.length = length;
    this.striped = striped;
  }

  /// All of a piece.
  static StripedBytes whole(MemorySegment bytes) {
    return new StripedBytes(bytes, 0, 0, bytes.byteSize(), false);
  }

  /// The data of a chunk.
  ///
  /// @param bytes a part of the file that holds it
  /// @param shift where that starts
  static StripedBytes of(MemorySegment bytes, long shift, ChunkHeader chunk) {
    long first = BlockLayout.payload(chunk.begin) + BlockLayout.CHUNK_HEADER;
    return new StripedBytes(bytes, shift, first, chunk.dataSize, true);
  }

  long length() {
    return length;
  }

  /// What [#offset] is in.
  MemorySegment bytes() {
    return bytes;
  }

  /// A part of it.
  StripedBytes slice(long from, long count) {
    return new StripedBytes(bytes, shift, first + from, count, striped);
  }

  /// Where in `bytes` a byte is.
  long offset(long index) {
    return striped ? BlockLayout.physical(first + index) - shift : first + index;
  }

  /// How many bytes from one on lie in one piece.
  long run(long index) {
    long left = length - index;
    return striped ? Math.min(left, BlockLayout.PAYLOAD - (first + index) % BlockLayout.PAYLOAD) : left;
  }

  byte get(long index) {
    return bytes.get(ValueLayout.JAVA_BYTE, offset(index));
  }

  /// Copies bytes to the start of `target`.
  void copy(long index, MemorySegment target, long count) {
    long done = 0;
    while (done < count) {
      long piece = Math.min(run(index + done), count - done);
      MemorySegment.copy(bytes, offset(index + done), target, done, piece);
      done += piece;
    }
  }
}
