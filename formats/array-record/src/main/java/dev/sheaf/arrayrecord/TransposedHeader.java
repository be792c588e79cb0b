package dev.sheaf.arrayrecord;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The head of a transposed chunk: how its buckets are cut into buffers, and the states that tell in which order to
/// take fields from them.
///
/// ```text
/// number of buckets, number of buffers
/// length of each bucket as it is stored; length of each buffer
/// number of states
/// for each state: its tag; the state it leads to
/// for each varint state: a subtype, 1 byte; for each state with a buffer: which
/// the first state
/// ```
///
/// All are varints but for the subtypes.
final class TransposedHeader {
  /// What a state does.
  enum Kind {
    NOTHING,
    RECORD_AS_IT_IS,
    MESSAGE_START,
    RECORD_START,
    VARINT,
    INLINE_VARINT,
    FIXED,
    TEXT,
    GROUP,
    MESSAGE_END
  }

  /// From this tag on it is that of a field: lower ones have meanings of their own.
  private static final int FIRST_FIELD_TAG = 8;

  private static final Kind[] BELOW = {
    Kind.NOTHING, Kind.RECORD_AS_IT_IS, Kind.MESSAGE_START, Kind.RECORD_START
  };
  private static final int LAST_BUFFERED_SUBTYPE = 9;
  private static final int LAST_SUBTYPE = 137;

  private final ChunkHeader chunk;

  /// Of each bucket, as stored.
  final long[] bucketLengths;

  /// Of each buffer, decompressed.
  final long[] bufferLengths;

  final Kind[] kinds;

  /// Of each state, as it stands in front of the field's value.
  final long[] tags;

  /// How many bytes a state takes from its buffer; for inline varints, the value.
  final int[] sizes;

  /// What the state that follows is counted from.
  final int[] bases;

  /// Whether the state that follows is the base itself.
  final boolean[] implicit;

  /// Of each state, or -1.
  final int[] buffers;

  final int first;

  private TransposedHeader(ChunkHeader chunk, ByteCursor in) {
    this.chunk = chunk;
    bucketLengths = new long[count(in, in.varint32("the number of buckets"), "buckets")];
    bufferLengths = new long[count(in, in.varint32("the number of buffers"), "buffers")];
    if (bucketLengths.length == 0 && bufferLengths.length > 0) {
      throw chunk.corrupt("buckets for %d buffers".formatted(bufferLengths.length), "none");
    }
    Arrays.setAll(bucketLengths, _ -> in.varint("the length of a bucket"));
    Arrays.setAll(bufferLengths, _ -> in.varint("the length of a buffer"));
    int states = count(in, in.varint32("the number of states"), "states");
    kinds = new Kind[states];
    tags = new long[states];
    sizes = new int[states];
    bases = new int[states];
    implicit = new boolean[states];
    buffers = new int[states];
    for (int i = 0; i < states; i++) {
      tag(i, in.varint32("a tag"));
    }
    for (int i = 0; i < states; i++) {
      long next = in.varint32("a next state");
      if (next >= 2L * states) {
        throw chunk.corrupt("a next state below %d".formatted(2L * states), Long.toString(next));
      }
      implicit[i] = next >= states;
      bases[i] = (int) (implicit[i] ? next - states : next);
    }
    for (int i = 0; i < states; i++) {
      if (kinds[i] == Kind.VARINT) {
        subtype(i, in.nextByte("a subtype"));
      }
    }
    for (int i = 0; i < states; i++) {
      buffers[i] = takes(kinds[i]) ? below(bufferLengths.length, in.varint32("a buffer of a state"), "a buffer") : -1;
    }
    first = below(states, in.varint32("the first state"), "a first state");
    if (in.left() > 0) {
      throw chunk.corrupt("the end of the head", "%d bytes more".formatted(in.left()));
    }
    checkLoops();
  }

  /// Reads the decompressed head.
  static TransposedHeader read(ChunkHeader chunk, MemorySegment bytes) {
    return new TransposedHeader(chunk, new ByteCursor(chunk).set(bytes, 0, bytes.byteSize()));
  }

