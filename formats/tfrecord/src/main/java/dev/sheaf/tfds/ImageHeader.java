package dev.sheaf.tfds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// What a picture's file says of itself before its pixels are looked at.
///
/// @param format `png` or `jpeg`
/// @param bytesPerPixel how many it takes when it is decoded
record ImageHeader(String format, int width, int height, int bytesPerPixel) {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int PNG_HEADER = 0x49484452;
  private static final int PNG_END = 0x49454e44;

  /// A chunk's type with this bit in it can be done without.
  private static final int PNG_ANCILLARY = 0x20000000;

  /// Its length, its type and its checksum.
  private static final int PNG_CHUNK_BYTES = 12;

  private static final int PALETTE = 3;
  private static final int JPEG_START = 0xffd8;
  private static final int JPEG_END = 0xffd9;
  private static final int JPEG_DATA = 0xda;

  /// Reads it, and what of the file can be checked without decoding; null where that is no picture, or a damaged one.
  static @Nullable ImageHeader of(byte[] file) {
    if (file.length > PNG.length && Arrays.equals(file, 0, PNG.length, PNG, 0, PNG.length)) {
      return ofPng(ByteBuffer.wrap(file).order(ByteOrder.BIG_ENDIAN));
    }
    if (file.length > 2 && ByteBuffer.wrap(file).getShort(0) == (short) JPEG_START) {
      return ofJpeg(ByteBuffer.wrap(file).order(ByteOrder.BIG_ENDIAN));
    }
    return null;
  }

  /// Whether it is a picture as GIF, WebP, BMP or TIFF have it.
  static boolean isOther(byte[] file) {
    String start = new String(file, 0, Math.min(file.length, 12), StandardCharsets.ISO_8859_1);
    return start.startsWith("GIF8")
        || (start.startsWith("RIFF") && start.endsWith("WEBP"))
        || start.startsWith("BM")
        || start.startsWith("II*\0")
        || start.startsWith("MM\0*");
  }

  /// Goes through all chunks, and verifies the checksums of those that pictures are made of.
  private static @Nullable ImageHeader ofPng(ByteBuffer file) {
    ImageHeader header = null;
    int at = PNG.length;
    while (file.capacity() - at >= PNG_CHUNK_BYTES) {
      int length = file.getInt(at);
      int type = file.getInt(at + 4);
      if (length < 0 || length > file.capacity() - at - PNG_CHUNK_BYTES) {
        return null;
      }
      if ((type & PNG_ANCILLARY) == 0 && !sound(file, at + 4, length + 4)) {
        return null;
      }
      if (header == null) {
        header = type == PNG_HEADER && length == 13 ? pngHeader(file, at + 8) : null;
        if (header == null) {
          return null;
        }
      }
      if (type == PNG_END) {
        return header;
      }
      at += PNG_CHUNK_BYTES + length;
    }
    return null;
  }

  private static boolean sound(ByteBuffer file, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(file.slice(from, length));
    return (int) crc.getValue() == file.getInt(from + length);
  }

  private static @Nullable ImageHeader pngHeader(ByteBuffer file, int at) {
    int channels =
        switch (file.get(at + 9)) {
          case 0 -> 1;
          case 2 -> 3;
          case PALETTE, 6 -> 4;
          case 4 -> 2;
          default -> 0;
        };
    int bytes = channels * (file.get(at + 8) == Short.SIZE ? 2 : 1);
    return sized("png", file.getInt(at), file.getInt(at + 4), bytes);
  }

  /// Goes through the segments before the data, and looks for the end behind them: a decoder makes up what is cut off.
  private static @Nullable ImageHeader ofJpeg(ByteBuffer file) {
    ImageHeader header = null;
    int at = 2;
    while (file.capacity() - at >= 4 && (file.get(at) & 0xff) == 0xff) {
      int marker = file.get(at + 1) & 0xff;
      if (marker == 0xff) {
        // Filling between segments.
        at++;
        continue;
      }
      if (marker == JPEG_DATA) {
        return endsAfter(file, at) ? header : null;
      }
      int length = Short.toUnsignedInt(file.getShort(at + 2));
      boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame && file.capacity() - at >= 10) {
        int height = Short.toUnsignedInt(file.getShort(at + 5));
        int width = Short.toUnsignedInt(file.getShort(at + 7));
        header = sized("jpeg", width, height, file.get(at + 9) & 0xff);
      }
      at += 2 + length;
    }
    return null;
  }

  /// Among the data, 0xff is never followed by this.
  private static boolean endsAfter(ByteBuffer file, int data) {
    for (int at = file.capacity() - 2; at > data; at--) {
      if (file.getShort(at) == (short) JPEG_END) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable ImageHeader sized(String format, int width, int height, int bytesPerPixel) {
    return width < 1 || height < 1 || bytesPerPixel < 1 ? null : new ImageHeader(format, width, height, bytesPerPixel);
  }

  /// How many bytes its pixels take; the largest number there is where they are more.
  long pixelBytes() {
    long pixels = (long) width * height;
    return pixels > Long.MAX_VALUE / bytesPerPixel ? Long.MAX_VALUE : pixels * bytesPerPixel;
  }
}
