package dev.sheaf.arrayrecord;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Decodes chunks whose records were protobuf messages and have been cut into columns, one for each field.
///
/// ```text
/// compression   1 byte, for all sections
/// length        of the head, varint
/// head          a section
/// buckets       sections with the fields' values
/// transitions   a section: which state follows which
/// ```
///
/// It runs backwards, the last field of the last record first, and each piece goes in front of what is there already.
final class TransposedChunk {
  /// No writer nests deeper than 100 messages.
  private static final int MAX_DEPTH = 1 << 10;

  /// How many states there may be for each byte or record that they put out; writers need one or two. States that do
  /// nothing would take time without end.
  private static final long STEPS_PER_BYTE = 16;

  private static final long FREE_STEPS = 1 << 12;

  private final ChunkHeader chunk;
  private final Decompressor decompressor;

  TransposedChunk(ChunkHeader chunk, Decompressor decompressor) {
    this.chunk = chunk;
    this.decompressor = decompressor;
  }

  /// Decodes the chunk whose head has just been read.
  ///
  /// @param into what the records are put into
  /// @throws dev.sheaf.io.CorruptDataException if it contradicts itself
  /// @throws dev.sheaf.format.UnsupportedFormatException if it goes past a limit
  void decode(MemorySegment data, ChunkRecords records, Buffer into) {
    long count = chunk.records;
    decompressor.checkLimits(chunk.decodedSize, chunk.dataSize);
    decompressor.checkLimits(count, Long.MAX_VALUE);
    // Lengths of records that are no messages come on top.
    long most = chunk.decodedSize + 10 * count;
    ByteCursor in = new ByteCursor(chunk).set(data, 0, data.byteSize());
    Compression compression = Compression.of(in.nextByte("a compression"), chunk);
    long headLength = in.length("a head");
    long at = in.position();
    // A state for each field of each record, and a few more: what they say takes four varints each.
    long mostHead = Math.min(1L << 30, (1 << 16) + 64 * (most + headLength));
    MemorySegment head = decompressor.section(compression, data, at, headLength, 0, mostHead, new Buffer());
    TransposedHeader header = TransposedHeader.read(chunk, head);
    in.skip(headLength, "a head");
    MemorySegment[] buckets = new MemorySegment[header.bucketLengths.length];
    long left = most;
    for (int i = 0; i < buckets.length; i++) {
      at = in.position();
      long length = header.bucketLengths[i];
      in.skip(length, "a bucket of %s bytes".formatted(Long.toUnsignedString(length)));
      buckets[i] = decompressor.section(compression, data, at, length, 0, left, new Buffer());
      left -= buckets[i].byteSize();
    }
    MemorySegment transitions =
        decompressor.section(
            compression,
            data,
            in.position(),
            in.left(),
            0,
            Math.min(Integer.MAX_VALUE - 16, STEPS_PER_BYTE * most + FREE_STEPS),
            new Buffer());
    records.reset((int) count, (int) Math.min(count, transitions.byteSize() + 1));
    new Run(header, header.cut(buckets), transitions, records, into).go();
  }

  /// One decoding: the state machine and what it has put out.
  private final class Run {
    private final TransposedHeader states;
    private final ByteCursor[] buffers;
    private final ByteCursor transitions;
    private final ChunkRecords records;
    private final MemorySegment out;
    private final int size;

    /// Where the first byte put out is: it grows towards the front.
    private int start;

    private int recordsFound;

    /// Where the record found last begins.
    private int lastFound;

    // Messages that have been left at their end and not been entered at their start yet.
    private int[] messageEnds = new int[16];
    private long[] messageTags = new long[16];
    private int depth;

    Run(TransposedHeader states, ByteCursor[] buffers, MemorySegment transitions, ChunkRecords records, Buffer into) {
      this.states = states;
      this.buffers = buffers;
      this.transitions = new ByteCursor(chunk).set(transitions, 0, transitions.byteSize());
      this.records = records;
      this.size = (int) chunk.decodedSize;
      into.atLeast(size);
      this.out = into.segment().asSlice(0, size);
      this.start = size;
      this.lastFound = size;
    }

