package dev.sheaf.hdf5;

/// Reads the array of chunks of a dataset that grows along one axis.
///
/// The first elements are in the index block; behind them are data blocks, whose addresses are in the index block at
/// first, then in secondary blocks. Group `g` of them has `2^(g/2)` data blocks of `2^((g+1)/2)` times as many elements
/// as the smallest.
///
/// ```text
/// header      EAHD 0 kind, element size, 5 parameters, 6 statistics, index block, checksum
/// index       EAIB 0 kind, header, elements, data blocks, secondary blocks, checksum
/// secondary   EASB 0 kind, header, offset, a bit for each page that is there, data blocks, checksum
/// data block  EADB 0 kind, header, offset, elements, checksum
///     paged   EADB 0 kind, header, offset, checksum, (elements, checksum) for each page
/// ```
///
/// See the
/// [file format specification](https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html), part VII.D.
final class ExtensibleArrayReader {
  private final FileBytes file;
  private final ChunkRecords records;
  private final Walk walk;
  private long header;
  private int offsetBytes;
  private int minElements;
  private long pageLength;
  private long used;

  ExtensibleArrayReader(ChunkGrid grid, boolean filtered, ChunkTable.Builder chunks) {
    this.file = grid.file();
    this.records = new ChunkRecords(grid, filtered, grid.growing(), chunks);
    this.walk = new Walk(file, "a block of chunks");
  }

  void read(long address) {
    header = address;
    Cursor head =
        file.at(header, 16L + file.offsetSize() + 6L * file.lengthSize(), "the head of an array of chunks");
    head.begin("EAHD", 0);
    records.begin(head);
    int maxBits = head.u8();
    int indexElements = head.u8();
    minElements = head.u8();
    int minPointers = head.u8();
    int pageBits = head.u8();
    head.skip(4L * file.lengthSize());
    used = head.length();
    head.skip(file.lengthSize());
    long index = head.address();
    head.checksum();
    if (maxBits > 64 || pageBits > 31 || !powerOfTwo(minElements) || !powerOfTwo(minPointers) || minPointers < 2) {
      throw head.corrupt(
          "powers of two up to 2^64, pages up to 2^31",
          "2^%d elements, %d in a block, %d blocks, 2^%d a page"
              .formatted(maxBits, minElements, minPointers, pageBits));
    }
    if (index == FileBytes.UNDEFINED) {
      return;
    }
    offsetBytes = (maxBits + 7) / 8;
    pageLength = 1L << pageBits;
    int groups = 1 + Math.max(0, maxBits - Integer.numberOfTrailingZeros(minElements));
    int groupsInIndex = Math.min(groups, 2 * Integer.numberOfTrailingZeros(minPointers));
    index(index, indexElements, minPointers, groups, groupsInIndex);
  }

  private static boolean powerOfTwo(int value) {
    return value > 0 && Integer.bitCount(value) == 1;
  }

  private void index(long address, int indexElements, int minPointers, int groups, int groupsInIndex) {
    int dataBlocks = 2 * (minPointers - 1);
    int secondaryBlocks = groups - groupsInIndex;
    Cursor cursor =
        walk.visit(
            address,
            10L
                + file.offsetSize()
                + (long) indexElements * records.elementBytes()
                + (long) (dataBlocks + secondaryBlocks) * file.offsetSize());
    cursor.begin("EAIB", 0);
    records.expect(cursor, header);
    records.read(cursor, 0, indexElements);
    long from = indexElements;
    for (int group = 0; group < groupsInIndex; group++) {
      long length = elements(group);
      for (long block = 0; block < blocks(group); block++) {
        dataBlock(cursor.address(), from, length);
        from += length;
      }
    }
    for (int group = groupsInIndex; group < groups && from >= 0 && from < used; group++) {
      secondaryBlock(cursor.address(), group, from);
      from += blocks(group) * elements(group);
    }
    Cursor whole = new Cursor(file, cursor.bytes(), cursor.start(), "an index of chunks");
    whole.skip(whole.remaining() - 4);
    whole.checksum();
  }

  private static long blocks(int group) {
    return 1L << (group / 2);
  }

  private long elements(int group) {
    return (long) minElements << ((group + 1) / 2);
  }

  private boolean paged(long length) {
    return length > pageLength;
  }

  private void secondaryBlock(long address, int group, long from) {
    if (address == FileBytes.UNDEFINED) {
      return;
    }
    long length = elements(group);
    long pages = paged(length) ? length / pageLength : 0;
    long bitmapBytes = blocks(group) * ((pages + 7) / 8);
    // In a file that is shorter than this, there is no such block.
    if (bitmapBytes > file.room() || blocks(group) > file.room()) {
      throw file.corrupt(address, "blocks inside the file", "%d of them".formatted(blocks(group)));
    }
    Cursor cursor =
        walk.visit(
            address,
            10L + file.offsetSize() + offsetBytes + bitmapBytes + blocks(group) * file.offsetSize());
    cursor.begin("EASB", 0);
    records.expect(cursor, header);
    cursor.skip(offsetBytes);
    byte[] bitmap = cursor.take(Math.toIntExact(bitmapBytes), "a bitmap");
    long pointers = cursor.position();
    cursor.skip(blocks(group) * file.offsetSize());
    cursor.checksum();
    Cursor blocks = new Cursor(file, cursor.bytes(), cursor.start(), "addresses of chunks");
    blocks.skip(pointers);
    for (long block = 0; block < blocks(group); block++) {
      long data = blocks.address();
      if (pages == 0) {
        dataBlock(data, from + block * length, length);
      } else if (data != FileBytes.UNDEFINED) {
        pages(data, from + block * length, pages, bitmap, block * pages);
      }
    }
  }

  private void dataBlock(long address, long from, long length) {
    if (address == FileBytes.UNDEFINED) {
      return;
    }
    if (paged(length)) {
      throw file.corrupt(header, "pages in secondary blocks only", "pages of %d elements".formatted(pageLength));
    }
    Cursor cursor =
        walk.visit(address, 10L + file.offsetSize() + offsetBytes + length * records.elementBytes());
    cursor.begin("EADB", 0);
    records.expect(cursor, header);
    cursor.skip(offsetBytes);
    records.read(cursor, from, length);
    cursor.checksum();
  }

  private void pages(long address, long from, long pages, byte[] bitmap, long firstBit) {
    long prefix = 10L + file.offsetSize() + offsetBytes;
    Cursor cursor = walk.visit(address, prefix);
    cursor.begin("EADB", 0);
    records.expect(cursor, header);
    cursor.skip(offsetBytes);
    cursor.checksum();
    long pageBytes = pageLength * records.elementBytes() + 4;
    for (long page = 0; page < pages; page++) {
      long bit = firstBit + page;
      if ((bitmap[(int) (bit / 8)] & (0x80 >> (bit % 8))) != 0) {
        Cursor part = walk.visit(address + prefix + page * pageBytes, pageBytes);
        records.read(part, from + page * pageLength, pageLength);
        part.checksum();
      }
    }
  }
}
