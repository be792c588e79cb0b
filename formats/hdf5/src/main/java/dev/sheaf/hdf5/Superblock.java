package dev.sheaf.hdf5;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// What an HDF5 file begins with, at byte 0, 512, 1024, 2048 and so on: before it is whatever the user put there.
///
/// ```text
/// 0  \x89HDF\r\n\x1a\n
/// 8  version   0 or 1: sizes, two addresses, length, driver, entry of the root group
///              2 or 3: sizes, base, extension, length, root group, checksum
/// ```
///
/// See the
/// [file format specification](https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html), part II.A.
///
/// @param file the file by its own addresses
/// @param root the address of the root group's header
record Superblock(FileBytes file, long root) {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final long FIRST_BLOCK = 512;

  /// The longest there is: version 1 with eight bytes for each address.
  private static final int MAX_BYTES = 100;

  static byte[] signature() {
    return SIGNATURE.clone();
  }

  /// Finds the superblock and reads it.
  static Superblock read(InputFile file, FormatOptions options) {
    long start = find(file);
    FileBytes bytes = new FileBytes(file, start, 8, 8, options);
    Cursor cursor = bytes.at(0, Math.min(MAX_BYTES, file.size() - start), "the superblock");
    cursor.skip(SIGNATURE.length);
    int version = cursor.u8();
    return switch (version) {
      case 0, 1 -> first(cursor, version);
      case 2, 3 -> second(cursor, version);
      default ->
          throw new UnsupportedFormatException(
              file.name(), start + SIGNATURE.length, "version 0, 1, 2 or 3 of HDF5", "version " + version);
    };
  }

  private static long find(InputFile file) {
    long start = 0;
    while (start <= file.size() - SIGNATURE.length) {
      byte[] found = new byte[SIGNATURE.length];
      file.read(start, MemorySegment.ofArray(found));
      if (Arrays.equals(found, SIGNATURE)) {
        return start;
      }
      start = start == 0 ? FIRST_BLOCK : 2 * start;
    }
    throw new CorruptDataException(
        file.name(), 0, "an HDF5 file, which begins with \\x89HDF\\r\\n\\x1a\\n", start(file));
  }

  private static String start(InputFile file) {
    byte[] start = new byte[(int) Math.min(SIGNATURE.length, file.size())];
    file.read(0, MemorySegment.ofArray(start));
    StringBuilder text = new StringBuilder(start.length == 0 ? "no bytes" : "0x");
    for (byte each : start) {
      text.append("%02x".formatted(each));
    }
    return text.toString();
  }

  private static Superblock first(Cursor cursor, int version) {
    cursor.expect(0, "version of the free space");
    cursor.expect(0, "version of the root group");
    cursor.skip(1);
    cursor.expect(0, "version of shared headers");
    cursor = sized(cursor);
    cursor.skip(1 + 2 + 2 + 4 + (version == 1 ? 4 : 0));
    cursor.skip(2L * cursor.file().offsetSize());
    long end = cursor.address();
    if (cursor.address() != FileBytes.UNDEFINED) {
      throw cursor.unsupported("a file of its own", "one member of a family of files");
    }
    cursor.skip(cursor.file().offsetSize());
    return checked(cursor, end, cursor.address());
  }

  private static Superblock second(Cursor cursor, int version) {
    cursor = sized(cursor);
    int flags = cursor.u8();
    cursor.skip(2L * cursor.file().offsetSize());
    long end = cursor.address();
    long root = cursor.address();
    cursor.checksum();
    if (version == 3 && (flags & 0b101) != 0) {
      throw cursor.unsupported(
          "a file that its writer has closed", "one that is being written, or was left so (h5clear -s mends that)");
    }
    return checked(cursor, end, root);
  }

  /// Takes the sizes of addresses and lengths, and goes on with them.
  private static Cursor sized(Cursor cursor) {
    int offsetSize = cursor.u8();
    int lengthSize = cursor.u8();
    if (!known(offsetSize) || !known(lengthSize)) {
      throw cursor.corrupt(
          "addresses and lengths of 2, 4 or 8 bytes", "%d and %d".formatted(offsetSize, lengthSize));
    }
    FileBytes old = cursor.file();
    FileBytes file = new FileBytes(old.file(), old.base(), offsetSize, lengthSize, old.options());
    Cursor sized = new Cursor(file, cursor.bytes(), old.base(), "the superblock");
    sized.skip(cursor.position());
    return sized;
  }

  private static boolean known(int size) {
    return size == 2 || size == 4 || size == 8;
  }

  private static Superblock checked(Cursor cursor, long end, long root) {
    FileBytes file = cursor.file();
    long size = file.file().size();
    if (end < 0) {
      throw cursor.corrupt("the end of the file", "0x" + Long.toHexString(end));
    }
    if (end > size) {
      throw new TruncatedDataException(file.file().name(), new ByteRange(0, end), size);
    }
    file.range(root, 1, "the root group");
    return new Superblock(file, root);
  }

  /// Whether the signature stands at `start` of `head`.
  static boolean at(MemorySegment head, long start) {
    if (start + SIGNATURE.length > head.byteSize()) {
      return false;
    }
    return Arrays.equals(head.asSlice(start, SIGNATURE.length).toArray(ValueLayout.JAVA_BYTE), SIGNATURE);
  }
}
