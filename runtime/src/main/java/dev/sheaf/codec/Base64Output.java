package dev.sheaf.codec;

import dev.sheaf.bytes.ByteSink;
import java.util.Arrays;
import java.util.Base64;

/// Writes bytes as a base64 text of any length, a piece at a time. For one thread.
final class Base64Output implements ByteSink {
  /// A multiple of three, so that only the last piece needs padding.
  private static final int PIECE_BYTES = WireOutput.PIECE_BYTES;

  private final Base64.Encoder encoder = Base64.getEncoder();
  private final JsonWriter out;
  private final byte[] piece = new byte[PIECE_BYTES];
  private final byte[] text = new byte[PIECE_BYTES / 3 * 4];
  private int filled;

  Base64Output(JsonWriter out) {
    this.out = out;
  }

  /// Begins the text.
  void begin() {
    out.beginValue();
    out.putByte('"');
    filled = 0;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, PIECE_BYTES - filled);
      System.arraycopy(bytes, offset + done, piece, filled, part);
      filled += part;
      done += part;
      if (filled == PIECE_BYTES) {
        encode(piece);
        filled = 0;
      }
    }
  }

  /// Ends the text.
  void end() {
    encode(Arrays.copyOf(piece, filled));
    out.putByte('"');
  }

  private void encode(byte[] bytes) {
    out.putBytes(text, 0, encoder.encode(bytes, text));
  }
}
