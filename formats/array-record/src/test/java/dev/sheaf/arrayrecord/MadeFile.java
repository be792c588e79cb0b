package dev.sheaf.arrayrecord;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.OutputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A file as a list of chunks, which can be changed and is then put together with right hashes again.
final class MadeFile {
  /// One chunk.
  @SuppressWarnings("ArrayRecordComponent") // For tests, which do not compare chunks.
  record Chunk(byte type, byte[] data, long records, long decodedSize) {}

  private final List<Chunk> chunks;

  MadeFile(List<Chunk> chunks) {
    this.chunks = chunks;
  }

  /// Takes a file of one footer apart: all chunks but signature and padding, up to the postscript.
  static MadeFile of(byte[] bytes) {
    ChunkReader reader =
        new ChunkReader(FileBytes.of(InputFile.of("", MemorySegment.ofArray(bytes))), FormatOptions.DEFAULT);
    ChunkHeader header = new ChunkHeader("");
    List<Chunk> chunks = new ArrayList<>();
    long at = 64;
    while (at < bytes.length) {
      reader.header(at, bytes.length, 0, header);
      if (header.type != ChunkHeader.PADDING) {
        chunks.add(
            new Chunk(header.type, Sample.copy(reader.data(header)), header.records, header.decodedSize));
      }
      at = header.end;
    }
    return new MadeFile(chunks);
  }

  /// Chunks of records with an index behind them.
  ///
  /// @param sizes of the entries
  /// @param footer where the index begins
  static MadeFile withFooter(
      List<Chunk> records, ByteArray sizes, ByteArray entries, long footer, long chunkCount, long recordCount) {
    ByteArray metadata = new ByteArray();
    metadata.add(0x08).addVarint(1).add(0x10).addVarint(chunkCount).add(0x18).addVarint(recordCount);
    ByteArray first = new ByteArray();
    first.add(0x0a).addVarint(metadata.length()).add(metadata.segment());
    ByteArray postscript = new ByteArray();
    postscript.add(0x08).addVarint(footer).add(0x10).addVarint(0x71930e704fdae05eL);
    List<Chunk> chunks = new ArrayList<>(records);
    chunks.add(
        simple(
            new ByteArray().addVarint(first.length()).add(sizes.segment()),
            first.add(entries.segment()),
            chunkCount + 1));
    chunks.add(simple(new ByteArray().addVarint(postscript.length()), postscript, 1));
    return new MadeFile(chunks);
  }

  /// A chunk that is not compressed.
  static Chunk simple(ByteArray sizes, ByteArray values, long records) {
    ByteArray data = new ByteArray();
    data.add(0).addVarint(sizes.length()).add(sizes.segment()).add(values.segment());
    return new Chunk(ChunkHeader.SIMPLE, Sample.copy(data.segment()), records, values.length());
  }

  /// The file with a few bytes of one chunk's data changed, added or left out. What the index says of places stays, so
  /// later chunks may not be where it says.
  byte[] withChangedData(Random random) {
    List<Chunk> changed = new ArrayList<>(chunks);
    int which = random.nextInt(chunks.size() - 1);
    Chunk chunk = chunks.get(which);
    byte[] data = chunk.data.clone();
    for (int i = random.nextInt(1, 4); i > 0 && data.length > 0; i--) {
      int at = random.nextInt(Math.min(data.length, random.nextBoolean() ? 60 : data.length));
      data[at] = (byte) (random.nextBoolean() ? data[at] ^ 1 << random.nextInt(8) : random.nextInt());
    }
    changed.set(which, new Chunk(chunk.type, data, chunk.records, chunk.decodedSize));
    return new MadeFile(changed).bytes();
  }

  /// The file, with padding in front of the postscript and behind it.
  byte[] bytes() {
    Path path = null;
    try {
      path = Files.createTempFile("made", ".array_record");
      try (OutputFile out = OutputFile.create(path)) {
        ChunkWriter writer = new ChunkWriter(out, 0);
        writer.write(ChunkHeader.SIGNATURE, MemorySegment.ofArray(new byte[0]), 0, 0);
        writeEnd(writer);
        writer.flush();
        out.commit();
      }
      byte[] bytes = Files.readAllBytes(path);
      Files.delete(path);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes the chunks, with padding in front of the last and behind it.
  void writeEnd(ChunkWriter writer) {
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      if (i == chunks.size() - 1) {
        writer.pad();
      }
      writer.write(chunk.type, MemorySegment.ofArray(chunk.data), chunk.records, chunk.decodedSize);
    }
    writer.pad();
  }
}
