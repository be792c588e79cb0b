package dev.sheaf.hdf5;

import java.util.function.Consumer;

/// A B-tree of version 2, over records of one kind and one size.
///
/// ```text
/// header    BTHD 0 kind, node size, record size, depth, split, merge, root, its records, all records, checksum
/// internal  BTIN 0 kind, records, (child, its records, all records below it) one more than there are records, checksum
/// leaf      BTLF 0 kind, records, checksum
/// ```
///
/// See the
/// [file format specification](https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html), part III.A.2.
final class BTree2 {
  /// Letters, version, kind and checksum.
  private static final int NODE_OVERHEAD = 10;

  /// A tree this deep has more nodes than there are addresses.
  private static final int MAX_DEPTH = 64;

  private final FileBytes file;
  private final int kind;
  private final Walk walk;
  private int nodeSize;
  private int recordSize;
  private int countBytes;
  private int[] totalBytes = {};

  BTree2(FileBytes file, int kind) {
    this.file = file;
    this.kind = kind;
    this.walk = new Walk(file, "a node of a B-tree");
  }

  /// Hands out all records, in order. For one call.
  void forEach(long address, Consumer<Cursor> consumer) {
    Cursor head = file.at(address, 22L + file.offsetSize() + file.lengthSize(), "the head of a B-tree");
    head.begin("BTHD", 0);
    head.expect(kind, "kind of records");
    nodeSize = head.i32();
    recordSize = head.u16();
    int depth = head.u16();
    head.skip(2);
    long root = head.address();
    int records = head.u16();
    long all = head.length();
    head.checksum();
    if (recordSize < 1 || nodeSize < NODE_OVERHEAD + recordSize || depth > MAX_DEPTH) {
      throw head.corrupt(
          "nodes of a record or more, at most %d deep".formatted(MAX_DEPTH),
          "records of %d bytes in nodes of %d, %d deep".formatted(recordSize, nodeSize, depth));
    }
    sizes(head, depth);
    if (root == FileBytes.UNDEFINED) {
      return;
    }
    long found = visit(root, records, depth, consumer);
    if (found != all) {
      throw head.corrupt("%d records".formatted(all), Long.toString(found));
    }
  }

  /// How wide the numbers in inner nodes are: as wide as the largest that there can be.
  private void sizes(Cursor head, int depth) {
    int max = (nodeSize - NODE_OVERHEAD) / recordSize;
    countBytes = bytesFor(max);
    totalBytes = new int[depth + 1];
    long total = max;
    for (int level = 1; level <= depth; level++) {
      int pointer = file.offsetSize() + countBytes + totalBytes[level - 1];
      int inner = (nodeSize - NODE_OVERHEAD - pointer) / (recordSize + pointer);
      if (inner < 1) {
        throw head.corrupt("nodes of a record or more", "%d bytes".formatted(nodeSize));
      }
      total = total > Long.MAX_VALUE / 2 / (inner + 1L) ? Long.MAX_VALUE / 2 : (inner + 1L) * total + inner;
      totalBytes[level] = bytesFor(total);
    }
  }

  private static int bytesFor(long value) {
    return (63 - Long.numberOfLeadingZeros(value)) / 8 + 1;
  }

  private long visit(long address, int records, int level, Consumer<Cursor> consumer) {
    int pointer = level == 0 ? 0 : file.offsetSize() + countBytes + totalBytes[level - 1];
    long length = NODE_OVERHEAD + (long) records * recordSize + (level == 0 ? 0 : (records + 1L) * pointer);
    if (length > nodeSize) {
      throw file.corrupt(address, "a node of at most %d bytes".formatted(nodeSize), "%d records".formatted(records));
    }
    Cursor cursor = walk.visit(address, length);
    cursor.begin(level == 0 ? "BTLF" : "BTIN", 0);
    cursor.expect(kind, "kind of records");
    long recordsAt = cursor.position();
    cursor.skip((long) records * recordSize);
    long pointersAt = cursor.position();
    cursor.skip(length - 4 - pointersAt);
    cursor.checksum();
    Cursor values = again(cursor, recordsAt);
    Cursor pointers = again(cursor, pointersAt);
    long found = records;
    for (int i = 0; i <= records; i++) {
      if (level > 0) {
        long child = pointers.address();
        int childRecords = (int) pointers.unsigned(countBytes);
        pointers.skip(totalBytes[level - 1]);
        found += visit(child, childRecords, level - 1, consumer);
      }
      if (i < records) {
        consumer.accept(values.part(recordSize, "a record of a B-tree"));
      }
    }
    return found;
  }

  private static Cursor again(Cursor node, long from) {
    Cursor again = new Cursor(node.file(), node.bytes(), node.start(), "a node of a B-tree");
    again.skip(from);
    return again;
  }
}
