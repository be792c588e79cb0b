package dev.sheaf.format.npy;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What the head of an `.npy` file says about its array.
///
/// ```text
/// 0  \x93NUMPY   6 bytes
/// 6  version     major, minor: 1.0, 2.0 or 3.0
/// 8  length      of the text: 2 bytes little-endian in version 1, 4 bytes later
/// .. text        {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }, spaces, \n
/// .. data
/// ```
///
/// See the [NPY format](https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
///
/// @param layout what the elements are and how they lie
/// @param dataOffset where the first element is, in bytes from the start of the file
record NpyHeader(ElementLayout layout, long dataOffset) {
  /// Longer texts are refused: the longest that NumPy writes for plain arrays has a few hundred bytes.
  private static final int MAX_TEXT_BYTES = 1 << 16;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int VERSION_END = MAGIC.length + 2;

  /// NumPy leaves room for this many digits of the first axis, so that a file can grow and keep its head's length.
  private static final int FIRST_AXIS_DIGITS = 21;

  private static final int ALIGNMENT = 64;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Reads the head of a file.
  ///
  /// @throws CorruptDataException if it is no `.npy` file, or its head is damaged
  /// @throws UnsupportedFormatException if it is of a newer version, its elements are of another type than plain
  ///     numbers, or its text is of a kind that NumPy does not write
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  static NpyHeader read(InputFile file) {
    byte[] start = bytes(file, 0, VERSION_END, "an .npy file");
    for (int i = 0; i < MAGIC.length; i++) {
      if (start[i] != MAGIC[i]) {
        throw new CorruptDataException(
            file.name(), i, "an .npy file, which begins with \\x93NUMPY", "0x%02x".formatted(start[i]));
      }
    }
    int version = start[6] & 0xff;
    if (version < 1 || version > 3 || start[7] != 0) {
      throw new UnsupportedFormatException(
          file.name(), 6, "version 1.0, 2.0 or 3.0", "version %d.%d".formatted(version, start[7] & 0xff));
    }
    int textStart = VERSION_END + (version == 1 ? 2 : 4);
    MemorySegment length =
        MemorySegment.ofArray(bytes(file, VERSION_END, textStart - VERSION_END, "the length of the header"));
    long textLength =
        version == 1 ? Short.toUnsignedLong(length.get(SHORT, 0)) : Integer.toUnsignedLong(length.get(INT, 0));
    String expected = "a header of %d bytes".formatted(textLength);
    checkLength(file, textStart, textLength, expected);
    if (textLength > MAX_TEXT_BYTES) {
      throw new UnsupportedFormatException(
          file.name(), VERSION_END, "a header of at most %d bytes".formatted(MAX_TEXT_BYTES), textLength + " bytes");
    }
    byte[] text = bytes(file, textStart, (int) textLength, expected);
    return new NpyHeaderParser(file.name(), text, textStart, version).parse();
  }

  private static byte[] bytes(InputFile file, long position, int count, String expected) {
    checkLength(file, position, count, expected);
    byte[] bytes = new byte[count];
    file.read(position, MemorySegment.ofArray(bytes));
    return bytes;
  }

  private static void checkLength(InputFile file, long position, long count, String expected) {
    if (count > file.size() - position) {
      throw new CorruptDataException(file.name(), position, expected, "a file of %d bytes".formatted(file.size()));
    }
  }

  /// Whether these bytes begin as every `.npy` file does.
  static boolean isAhead(MemorySegment bytes) {
    return bytes.byteSize() >= MAGIC.length
        && bytes.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) == -1;
  }

  /// Whether a file begins as every `.npy` file does.
  static boolean isAhead(FileProbe probe) {
    return probe.has(0, MAGIC);
  }

  /// The head that NumPy writes for such an array, byte for byte. Its length does not depend on the first axis.
  static byte[] write(DType dtype, Shape shape) {
    String axes =
        LongStream.of(shape.toArray())
            .mapToObj(Long::toString)
            .collect(Collectors.joining(", ", "(", shape.rank() == 1 ? ",)" : ")"));
    String text = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(NpyType.descr(dtype), axes);
    if (shape.rank() > 0) {
      text += " ".repeat(FIRST_AXIS_DIGITS - Long.toString(shape.dim(0)).length());
    }
    int version = VERSION_END + 2 + text.length() + ALIGNMENT < 1 << 16 ? 1 : 2;
    int textStart = VERSION_END + (version == 1 ? 2 : 4);
    // At least one space, as NumPy does.
    text += " ".repeat(ALIGNMENT - (textStart + text.length() + 1) % ALIGNMENT) + "\n";
    byte[] head = new byte[textStart + text.length()];
    System.arraycopy(MAGIC, 0, head, 0, MAGIC.length);
    head[6] = (byte) version;
    MemorySegment segment = MemorySegment.ofArray(head);
    if (version == 1) {
      segment.set(SHORT, VERSION_END, (short) text.length());
    } else {
      segment.set(INT, VERSION_END, text.length());
    }
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, head, textStart, text.length());
    return head;
  }
}
