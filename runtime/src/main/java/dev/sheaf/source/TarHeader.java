package dev.sheaf.source;

import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One header of a tar archive: what stands in front of a file, or of what is said about one.
///
/// @param archive what to call the archive in errors
/// @param offset where in it the header is
/// @param bytes the whole block
@SuppressWarnings("ArrayRecordComponent") // Made and looked at by one method, and compared by nobody.
record TarHeader(String archive, long offset, byte[] bytes) {
  static final int BYTES = 512;

  /// More than any name needs.
  static final int MOST_TEXT = 1 << 20;

  private static final int NAME = 0;
  private static final int NAME_BYTES = 100;
  private static final int SIZE = 124;
  private static final int SIZE_BYTES = 12;
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_BYTES = 8;
  private static final int TYPE = 156;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;
  private static final int PREFIX_BYTES = 155;

  /// What follows the header.
  enum Kind {
    /// A regular file.
    FILE,
    /// What is said about the next file: pax, type `x`.
    RECORDS,
    /// The name of the next file: GNU, type `L`.
    LONG_NAME,
    /// What is of no interest here, but has content.
    PASSED_OVER,
    /// A folder, a link, a device: there is no content.
    WITHOUT_CONTENT,
    /// A file with holes: GNU, type `S`.
    SPARSE
  }

  static TarHeader read(InputFile file, long offset) {
    byte[] bytes = new byte[BYTES];
    file.read(offset, MemorySegment.ofArray(bytes));
    return new TarHeader(file.name(), offset, bytes);
  }

  boolean isZero() {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether the checksum is right: of bytes without a sign, or with one, as some old programs have it.
  boolean isSound() {
    int plain = 0;
    int signed = 0;
    for (int i = 0; i < BYTES; i++) {
      byte b = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_BYTES ? (byte) ' ' : bytes[i];
      plain += b & 0xFF;
      signed += b;
    }
    long sum = octal(CHECKSUM, CHECKSUM_BYTES);
    return sum == plain || sum == signed;
  }

  /// This header.
  ///
  /// @throws CorruptDataException if its checksum is wrong
  TarHeader checked() {
    if (!isSound()) {
      throw corrupt("the header of a file, with the right checksum", "other bytes");
    }
    return this;
  }

  Kind kind() {
    return switch (bytes[TYPE]) {
      // Old programs have no type for folders.
      case 0, '0', '7' -> name().endsWith("/") ? Kind.WITHOUT_CONTENT : Kind.FILE;
      case 'x' -> Kind.RECORDS;
      case 'L' -> Kind.LONG_NAME;
      case 'S' -> Kind.SPARSE;
      case '1', '2', '3', '4', '5', '6' -> Kind.WITHOUT_CONTENT;
      default -> Kind.PASSED_OVER;
    };
  }

  /// How many bytes follow.
  ///
  /// @throws CorruptDataException if that is no number
  long size() {
    if (bytes[SIZE] < 0) {
      return binary(SIZE, SIZE_BYTES);
    }
    long size = octal(SIZE, SIZE_BYTES);
    if (size < 0) {
      throw corrupt("a size in octal digits", "other bytes");
    }
    return size;
  }

  /// The name of the file.
  ///
  /// @throws dev.sheaf.io.MalformedTextException if it is not UTF-8
  String name() {
    String name = text(NAME, NAME_BYTES);
    String magic = new String(bytes, MAGIC, 6, StandardCharsets.ISO_8859_1);
    String prefix = magic.equals("ustar\0") ? text(PREFIX, PREFIX_BYTES) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private String text(int from, int length) {
    return untilNul(Arrays.copyOfRange(bytes, from, from + length), archive, offset + from);
  }

  /// Text that ends with a NUL, or with the bytes.
  static String untilNul(byte[] bytes, String archive, long offset) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return Utf8.decode(Arrays.copyOf(bytes, end), archive, offset);
  }

  /// A number in octal digits, between spaces; -1 if there is another byte.
  private long octal(int from, int length) {
    int at = from;
    int end = from + length;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    long number = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '7') {
      number = number << 3 | (bytes[at++] - '0');
    }
    return at == end || bytes[at] == ' ' || bytes[at] == 0 ? number : -1;
  }

  /// A large number, as GNU writes it: big-endian, behind a bit that says so.
  private long binary(int from, int length) {
    long number = 0;
    for (int i = from; i < from + length; i++) {
      int b = i == from ? bytes[i] & 0x7F : bytes[i] & 0xFF;
      if (number >> (Long.SIZE - 1 - Byte.SIZE) != 0) {
        throw corrupt("a size below 2^63", "a larger one");
      }
      number = number << Byte.SIZE | b;
    }
    return number;
  }

  private CorruptDataException corrupt(String expected, String found) {
    return new CorruptDataException(archive, offset, expected, found);
  }
}
