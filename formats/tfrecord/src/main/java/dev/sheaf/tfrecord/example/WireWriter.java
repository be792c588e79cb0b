package dev.sheaf.tfrecord.example;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Puts fields of protobuf's wire format side by side. For one thread.
final class WireWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// Appends a field that is bytes, a text or a message.
  WireWriter field(int number, byte[] value) {
    varint(((long) number << 3) | WireReader.LENGTH);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  /// Appends a number alone, as it stands in a packed list.
  WireWriter varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    bytes.write((int) left);
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /// A text as messages hold it.
  ///
  /// @throws IllegalArgumentException if it has half of a surrogate pair
  static byte[] utf8(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("expected a text that UTF-8 has, found half of a surrogate pair in it", e);
    }
  }
}
