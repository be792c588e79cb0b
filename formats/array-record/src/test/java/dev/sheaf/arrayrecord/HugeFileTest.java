package dev.sheaf.arrayrecord;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.io.InputFile;
import dev.sheaf.io.OutputFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file of more than four gibibytes, of which only the ends are on the disk: in between lies padding.
final class HugeFileTest {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long FAR = 5L << 30;

  @TempDir private Path folder;

  @Test
  void readsBehindFourGibibytes() throws IOException {
    byte[] first = "first".getBytes(StandardCharsets.UTF_8);
    byte[] last = "last".getBytes(StandardCharsets.UTF_8);
    ByteArray sizes = new ByteArray();
    ByteArray entries = new ByteArray();
    Path path = folder.resolve("huge.array_record");
    try (FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
      byte[] start = part(0, writer -> {
        writer.write(ChunkHeader.SIGNATURE, MemorySegment.ofArray(new byte[0]), 0, 0);
        record(writer, first, sizes, entries);
        return writer;
      });
      file.write(ByteBuffer.wrap(start), 0);
      file.write(ByteBuffer.wrap(paddingHeader(start.length)), start.length);
      byte[] end = part(FAR, writer -> {
        record(writer, last, sizes, entries);
        long footer = writer.position();
        MadeFile made = MadeFile.withFooter(List.of(), sizes, entries, footer, 2, 2);
        made.writeEnd(writer);
        return writer;
      });
      file.write(ByteBuffer.wrap(end), FAR);
    }
    assertTrue(Files.size(path) > 5L << 30);
    for (InputFile input : List.of(InputFile.open(path), InputFile.openPositional(path))) {
      try (ArrayRecordReader reader = Sample.open(input)) {
        assertEquals(2, reader.size());
        assertEquals(FAR, reader.offset(1));
        assertArrayEquals(last, Sample.copy(reader.read(1)));
        assertArrayEquals(first, Sample.copy(reader.read(0)));
      }
    }
  }

  /// Writes chunks.
  private interface Writing {
    ChunkWriter write(ChunkWriter writer);
  }

  private byte[] part(long position, Writing writing) throws IOException {
    Path path = folder.resolve("part");
    try (OutputFile out = OutputFile.create(path)) {
      writing.write(new ChunkWriter(out, position)).flush();
      out.commit();
    }
    return Files.readAllBytes(path);
  }

  private static void record(ChunkWriter writer, byte[] bytes, ByteArray sizes, ByteArray entries) {
    int start = entries.length();
    entries.add(0x08).addVarint(writer.position()).add(0x10).addVarint(bytes.length).add(0x18).addVarint(1);
    sizes.addVarint(entries.length() - start);
    MadeFile.Chunk chunk =
        MadeFile.simple(new ByteArray().addVarint(bytes.length), new ByteArray().add(bytes), 1);
    writer.write(chunk.type(), MemorySegment.ofArray(chunk.data()), 1, bytes.length);
  }

  /// The head of a padding chunk up to the far end; its zeros need not be there.
  private static byte[] paddingHeader(long begin) {
    MemorySegment header = MemorySegment.ofArray(new byte[40]);
    header.set(LONG, 8, BlockLayout.payload(FAR) - BlockLayout.payload(begin) - 40);
    header.set(LONG, 24, ChunkHeader.PADDING);
    header.set(LONG, 0, new HighwayHash().of(header, 8, 32));
    return Sample.copy(header);
  }
}