    void go() {
      long freeSteps = FREE_STEPS + STEPS_PER_BYTE * states.states();
      long steps = 0;
      int state = states.first;
      int pending = 0;
      while (true) {
        if (++steps - freeSteps > STEPS_PER_BYTE * ((long) size - start + recordsFound)) {
          throw chunk.corrupt("states that put out records", "states that do nothing over and over");
        }
        perform(state);
        int offset = 0;
        if (!states.implicit[state]) {
          if (pending > 0) {
            pending--;
          } else if (transitions.left() == 0) {
            break;
          } else {
            int transition = transitions.nextByte("a transition");
            offset = transition >>> 2;
            pending = transition & 3;
          }
        }
        state = states.bases[state] + offset;
        if (state >= states.states()) {
          throw chunk.corrupt("a state below %d".formatted(states.states()), Integer.toString(state));
        }
      }
      finish();
    }

    private void finish() {
      if (depth > 0) {
        throw chunk.corrupt("messages that begin", "%d that only end".formatted(depth));
      }
      if (recordsFound != records.count()) {
        throw chunk.corrupt("%d records".formatted(records.count()), Integer.toString(recordsFound));
      }
      // What comes before the first record belongs to none.
      if (start != 0 || lastFound != start) {
        throw chunk.corrupt("records of %d bytes together".formatted(size), "%d bytes".formatted(size - lastFound));
      }
      records.values(out);
      records.reverse(size);
    }

    private void perform(int state) {
      switch (states.kinds[state]) {
        case NOTHING -> {}
        case VARINT -> varint(state);
        case INLINE_VARINT -> {
          prepend((byte) states.sizes[state]);
          prependVarint(states.tags[state]);
        }
        case FIXED -> {
          take(states.buffers[state], states.sizes[state]);
          prependVarint(states.tags[state]);
        }
        case TEXT -> {
          text(states.buffers[state]);
          prependVarint(states.tags[state]);
        }
        case GROUP -> prependVarint(states.tags[state]);
        case MESSAGE_END -> leave(states.tags[state]);
        case MESSAGE_START -> enter();
        case RECORD_START -> record();
        case RECORD_AS_IT_IS -> {
          long length = buffers[buffers.length - 1].varint32("the length of a record");
          take(states.buffers[state], length);
          record();
        }
      }
    }

    /// The buffer holds the seven bits of each byte; the mark that more follow is put back.
    private void varint(int state) {
      int length = states.sizes[state];
      take(states.buffers[state], length);
      for (int i = 0; i < length - 1; i++) {
        byte bits = out.get(ValueLayout.JAVA_BYTE, start + i);
        out.set(ValueLayout.JAVA_BYTE, start + i, (byte) (bits | 0x80));
      }
      prependVarint(states.tags[state]);
    }

    /// A length and as many bytes, as they lie in the buffer.
    private void text(int buffer) {
      ByteCursor in = buffers[buffer];
      long from = in.position();
      long length = in.varint32("the length of a text");
      long whole = in.position() - from + length;
      if (length > in.left()) {
        throw in.cut("a text of %d bytes".formatted(length));
      }
      in.back(whole - length);
      take(buffer, whole);
    }

    private void leave(long tag) {
      if (depth == MAX_DEPTH) {
        throw chunk.unsupported("messages of at most %d in each other".formatted(MAX_DEPTH), "more");
      }
      if (depth == messageEnds.length) {
        messageEnds = Arrays.copyOf(messageEnds, 2 * depth);
        messageTags = Arrays.copyOf(messageTags, 2 * depth);
      }
      messageEnds[depth] = start;
      messageTags[depth++] = tag;
    }

    private void enter() {
      if (depth == 0) {
        throw chunk.corrupt("a message that ends", "one that only begins");
      }
      depth--;
      prependVarint(messageEnds[depth] - start);
      prependVarint(messageTags[depth]);
    }

    private void record() {
      if (depth > 0) {
        throw chunk.corrupt("a record that begins outside of its messages", "one inside of %d".formatted(depth));
      }
      if (recordsFound == records.count()) {
        throw chunk.corrupt("%d records".formatted(records.count()), "more");
      }
      records.end(recordsFound++, size - start);
      lastFound = start;
    }

    private void take(int buffer, long count) {
      ByteCursor in = buffers[buffer];
      room(count);
      start -= (int) count;
      in.take(out, start, count);
    }

    private void prepend(byte value) {
      room(1);
      out.set(ValueLayout.JAVA_BYTE, --start, value);
    }

    private void prependVarint(long value) {
      int bytes = Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
      for (int i = bytes - 1; i >= 0; i--) {
        prepend((byte) (((value >>> (7 * i)) & 0x7f) | (i < bytes - 1 ? 0x80 : 0)));
      }
    }

    private void room(long count) {
      if (count > start) {
        throw chunk.corrupt("records of %d bytes together".formatted(size), "more");
      }
    }
  }
}
