package dev.sheaf.arrayrecord;

/// Goes through the fields of a protobuf message: in any order, the last one of a kind counts, unknown ones are passed
/// over. For one thread.
final class ProtoFields {
  static final int VARINT = 0;
  static final int BYTES = 2;

  private static final int FIXED_64 = 1;
  private static final int GROUP_START = 3;
  private static final int GROUP_END = 4;
  private static final int FIXED_32 = 5;

  /// As protobuf has it.
  private static final int MAX_DEPTH = 100;

  private final ChunkHeader chunk;
  private final ByteCursor in;
  private long tag;

  ProtoFields(ChunkHeader chunk, ByteCursor in) {
    this.chunk = chunk;
    this.in = in;
  }

  /// Goes to the next field; false at the end.
  boolean next() {
    if (in.left() == 0) {
      return false;
    }
    tag = in.varint32("the tag of a field");
    if (tag >>> 3 == 0 || (tag & 7) > FIXED_32) {
      throw chunk.corrupt("the tag of a field", "0x%x".formatted(tag));
    }
    return true;
  }

  /// Whether the field is the one of this number and kind.
  boolean is(int number, int kind) {
    return tag == ((long) number << 3 | kind);
  }

  /// The value of a varint.
  long varint() {
    return in.varint("the value of a field");
  }

  /// The length of bytes, which follow.
  long length() {
    return in.length("a field");
  }

  /// Passes over the value.
  void skip() {
    skip(0);
  }

  private void skip(int depth) {
    switch ((int) tag & 7) {
      case VARINT -> varint();
      case FIXED_64 -> in.skip(8, "a field of 8 bytes");
      case FIXED_32 -> in.skip(4, "a field of 4 bytes");
      case BYTES -> in.skip(length(), "a field");
      case GROUP_START -> skipGroup(depth);
      default -> throw chunk.corrupt("a group that begins", "one that only ends");
    }
  }

  private void skipGroup(int depth) {
    if (depth == MAX_DEPTH) {
      throw chunk.corrupt("groups of at most %d in each other".formatted(MAX_DEPTH), "more");
    }
    long start = tag;
    while (true) {
      if (!next()) {
        throw in.cut("the end of a group");
      }
      if ((tag & 7) == GROUP_END) {
        if (tag >>> 3 != start >>> 3) {
          throw chunk.corrupt("the end of group %d".formatted(start >>> 3), "that of group " + (tag >>> 3));
        }
        return;
      }
      skip(depth + 1);
    }
  }
}
