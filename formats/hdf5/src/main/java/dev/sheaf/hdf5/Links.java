package dev.sheaf.hdf5;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Reads the links of groups: by name, in the order of the names.
final class Links {
  private static final int NAMES = 5;
  private static final int SYMBOL_BYTES = 24;
  private static final int SOFT = 2;

  private final FileBytes file;
  private final long address;
  private final Map<String, Link> links = new TreeMap<>();
  private long nameBytes;

  private Links(FileBytes file, long address) {
    this.file = file;
    this.address = address;
  }

  static Map<String, Link> read(FileBytes file, ObjectHeader header) {
    Links links = new Links(file, header.address());
    for (ObjectHeader.Message message : header.messages()) {
      switch (message.type()) {
        case ObjectHeader.SYMBOL_TABLE -> links.symbolTable(message.cursor("a symbol table"));
        case ObjectHeader.LINK -> links.add(Link.Named.parse(message.cursor("a link")));
        case ObjectHeader.LINK_INFO -> links.dense(message.cursor("links"));
        default -> {}
      }
    }
    return Collections.unmodifiableMap(links.links);
  }

  private void add(Link.Named named) {
    add(named.name(), named.link());
  }

  private void add(String name, Link link) {
    nameBytes += name.length();
    if (nameBytes > file.room()) {
      throw file.corrupt(address, "names side by side", "more of them than the file has bytes");
    }
    if (name.isEmpty() || name.equals(".") || name.indexOf('/') >= 0) {
      throw file.corrupt(address, "names without slashes", "the name \"%s\"".formatted(name));
    }
    if (links.put(name, link) != null) {
      throw file.corrupt(address, "links of different names", "two named \"%s\"".formatted(name));
    }
  }

  private void dense(Cursor cursor) {
    cursor.expect(0, "version");
    int flags = cursor.u8();
    cursor.skip((flags & 1) != 0 ? 8 : 0);
    long heapAddress = cursor.address();
    long tree = cursor.address();
    if (heapAddress == FileBytes.UNDEFINED || tree == FileBytes.UNDEFINED) {
      return;
    }
    FractalHeap heap = new FractalHeap(file, heapAddress);
    new BTree2(file, NAMES)
        .forEach(
            tree,
            record -> {
              record.skip(4);
              add(Link.Named.parse(heap.get(record)));
            });
  }

  /// The groups of files up to HDF5 1.8: a tree of tables, and a heap for the names.
  private void symbolTable(Cursor cursor) {
    long tree = cursor.address();
    Cursor names = localHeap(cursor.address());
    Walk walk = new Walk(file, "a table of symbols");
    int entryBytes = SYMBOL_BYTES + 2 * file.offsetSize();
    new BTree1(file, BTree1.GROUPS, file.lengthSize())
        .forEach(
            tree,
            (_, child) -> {
              Cursor head = file.at(child, 8, "a table of symbols");
              head.begin("SNOD", 1);
              head.skip(1);
              int count = head.u16();
              Cursor table = walk.visit(child, 8 + (long) count * entryBytes);
              table.skip(8);
              for (int i = 0; i < count; i++) {
                symbol(table.part(entryBytes, "a symbol"), names);
              }
            });
  }

  private void symbol(Cursor entry, Cursor names) {
    String name = at(names, entry.unsigned(file.offsetSize()));
    long header = entry.address();
    int kind = entry.i32();
    entry.skip(4);
    add(name, kind == SOFT ? new Link.Soft(at(names, entry.u32())) : new Link.Hard(header));
  }

  private Cursor localHeap(long heap) {
    Cursor cursor = file.at(heap, 8L + 2L * file.lengthSize() + file.offsetSize(), "a heap of names");
    cursor.begin("HEAP", 0);
    cursor.skip(3);
    long length = cursor.length();
    cursor.skip(file.lengthSize());
    return file.at(cursor.address(), length, "a heap of names");
  }

  private static String at(Cursor names, long offset) {
    Cursor name = new Cursor(names.file(), names.bytes(), names.start(), "a heap of names");
    name.skip(offset);
    return name.text();
  }
}
