package dev.sheaf.arrayrecord;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What the index says of one chunk of records; filled anew by [ChunkIndex].
final class IndexEntry {
  /// Which chunk.
  long chunk;

  /// Which record of the file its first one is.
  long firstRecord;

  long records;

  /// Where it begins.
  long begin;

  /// Where the next one begins, or the footer.
  long end;

  /// Reads an entry's message: `begin` and `records`, 0 where they are missing.
  void read(ChunkHeader footer, ByteCursor in, MemorySegment message, long from, long length) {
    begin = 0;
    records = 0;
    ProtoFields fields = new ProtoFields(footer, in.set(message, from, length));
    while (fields.next()) {
      if (fields.is(1, ProtoFields.VARINT)) {
        begin = fields.varint();
      } else if (fields.is(3, ProtoFields.VARINT)) {
        records = fields.varint();
      } else {
        fields.skip();
      }
    }
  }

  /// Reads an entry as the usual writers make it: three fields in order, nothing else. False if it is another one.
  boolean readUsual(MemorySegment message, long from, int length) {
    long at = from;
    long end = from + length;
    for (int field = 1; field <= 3; field++) {
      if (at == end || message.get(ValueLayout.JAVA_BYTE, at++) != field << 3) {
        return false;
      }
      long value = 0;
      byte next = -1;
      for (int shift = 0; next < 0; shift += 7) {
        if (at == end || shift > 56) {
          return false;
        }
        next = message.get(ValueLayout.JAVA_BYTE, at++);
        value |= (long) (next & 0x7f) << shift;
      }
      switch (field) {
        case 1 -> begin = value;
        case 3 -> records = value;
        default -> {}
      }
    }
    return at == end;
  }
}
