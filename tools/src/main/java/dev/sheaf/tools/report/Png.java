package dev.sheaf.tools.report;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes pictures as PNG: 8 bits, no interlacing, no filter. The same picture gives the same bytes.
///
/// See [the specification](https://www.w3.org/TR/png-3/).
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] COLOUR_TYPES = {0, 0, 4, 2, 6};

  private Png() {}

  /// @param channels 1 grey, 2 grey and alpha, 3 red, green and blue, 4 the same and alpha
  /// @param samples row after row, pixel after pixel
  static byte[] write(int width, int height, int channels, byte[] samples) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) 8).put(COLOUR_TYPES[channels]).put((byte) 0).put((byte) 0).put((byte) 0);
    chunk(out, "IHDR", header.array(), 13);
    byte[] lines = new byte[height * (width * channels + 1)];
    for (int y = 0; y < height; y++) {
      // A line begins with its filter: 0, none.
      System.arraycopy(samples, y * width * channels, lines, y * (width * channels + 1) + 1, width * channels);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(lines);
      deflater.finish();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    chunk(out, "IDAT", packed.toByteArray(), packed.size());
    chunk(out, "IEND", new byte[0], 0);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data, int length) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