  int states() {
    return kinds.length;
  }

  /// Whether records that are no messages are among them: their lengths are in the last buffer.
  boolean hasRecordsAsTheyAre() {
    return Arrays.asList(kinds).contains(Kind.RECORD_AS_IT_IS);
  }

  /// Every entry takes a byte at least, so more than are left cannot be meant.
  private int count(ByteCursor in, long count, String what) {
    if (count > in.left()) {
      throw chunk.corrupt("at most %d %s".formatted(in.left(), what), Long.toString(count));
    }
    return (int) count;
  }

  private int below(int limit, long index, String what) {
    if (index >= limit) {
      throw chunk.corrupt("%s below %d".formatted(what, limit), Long.toString(index));
    }
    return (int) index;
  }

  private void tag(int state, long tag) {
    int wire = (int) tag & 7;
    tags[state] = tag;
    if (tag < BELOW.length) {
      kinds[state] = BELOW[(int) tag];
      return;
    }
    if (tag < FIRST_FIELD_TAG || wire == 7) {
      throw chunk.corrupt("a tag of a state", "0x%x".formatted(tag));
    }
    sizes[state] = wire == 1 ? 8 : 4;
    kinds[state] =
        switch (wire) {
          case 0 -> Kind.VARINT;
          case 1, 5 -> Kind.FIXED;
          case 2 -> Kind.TEXT;
          case 3, 4 -> Kind.GROUP;
          default -> Kind.MESSAGE_END;
        };
    if (kinds[state] == Kind.MESSAGE_END) {
      tags[state] = tag - 4;
    }
  }

  private void subtype(int state, int subtype) {
    if (subtype > LAST_SUBTYPE) {
      throw chunk.corrupt("a subtype of at most %d".formatted(LAST_SUBTYPE), Integer.toString(subtype));
    }
    if (subtype <= LAST_BUFFERED_SUBTYPE) {
      sizes[state] = subtype + 1;
    } else {
      kinds[state] = Kind.INLINE_VARINT;
      sizes[state] = subtype - LAST_BUFFERED_SUBTYPE - 1;
    }
  }

  private static boolean takes(Kind kind) {
    return switch (kind) {
      case RECORD_AS_IT_IS, VARINT, FIXED, TEXT -> true;
      case NOTHING, MESSAGE_START, RECORD_START, INLINE_VARINT, GROUP, MESSAGE_END -> false;
    };
  }

  /// States that lead to each other without a byte read would go on for ever.
  private void checkLoops() {
    int[] seenFrom = new int[states()];
    for (int start = 0; start < states(); start++) {
      int at = start;
      while (implicit[at] && seenFrom[at] == 0) {
        seenFrom[at] = start + 1;
        at = bases[at];
      }
      if (implicit[at] && seenFrom[at] == start + 1) {
        throw chunk.corrupt("states that come to an end", "a loop through state %d".formatted(at));
      }
    }
  }

  /// The buckets, cut into buffers: none lies in two.
  ByteCursor[] cut(MemorySegment[] buckets) {
    ByteCursor[] cursors = new ByteCursor[bufferLengths.length];
    int bucket = 0;
    long used = 0;
    for (int i = 0; i < cursors.length; i++) {
      long length = bufferLengths[i];
      if (length < 0 || length > buckets[bucket].byteSize() - used) {
        throw chunk.corrupt(
            "a buffer of at most the %d bytes left in its bucket".formatted(buckets[bucket].byteSize() - used),
            Long.toUnsignedString(length));
      }
      cursors[i] = new ByteCursor(chunk).set(buckets[bucket], used, length);
      used += length;
      while (bucket < buckets.length - 1 && used == buckets[bucket].byteSize()) {
        bucket++;
        used = 0;
      }
    }
    if (buckets.length > 0 && (bucket < buckets.length - 1 || used < buckets[bucket].byteSize())) {
      throw chunk.corrupt("buffers that use up the buckets", "bytes left in bucket " + bucket);
    }
    return cursors;
  }
}
