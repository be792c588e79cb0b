package dev.sheaf.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text that comes back as it was.
final class StrictText {
  private StrictText() {}

  /// @throws IllegalArgumentException if there is an unpaired surrogate in it
  static ByteBuffer utf8(String text) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("expected text that UTF-8 has, found an unpaired surrogate in it", e);
    }
  }
}
