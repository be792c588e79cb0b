package dev.sheaf.pipeline;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Writes tar archives, block by block, the sound and the odd.
final class TarFile {
  private static final int BLOCK = 512;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// An archive of texts.
  static <T> byte[] of(List<T> files, Function<T, String> name, Function<T, String> text) {
    TarFile archive = new TarFile();
    files.forEach(file -> archive.entry('0', name.apply(file), text.apply(file)));
    return archive.ended();
  }

  /// One header with its content, of a type of POSIX's.
  TarFile entry(char type, String name, String text) {
    return entry(type, "", name, text.getBytes(StandardCharsets.UTF_8), true);
  }

  TarFile entry(char type, String prefix, String name, byte[] content, boolean posix) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 124, "%011o\0".formatted(content.length));
    put(header, 136, "00000000000\0");
    header[156] = (byte) type;
    put(header, 257, posix ? "ustar\000\060\060" : "ustar  \0");
    put(header, 345, prefix);
    return raw(withChecksum(header)).raw(content);
  }

  static byte[] withChecksum(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xFF;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(encoded, 0, header, at, encoded.length);
  }

  /// A record of pax, with the length that counts itself.
  static String pax(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.getBytes(StandardCharsets.UTF_8).length;
    int all = length + 1;
    while ((all + "").length() + length != all) {
      all++;
    }
    return all + rest;
  }

  /// These bytes, filled up to whole blocks.
  TarFile raw(byte[] content) {
    bytes.writeBytes(content);
    bytes.writeBytes(new byte[Math.floorMod(-content.length, BLOCK)]);
    return this;
  }

  byte[] ended() {
    bytes.writeBytes(new byte[2 * BLOCK]);
    return bytes.toByteArray();
  }

  byte[] withoutEnd() {
    return bytes.toByteArray();
  }
}
