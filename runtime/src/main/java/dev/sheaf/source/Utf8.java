package dev.sheaf.source;

import dev.sheaf.io.MalformedTextException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Text out of bytes, strictly.
final class Utf8 {
  /// What Java puts in the place of bytes that are no UTF-8; it may stand in a text too.
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /// @param file what to call the source in errors
  /// @param offset where in it the bytes are
  /// @throws MalformedTextException if they are not UTF-8
  static String decode(byte[] bytes, String file, long offset) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      check(bytes, file, offset);
    }
    return text;
  }

  private static void check(byte[] bytes, String file, long offset) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(in, CharBuffer.allocate(bytes.length), true);
    if (result.isError()) {
      throw new MalformedTextException(file, offset + in.position(), bytes[in.position()]);
    }
  }
}
