package dev.sheaf.arrayrecord;

import static dev.sheaf.arrayrecord.BlockLayout.BLOCK;
import static dev.sheaf.arrayrecord.BlockLayout.CHUNK_HEADER;

import dev.sheaf.io.OutputFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Writes chunks one after the other, with the block headers among them. For one thread.
final class ChunkWriter {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int FLUSHED_BYTES = 1 << 20;

  private final OutputFile out;
  private final HighwayHash hash = new HighwayHash();
  private final MemorySegment header = MemorySegment.ofArray(new byte[CHUNK_HEADER]);
  private final MemorySegment blockHeader = MemorySegment.ofArray(new byte[BlockLayout.BLOCK_HEADER]);
  private final MemorySegment zeros = MemorySegment.ofArray(new byte[BLOCK]).asReadOnly();
  private final ByteArray pending = new ByteArray();
  private long position;

  // Of the chunk that is being written.
  private long begin;
  private long end;

  /// @param position where in the file `out` starts
  ChunkWriter(OutputFile out, long position) {
    this.out = out;
    this.position = position;
  }

  /// Where the next chunk begins.
  long position() {
    return position;
  }

  /// Writes a chunk.
  void write(byte type, MemorySegment data, long records, long decodedSize) {
    header.set(LONG, 8, data.byteSize());
    header.set(LONG, 16, hash.of(data, 0, data.byteSize()));
    header.set(LONG, 24, (records << 8) | type);
    header.set(LONG, 32, decodedSize);
    header.set(LONG, 0, hash.of(header, 8, CHUNK_HEADER - 8));
    begin = position;
    end = BlockLayout.chunkEnd(begin, data.byteSize(), records);
    emit(header);
    emit(data);
    fill();
  }

  /// Writes zeros up to the next block, as a chunk of their own.
  void pad() {
    long until = BlockLayout.paddingEnd(position);
    if (until > position) {
      long bytes = BlockLayout.payload(until) - BlockLayout.payload(position) - CHUNK_HEADER;
      write(ChunkHeader.PADDING, zeros(bytes), 0, 0);
    }
  }

  /// At most what two blocks hold.
  private static MemorySegment zeros(long count) {
    return MemorySegment.ofArray(new byte[(int) count]);
  }

  /// Writes what has been put together.
  void flush() {
    out.write(pending.segment());
    pending.clear();
  }

  private void emit(MemorySegment bytes) {
    long done = 0;
    while (done < bytes.byteSize()) {
      startBlock();
      long piece = Math.min(BLOCK - BlockLayout.inBlock(position), bytes.byteSize() - done);
      put(bytes.asSlice(done, piece));
      done += piece;
    }
  }

  private void fill() {
    while (position < end) {
      startBlock();
      put(zeros.asSlice(0, Math.min(BLOCK - BlockLayout.inBlock(position), end - position)));
    }
  }

  private void startBlock() {
    if (BlockLayout.inBlock(position) == 0) {
      blockHeader.set(LONG, 8, position - begin);
      blockHeader.set(LONG, 16, end - position);
      blockHeader.set(LONG, 0, hash.of(blockHeader, 8, 16));
      put(blockHeader);
    }
  }

  private void put(MemorySegment bytes) {
    pending.add(bytes);
    position += bytes.byteSize();
    if (pending.length() >= FLUSHED_BYTES) {
      flush();
    }
  }
}
