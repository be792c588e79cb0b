package dev.sheaf.codec;

import dev.sheaf.bytes.ByteSink;
import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;

/// Passes on the elements of an array as the wire has them: dense, row-major, little-endian, booleans as 0 and 1.
final class WireOutput {
  /// A multiple of every element's size, and of the three bytes that base64 takes at a time.
  static final int PIECE_BYTES = 48 << 10;

  private final byte[] piece = new byte[PIECE_BYTES];

  /// Passes on all elements, [#PIECE_BYTES] at a time.
  ///
  /// @param values the elements in native byte order
  void write(DType dtype, MemorySegment values, ByteSink sink) {
    MemorySegment target = MemorySegment.ofArray(piece);
    for (long at = 0; at < values.byteSize(); at += PIECE_BYTES) {
      int count = (int) Math.min(PIECE_BYTES, values.byteSize() - at);
      MemorySegment.copy(values, at, target, 0, count);
      if (dtype == DType.BOOL) {
        for (int i = 0; i < count; i++) {
          piece[i] = (byte) (piece[i] != 0 ? 1 : 0);
        }
      }
      // The way there is the way back.
      WireBytes.toNativeOrder(target.asSlice(0, count), dtype);
      sink.write(piece, 0, count);
    }
  }
}
