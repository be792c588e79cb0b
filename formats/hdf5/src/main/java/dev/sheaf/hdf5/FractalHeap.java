package dev.sheaf.hdf5;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// Where the links of a large group and the attributes of an object with many are: blocks that double in size.
///
/// ```text
/// header    FRHP 0 ..., widths and sizes, root block, checksum
/// direct    FHDB 0 header, offset, [checksum], objects
/// indirect  FHIB 0 header, offset, direct blocks, indirect blocks, checksum
/// ```
///
/// Objects are found by the offset in their id, which counts the bytes of all blocks. See the
/// [file format specification](https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html), part III.G.
/// For one thread.
final class FractalHeap {
  private static final int MAX_DEPTH = 64;

  private final FileBytes file;
  private final long header;
  private final int flags;
  private final int idBytes;
  private final int width;
  private final long startBytes;
  private final int maxDirectRows;
  private final int offsetBytes;
  private final int lengthBytes;
  private final long root;
  private final int rootRows;
  private final Set<Long> verified = new HashSet<>();

  FractalHeap(FileBytes file, long header) {
    this.file = file;
    this.header = header;
    int offset = file.offsetSize();
    int length = file.lengthSize();
    Cursor head = file.at(header, 26L + 12L * length + 3L * offset, "the head of a heap");
    head.begin("FRHP", 0);
    idBytes = head.u16();
    int filterBytes = head.u16();
    flags = head.u8();
    long maxManaged = head.u32();
    head.skip(length + offset + length + offset);
    head.skip(8L * length);
    width = head.u16();
    startBytes = head.length();
    long maxDirect = head.length();
    int maxBits = head.u16();
    head.skip(2);
    root = head.address();
    rootRows = head.u16();
    if (filterBytes != 0) {
      throw head.unsupported("a heap that is not filtered", "a filtered one");
    }
    head.checksum();
    if (!powerOfTwo(startBytes) || !powerOfTwo(maxDirect) || maxDirect < startBytes || width < 1 || maxBits > 63) {
      throw head.corrupt(
          "blocks of powers of two",
          "%d to %d bytes, %d side by side, %d bits of offset".formatted(startBytes, maxDirect, width, maxBits));
    }
    maxDirectRows = log2(maxDirect) - log2(startBytes) + 2;
    offsetBytes = (maxBits + 7) / 8;
    lengthBytes = Math.min((log2(maxDirect) + 7) / 8, log2(Math.max(1, maxManaged)) / 8 + 1);
  }

  private static boolean powerOfTwo(long value) {
    return value > 0 && Long.bitCount(value) == 1;
  }

  private static int log2(long value) {
    return 63 - Long.numberOfLeadingZeros(value);
  }

  int idBytes() {
    return idBytes;
  }

  /// The object of an id.
  Cursor get(Cursor id) {
    int head = id.u8();
    if (head >> 6 != 0) {
      throw id.corrupt("version 0 of an id", Integer.toString(head >> 6));
    }
    return switch ((head >> 4) & 3) {
      case 0 -> {
        long offset = id.unsigned(offsetBytes);
        long length = id.unsigned(lengthBytes);
        yield managed(id, offset, length);
      }
      case 1 -> throw id.unsupported("objects inside the heap's blocks", "a huge one");
      case 2 -> {
        boolean longIds = idBytes > 17;
        int length = longIds ? ((head & 0xf) << 8) | id.u8() : head & 0xf;
        yield id.part(length + 1L, "an object in its id");
      }
      default -> throw id.corrupt("kind 0, 1 or 2 of an id", Integer.toString((head >> 4) & 3));
    };
  }

  private Cursor managed(Cursor id, long offset, long length) {
    long block = root;
    long blockOffset = 0;
    long blockBytes = startBytes;
    int rows = rootRows;
    for (int depth = 0; rows > 0; depth++) {
      if (depth > MAX_DEPTH || rows > 64) {
        throw id.corrupt("at most %d blocks inside blocks".formatted(MAX_DEPTH), "more");
      }
      // The row of the block that holds the offset: rows 0 and 1 have blocks of the same size, then they double.
      long inside = offset - blockOffset;
      int row = 0;
      long rowStart = 0;
      while (row < rows && inside - rowStart >= rowBytes(row)) {
        rowStart += rowBytes(row);
        row++;
      }
      if (row == rows || inside < 0) {
        throw id.corrupt("an offset inside the heap", Long.toString(offset));
      }
      long column = (inside - rowStart) / childBytes(row);
      block = child(block, rows, row, column);
      blockOffset += rowStart + column * childBytes(row);
      blockBytes = childBytes(row);
      rows = row < maxDirectRows ? 0 : log2(blockBytes) - log2(startBytes * width) + 1;
    }
    return direct(id, block, blockBytes, offset - blockOffset, length);
  }

  private long childBytes(int row) {
    return startBytes << Math.min(62 - log2(startBytes), Math.max(0, row - 1));
  }

  private long rowBytes(int row) {
    long bytes = childBytes(row);
    return bytes > Long.MAX_VALUE / width ? Long.MAX_VALUE : bytes * width;
  }

  private long child(long block, int rows, int row, long column) {
    long children = (long) rows * width;
    Cursor cursor =
        file.at(block, 9L + file.offsetSize() + offsetBytes + children * file.offsetSize(), "a block of a heap");
    cursor.begin("FHIB", 0);
    expectHeader(cursor);
    cursor.skip(offsetBytes);
    long at = cursor.position();
    cursor.skip(children * file.offsetSize());
    cursor.checksum();
    Cursor addresses = new Cursor(file, cursor.bytes(), cursor.start(), "a block of a heap");
    addresses.skip(at + ((long) row * width + column) * file.offsetSize());
    return addresses.address();
  }

  private void expectHeader(Cursor cursor) {
    long found = cursor.address();
    if (found != header) {
      throw cursor.corrupt("a block of the heap at 0x%x".formatted(header), "one of that at 0x%x".formatted(found));
    }
  }

  private Cursor direct(Cursor id, long block, long blockBytes, long inside, long length) {
    Cursor cursor = file.at(block, blockBytes, "a block of a heap");
    cursor.begin("FHDB", 0);
    expectHeader(cursor);
    cursor.skip(offsetBytes);
    if ((flags & 2) != 0) {
      if (verified.add(block)) {
        verify(cursor);
      } else {
        cursor.skip(4);
      }
    }
    if (inside < cursor.position() || length > blockBytes - inside) {
      throw id.corrupt("an object inside its block", "%d bytes at byte %d of %d".formatted(length, inside, blockBytes));
    }
    Cursor object = new Cursor(file, cursor.bytes(), cursor.start(), "a block of a heap");
    object.skip(inside);
    return object.part(length, "an object in a heap");
  }

  /// The checksum stands inside of what it covers, as a zero.
  private static void verify(Cursor cursor) {
    byte[] block = cursor.bytes().toArray(ValueLayout.JAVA_BYTE);
    int at = (int) cursor.position();
    int found = cursor.i32();
    Arrays.fill(block, at, at + 4, (byte) 0);
    int expected = Lookup3.hash(MemorySegment.ofArray(block), 0, block.length);
    if (found != expected) {
      throw cursor.corrupt("the checksum 0x%08x".formatted(expected), "0x%08x".formatted(found));
    }
  }
}
