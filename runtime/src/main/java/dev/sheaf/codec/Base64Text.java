package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A text of strict base64 in a JSON document: the plain alphabet, padded, nothing between.
final class Base64Text {
  /// The text is decoded in pieces that stay in the cache: that is five times as fast as all at once.
  private static final int PIECE_CHARACTERS = 32 << 10;

  private static final long DECODED = -1;

  private final JsonReader in;
  private final long start;
  private final long length;

  /// The text's characters, where they are not simply the bytes of the document.
  private final byte[] unescaped;

  /// @param start the offset of the text's first character
  /// @param end the offset of the quote behind its last
  /// @param escaped whether there are escapes between
  Base64Text(JsonReader in, long start, long end, boolean escaped) {
    this.in = in;
    this.start = start;
    if (escaped) {
      in.seek(start - 1);
      unescaped = in.stringOfAnyLength().getBytes(StandardCharsets.UTF_8);
      length = unescaped.length;
    } else {
      unescaped = new byte[0];
      length = end - start;
    }
  }

  /// The bytes of the text that `in` is at.
  static byte[] bytes(JsonReader in, DecodeLimits limits) {
    if (in.peek() != '"') {
      throw in.unexpected("a text in base64");
    }
    long start = in.offset() + 1;
    boolean escaped = in.skipString();
    long end = in.offset();
    Base64Text text = new Base64Text(in, start, end - 1, escaped);
    MemorySegment bytes = WireBytes.allocate(DType.UINT8, text.byteCount(), limits, in, start);
    text.decode(bytes);
    in.seek(end);
    return (byte[]) bytes.heapBase().orElseThrow();
  }

  /// Decodes the text that the reader is at while it is passed over, if it is base64 of exactly so many bytes; the reader
  /// stands behind the text then, else where it stood.
  ///
  /// What the text should be is checked by its length first, so that no memory is taken for another one.
  ///
  /// @param memory gives memory for the bytes
  /// @return the bytes; null if the text is another one
  static @Nullable MemorySegment decodeNext(JsonReader in, long byteCount, Supplier<MemorySegment> memory) {
    long start = in.offset() + 1;
    long characters = (byteCount + 2) / 3 * 4;
    if (byteCount == 0 || characters > in.remaining() - 2 || in.byteAt(start + characters) != '"') {
      return null;
    }
    Base64Text text = new Base64Text(in, start, start + characters, false);
    if (text.byteCount() != byteCount) {
      return null;
    }
    MemorySegment target = memory.get();
    if (text.pieces(intoSegment(target)) != DECODED) {
      return null;
    }
    in.seek(start + characters + 1);
    return target;
  }

  /// How many bytes the text decodes to, if it is base64.
  long byteCount() {
    if (length % 4 != 0) {
      throw in.error(Rule.BASE64, start, "base64 in groups of four characters", "%d characters".formatted(length));
    }
    if (length == 0) {
      return 0;
    }
    byte[] tail = new byte[2];
    characters(length - 2, tail);
    return length / 4 * 3 - (tail[1] != '=' ? 0 : tail[0] != '=' ? 1 : 2);
  }

  /// Decodes into `target`, which has exactly [#byteCount()] bytes.
  void decode(MemorySegment target) {
    demandDecoded(pieces(intoSegment(target)));
  }

  /// Sees to it that the text is base64.
  void check() {
    demandDecoded(pieces((_, _, _) -> {}));
  }

  private void demandDecoded(long stop) {
    if (stop != DECODED) {
      throw in.error(Rule.BASE64, start + stop, "base64", "something else, or padding before the end");
    }
  }

  private interface Sink {
    void accept(byte[] bytes, int count, long written);
  }

  private static Sink intoSegment(MemorySegment target) {
    return (bytes, count, written) -> MemorySegment.copy(MemorySegment.ofArray(bytes), 0, target, written, count);
  }

  /// Decodes piece by piece.
  ///
  /// @return where in the text the piece starts that is not base64; [#DECODED] if all are
  private long pieces(Sink sink) {
    long total = byteCount();
    byte[] piece = new byte[(int) Math.min(PIECE_CHARACTERS, length)];
    byte[] bytes = new byte[piece.length / 4 * 3];
    long written = 0;
    for (long at = 0; at < length; at += PIECE_CHARACTERS) {
      if (length - at < piece.length) {
        piece = new byte[(int) (length - at)];
      }
      characters(at, piece);
      int decoded = decode(piece, bytes);
      boolean last = at + piece.length == length;
      if (last ? written + decoded != total : decoded < bytes.length) {
        return at;
      }
      sink.accept(bytes, decoded, written);
      written += decoded;
    }
    return DECODED;
  }

  /// How many bytes the piece decodes to; -1 if it is not base64.
  private static int decode(byte[] piece, byte[] bytes) {
    try {
      return Base64.getDecoder().decode(piece, bytes);
    } catch (IllegalArgumentException _) {
      return -1;
    }
  }

  private void characters(long from, byte[] target) {
    if (unescaped.length > 0) {
      System.arraycopy(unescaped, (int) from, target, 0, target.length);
    } else {
      in.readAt(start + from, target, target.length);
    }
  }
}
