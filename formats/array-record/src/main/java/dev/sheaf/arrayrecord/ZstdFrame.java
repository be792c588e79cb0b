package dev.sheaf.arrayrecord;

/// The outside of a Zstandard frame: where it ends, and what is in it if nothing is compressed.
///
/// A section must be one frame and nothing else, and the library also takes several, or frames to be skipped. Short
/// contents, such as the size of a single record, are stored as they are: to take them out here costs less than a call.
/// See [RFC 8878](https://www.rfc-editor.org/rfc/rfc8878).
final class ZstdFrame {
  private static final int MAGIC_BYTES = 4;
  private static final int RAW = 0;
  private static final int RUN = 1;
  private static final int COMPRESSED = 2;

  private ZstdFrame() {}

  /// How many bytes the frame at the start has; -1 where there is no whole one, or it needs a dictionary.
  static int length(byte[] bytes, int size) {
    int at = headerLength(bytes, size);
    while (at >= 0 && at + 3 <= size) {
      int block = block(bytes, at);
      int kind = (block >>> 1) & 3;
      if (kind > COMPRESSED) {
        return -1;
      }
      at += 3 + (kind == RUN ? 1 : block >>> 3);
      if (at > size) {
        return -1;
      }
      if ((block & 1) != 0) {
        int end = at + ((bytes[MAGIC_BYTES] & 4) != 0 ? 4 : 0);
        return end <= size ? end : -1;
      }
    }
    return -1;
  }

  /// Where the content of a whole frame is that has one block, not compressed, and no checksum; -1 for any other.
  static int plainContent(byte[] bytes, int size) {
    int at = headerLength(bytes, size);
    if (at < 0 || (bytes[MAGIC_BYTES] & 4) != 0 || at + 3 > size) {
      return -1;
    }
    int block = block(bytes, at);
    boolean plain = (block & 1) != 0 && ((block >>> 1) & 3) == RAW && at + 3 + (block >>> 3) == size;
    // The head may say how many bytes there are; whether it says so rightly is for the library, unless it is short.
    return plain && bytes[MAGIC_BYTES] == 0x20 && (bytes[MAGIC_BYTES + 1] & 0xff) == block >>> 3 ? at + 3 : -1;
  }

  /// How many bytes come before the first block; -1 where it is no head of a frame without a dictionary.
  private static int headerLength(byte[] bytes, int size) {
    if (size < MAGIC_BYTES + 1
        || bytes[0] != 0x28
        || bytes[1] != (byte) 0xb5
        || bytes[2] != 0x2f
        || bytes[3] != (byte) 0xfd) {
      return -1;
    }
    int descriptor = bytes[MAGIC_BYTES];
    boolean single = (descriptor & 0x20) != 0;
    boolean dictionary = (descriptor & 3) != 0;
    int contentSize = 1 << ((descriptor >>> 6) & 3);
    int length = MAGIC_BYTES + 1 + (single ? 0 : 1) + (contentSize == 1 && !single ? 0 : contentSize);
    return dictionary ? -1 : length;
  }

  private static int block(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8) | ((bytes[at + 2] & 0xff) << 16);
  }
}
