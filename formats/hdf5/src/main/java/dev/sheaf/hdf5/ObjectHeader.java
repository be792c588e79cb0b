package dev.sheaf.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What a file says of one object: a list of messages.
///
/// See the
/// [file format specification](https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html), part IV.A.
///
/// @param address where it is
/// @param messages in the order of the file
record ObjectHeader(long address, List<Message> messages) {
  static final int DATASPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATATYPE = 0x03;
  static final int FILL_OLD = 0x04;
  static final int FILL = 0x05;
  static final int LINK = 0x06;
  static final int EXTERNAL_FILES = 0x07;
  static final int LAYOUT = 0x08;
  static final int GROUP_INFO = 0x0a;
  static final int FILTERS = 0x0b;
  static final int ATTRIBUTE = 0x0c;
  private static final int CONTINUATION = 0x10;
  static final int SYMBOL_TABLE = 0x11;
  static final int ATTRIBUTE_INFO = 0x15;
  private static final int LAST_KNOWN = 0x18;

  private static final int SHARED = 0x02;
  private static final int FAIL_IF_UNKNOWN = 0x80;

  /// One of them.
  ///
  /// @param flags as the specification has them
  record Message(int type, int flags, FileBytes file, long start, MemorySegment bytes) {
    /// Its fields, from the first one on.
    Cursor cursor(String what) {
      return new Cursor(file, bytes, start, what);
    }

    boolean shared() {
      return (flags & SHARED) != 0;
    }
  }

  private record Block(long address, long length) {}

  /// Reads the header at `address`.
  static ObjectHeader read(FileBytes file, long address) {
    Walk walk = new Walk(file, "an object header");
    Cursor start = file.at(address, 4, "an object header");
    return start.i32() == 0x5244484f ? second(file, address, walk) : first(file, address, walk);
  }

  private static ObjectHeader first(FileBytes file, long address, Walk walk) {
    Cursor prefix = file.at(address, 16, "an object header");
    prefix.expect(1, "version");
    prefix.skip(1);
    int count = prefix.u16();
    prefix.skip(4);
    long length = prefix.u32();
    List<Message> messages = new ArrayList<>();
    Deque<Block> blocks = new ArrayDeque<>(List.of(new Block(address + 16, length)));
    while (!blocks.isEmpty()) {
      Block block = blocks.remove();
      Cursor cursor = walk.visit(block.address, block.length);
      while (messages.size() < count && cursor.remaining() >= 8) {
        int type = cursor.u16();
        int size = cursor.u16();
        int flags = cursor.u8();
        cursor.skip(3);
        add(message(cursor, type, flags, size), messages, blocks);
      }
    }
    if (messages.size() < count) {
      throw prefix.corrupt("%d messages".formatted(count), Integer.toString(messages.size()));
    }
    return new ObjectHeader(address, messages);
  }

  private static ObjectHeader second(FileBytes file, long address, Walk walk) {
    Cursor prefix = file.at(address, Math.min(34, file.room() - address), "an object header");
    prefix.begin("OHDR", 2);
    int flags = prefix.u8();
    prefix.skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
    long length = prefix.unsigned(1 << (flags & 3));
    file.range(address, length, "an object header");
    long prefixLength = prefix.position();
    Cursor cursor = walk.visit(address, prefixLength + length + 4);
    cursor.skip(prefixLength);
    List<Message> messages = new ArrayList<>();
    Deque<Block> blocks = new ArrayDeque<>();
    block(cursor, flags, messages, blocks);
    while (!blocks.isEmpty()) {
      Block block = blocks.remove();
      cursor = walk.visit(block.address, block.length);
      for (char letter : "OCHK".toCharArray()) {
        cursor.expect(letter, "the letter");
      }
      block(cursor, flags, messages, blocks);
    }
    return new ObjectHeader(address, messages);
  }

  private static void block(Cursor cursor, int headerFlags, List<Message> messages, Deque<Block> blocks) {
    long from = cursor.position();
    // First the checksum, then what it covers.
    cursor.skip(Math.max(0, cursor.remaining() - 4));
    cursor.checksum();
    Cursor inside =
        new Cursor(cursor.file(), cursor.bytes(), cursor.start(), "an object header")
            .part(cursor.position() - 4, "an object header");
    inside.skip(from);
    boolean ordered = (headerFlags & 0x04) != 0;
    int head = ordered ? 6 : 4;
    while (inside.remaining() >= head) {
      int type = inside.u8();
      int size = inside.u16();
      int flags = inside.u8();
      inside.skip(ordered ? 2 : 0);
      add(message(inside, type, flags, size), messages, blocks);
    }
  }

  private static Message message(Cursor cursor, int type, int flags, int size) {
    if (type >= LAST_KNOWN && (flags & FAIL_IF_UNKNOWN) != 0) {
      throw cursor.unsupported("messages that are known", "message %d, which must be understood".formatted(type));
    }
    long at = cursor.start() + cursor.position();
    Cursor part = cursor.part(size, "a message");
    return new Message(type, flags, cursor.file(), at, part.bytes());
  }

  private static void add(Message message, List<Message> messages, Deque<Block> blocks) {
    messages.add(message);
    if (message.type == CONTINUATION) {
      Cursor cursor = message.cursor("a continuation");
      blocks.add(new Block(cursor.address(), cursor.length()));
    }
  }

  /// The first message of a type.
  Optional<Message> find(int type) {
    return messages.stream().filter(message -> message.type == type).findFirst();
  }

  boolean has(int type) {
    return find(type).isPresent();
  }

  boolean isGroup() {
    return has(SYMBOL_TABLE) || has(LINK_INFO) || has(GROUP_INFO) || has(LINK);
  }

  boolean isDataset() {
    return has(LAYOUT) || (has(DATATYPE) && has(DATASPACE));
  }

  /// The message of a type, as it stands in this header or in the one that it leads to.
  Optional<Cursor> fields(FileBytes file, int type, String what) {
    return find(type).map(message -> resolve(file, message.cursor(what), message.shared(), type, what));
  }

  /// What a message says, or the one that it leads to: a named type is shared by many datasets.
  static Cursor resolve(FileBytes file, Cursor cursor, boolean shared, int type, String what) {
    if (!shared) {
      return cursor;
    }
    int version = cursor.u8();
    int kind = cursor.u8();
    switch (version) {
      case 1 -> cursor.skip(6);
      case 2 -> {}
      case 3 -> {
        if (kind != 2) {
          throw cursor.unsupported("messages in object headers", "one in the heap of shared messages");
        }
      }
      default -> throw cursor.corrupt("version 1, 2 or 3 of a shared message", Integer.toString(version));
    }
    long address = cursor.address();
    Message target =
        read(file, address)
            .find(type)
            .orElseThrow(() -> file.corrupt(address, "%s in a shared header".formatted(what), "none"));
    if (target.shared()) {
      throw file.corrupt(address, "%s in its own header".formatted(what), "one that is shared again");
    }
    return target.cursor(what);
  }
}
