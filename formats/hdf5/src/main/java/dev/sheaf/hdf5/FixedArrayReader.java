package dev.sheaf.hdf5;

/// Reads the array of chunks of a dataset that cannot grow.
///
/// ```text
/// header      FAHD 0 kind, element size, bits of a page, elements, data block, checksum
/// data block  FADB 0 kind, header, elements, checksum
///     paged   FADB 0 kind, header, a bit for each page that is there, checksum, (elements, checksum) for each page
/// ```
///
/// See the
/// [file format specification](https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html), part VII.C.
final class FixedArrayReader {
  private final FileBytes file;
  private final ChunkRecords records;

  FixedArrayReader(ChunkGrid grid, boolean filtered, ChunkTable.Builder chunks) {
    this.file = grid.file();
    this.records = new ChunkRecords(grid, filtered, 0, chunks);
  }

  void read(long header) {
    Cursor head = file.at(header, 12L + file.offsetSize() + file.lengthSize(), "the head of an array of chunks");
    head.begin("FAHD", 0);
    records.begin(head);
    int pageBits = head.u8();
    long count = head.length();
    long block = head.address();
    head.checksum();
    if (block == FileBytes.UNDEFINED) {
      return;
    }
    if (pageBits > 31 || count < 0 || count > file.room() / records.elementBytes()) {
      throw head.corrupt(
          "elements inside the file, and pages of at most 2^31", "%d elements, 2^%d a page".formatted(count, pageBits));
    }
    long pageLength = 1L << pageBits;
    if (count <= pageLength) {
      Cursor cursor =
          file.at(block, 6L + file.offsetSize() + count * records.elementBytes() + 4, "an array of chunks");
      cursor.begin("FADB", 0);
      records.expect(cursor, header);
      records.read(cursor, 0, count);
      cursor.checksum();
    } else {
      pages(header, block, count, pageLength);
    }
  }

  private void pages(long header, long block, long count, long pageLength) {
    long pages = (count - 1) / pageLength + 1;
    long bitmapBytes = (pages + 7) / 8;
    long prefix = 6L + file.offsetSize() + bitmapBytes + 4;
    Cursor cursor = file.at(block, prefix, "an array of chunks");
    cursor.begin("FADB", 0);
    records.expect(cursor, header);
    byte[] bitmap = cursor.take(Math.toIntExact(bitmapBytes), "a bitmap");
    cursor.checksum();
    for (long page = 0; page < pages; page++) {
      if ((bitmap[(int) (page / 8)] & (0x80 >> (page % 8))) == 0) {
        continue;
      }
      long from = page * pageLength;
      long length = Math.min(pageLength, count - from);
      Cursor part =
          file.at(
              block + prefix + page * (pageLength * records.elementBytes() + 4),
              length * records.elementBytes() + 4,
              "a page of chunks");
      records.read(part, from, length);
      part.checksum();
    }
  }
}
