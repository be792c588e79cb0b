package dev.sheaf.hdf5;

/// A B-tree of version 1, over the entries of groups or the chunks of datasets.
///
/// ```text
/// 0  TREE, kind, level, number of children
/// 8  left and right sibling
/// .. key 0, child 0, key 1, child 1, ... key n
/// ```
///
/// See the
/// [file format specification](https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html), part III.A.1.
final class BTree1 {
  static final int GROUPS = 0;
  static final int CHUNKS = 1;

  /// Takes the children of leaves, in order.
  @FunctionalInterface
  interface Consumer {
    /// Takes one.
    ///
    /// @param key what stands before the child
    void accept(Cursor key, long child);
  }

  private final FileBytes file;
  private final int kind;
  private final int keyBytes;
  private final Walk walk;

  BTree1(FileBytes file, int kind, int keyBytes) {
    this.file = file;
    this.kind = kind;
    this.keyBytes = keyBytes;
    this.walk = new Walk(file, "a node of a B-tree");
  }

  void forEach(long root, Consumer consumer) {
    visit(root, -1, consumer);
  }

  /// @param level what the node's level must be; -1 for any. So no path is longer than there are levels.
  private void visit(long address, int level, Consumer consumer) {
    Cursor head = file.at(address, 8 + 2L * file.offsetSize(), "a node of a B-tree");
    head.begin("TREE", kind);
    int found = head.u8();
    int count = head.u16();
    if (level >= 0 && found != level) {
      throw head.corrupt("a node of level %d".formatted(level), Integer.toString(found));
    }
    Cursor cursor =
        walk.visit(
            address,
            8 + 2L * file.offsetSize() + (count == 0 ? 0 : keyBytes + count * (long) (keyBytes + file.offsetSize())));
    cursor.skip(8 + 2L * file.offsetSize());
    for (int i = 0; i < count; i++) {
      Cursor key = cursor.part(keyBytes, "a key of a B-tree");
      long child = cursor.address();
      if (found == 0) {
        consumer.accept(key, child);
      } else {
        visit(child, found - 1, consumer);
      }
    }
  }
}
