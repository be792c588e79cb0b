package dev.sheaf.arrayrecord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.DataException;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files whose index is longer than a mebibyte, and is read entry by entry.
final class LargeIndexTest {
  private static final int COUNT = 150_000;

  @TempDir private static Path folder;

  private static List<byte[]> records;
  private static Path plain;

  @BeforeAll
  static void write() {
    records = IntStream.range(0, COUNT).mapToObj(LargeIndexTest::record).toList();
    plain = Sample.write(folder.resolve("plain"), "uncompressed", records);
  }

  private static byte[] record(int i) {
    return "record %d".formatted(i).getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uncompressed", "zstd", "snappy", "group_size:1,brotli:1", "pad_to_block_boundary:true"})
  void readsRecordsInAnyOrder(String options) {
    long seed = System.nanoTime();
    int count = options.startsWith("pad") ? 300 : COUNT;
    Path path = Sample.write(folder.resolve("any"), options, records.subList(0, count));
    for (InputFile file : List.of(InputFile.open(path), InputFile.openPositional(path))) {
      try (ArrayRecordReader reader = Sample.open(file)) {
        assertEquals(count, reader.size());
        for (int i : new Random(seed).ints(2_000, 0, count).toArray()) {
          assertEquals("record " + i, text(reader.read(i)), () -> "seed " + seed);
        }
        assertEquals("record " + (count - 1), text(reader.read(count - 1L)));
        reader.verifyIndex();
        assertEquals("record 0", text(reader.read(0)));
        assertEquals(Sample.digest(records.subList(0, count)), Sample.digest(Sample.all(reader)));
      }
    }
  }

  private static String text(MemorySegment bytes) {
    return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  @Test
  void doesNotParseItOnOpening() {
    try (ArrayRecordReader reader = Sample.open(plain)) {
      assertInstanceOf(LargeIndex.class, reader.index());
    }
  }

  @Test
  void givesARightRecordOrAnErrorWhereverTheIndexIsDamaged() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] bytes = Files.readAllBytes(plain);
    int from = footer(bytes) + 64;
    int to = bytes.length - 65_536;
    for (int run = 0; run < 80; run++) {
      int at = random.nextInt(from, to);
      byte old = bytes[at];
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      String what = "seed %d, byte %d".formatted(seed, at);
      try (ArrayRecordReader reader = Sample.open(bytes)) {
        for (int i : random.ints(40, 0, COUNT).toArray()) {
          assertEquals("record " + i, text(reader.read(i)), what);
        }
      } catch (DataException e) {
        assertEquals("made.array_record", e.file(), what);
      }
      bytes[at] = old;
    }
  }

  @Test
  void findsDamageOfAnyEntryAtTheLatestWhenAllAreVerified() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] bytes = Files.readAllBytes(plain);
    int from = footer(bytes) + 64;
    for (int run = 0; run < 10; run++) {
      int at = random.nextInt(from, from + 1_000_000);
      bytes[at] ^= 1;
      assertThrows(
          CorruptDataException.class,
          () -> {
            try (ArrayRecordReader reader = Sample.open(bytes)) {
              reader.verifyIndex();
            }
          },
          () -> "seed %d, byte %d".formatted(seed, at));
      bytes[at] ^= 1;
    }
  }

  /// Two entries in each other's place: sizes and sums are right, and so are the chunks that they lead to.
  @Test
  void refusesEntriesInEachOthersPlace() throws IOException {
    byte[] bytes = Files.readAllBytes(plain);
    int first = entry(bytes, 50_000);
    int second = entry(bytes, 50_500);
    int length = entryMessage(bytes, 50_000).length;
    for (int i = 0; i < length; i++) {
      byte old = bytes[first + i];
      bytes[first + i] = bytes[second + i];
      bytes[second + i] = old;
    }
    for (long record : new long[] {49_999, 50_000, 50_499, 50_500}) {
      try (ArrayRecordReader reader = Sample.open(bytes)) {
        assertThrows(CorruptDataException.class, () -> reader.read(record));
      }
    }
    try (ArrayRecordReader reader = Sample.open(bytes)) {
      readsUnlessTheIndexWasFoundOut(reader);
      assertThrows(CorruptDataException.class, reader::verifyIndex);
      assertThrows(CorruptDataException.class, () -> reader.read(3));
    }
  }

  /// A thread verifies the index from the first read on: it may have been faster.
  private static void readsUnlessTheIndexWasFoundOut(ArrayRecordReader reader) {
    try {
      assertEquals("record 3", text(reader.read(3)));
    } catch (CorruptDataException e) {
      assertTrue(e.toString().contains("an index of hash"), e.toString());
    }
  }

  /// Where an entry is, which here does not lie across a block header.
  private static int entry(byte[] bytes, int which) {
    MemorySegment file = MemorySegment.ofArray(bytes);
    byte[] message = entryMessage(bytes, which);
    for (int at = footer(bytes); at < bytes.length; at++) {
      if (file.asSlice(at, message.length).mismatch(MemorySegment.ofArray(message)) < 0) {
        return at;
      }
    }
    throw new AssertionError("no entry " + which);
  }

  private static byte[] entryMessage(byte[] bytes, int which) {
    try (ArrayRecordReader reader = Sample.open(bytes)) {
      ByteArray entry = new ByteArray();
      entry.add(0x08).addVarint(reader.offset(which));
      entry.add(0x10).addVarint(record(which).length).add(0x18).addVarint(1);
      return Sample.copy(entry.segment());
    }
  }

  private static int footer(byte[] bytes) {
    try (ArrayRecordReader reader = Sample.open(bytes)) {
      // The last chunk is as long as the one before, or ten bytes of a block header longer.
      return (int) reader.offset(reader.size() - 1) + 40;
    }
  }

  @Test
  void readsGroupsOfDifferentSizes() {
    List<MadeFile.Chunk> chunks = new ArrayList<>();
    ByteArray entries = new ByteArray();
    ByteArray sizes = new ByteArray();
    long begin = 64;
    int record = 0;
    int groups = COUNT / 2;
    for (int group = 0; group < groups; group++) {
      // The last is larger than the first, which no group size explains.
      int count = group == groups - 1 ? 3 : 2;
      ByteArray data = new ByteArray();
      data.add(0).addVarint(count);
      ByteArray values = new ByteArray();
      for (int i = 0; i < count; i++) {
        byte[] bytes = "%08d %012d".formatted(record, record++).getBytes(StandardCharsets.UTF_8);
        data.addVarint(bytes.length);
        values.add(bytes);
      }
      data.add(values.segment());
      chunks.add(
          new MadeFile.Chunk(ChunkHeader.SIMPLE, Sample.copy(data.segment()), count, values.length()));
      int start = entries.length();
      entries.add(0x08).addVarint(begin).add(0x10).addVarint(values.length()).add(0x10).addVarint(1);
      entries.add(0x18).addVarint(count);
      sizes.addVarint(entries.length() - start);
      begin = BlockLayout.chunkEnd(begin, data.length(), count);
    }
    byte[] made = MadeFile.withFooter(chunks, sizes, entries, begin, groups, record).bytes();
    try (ArrayRecordReader reader = Sample.open(made)) {
      assertInstanceOf(ParsedIndex.class, reader.index());
      assertEquals(record, reader.size());
      assertTrue(text(reader.read(record - 1)).endsWith("%012d".formatted(record - 1)));
    }
  }

  @Test
  void refusesLongIndexesPastTheLimit() {
    FormatOptions options = FormatOptions.DEFAULT.withMaxRecordBytes(1 << 19);
    Path path = Sample.write(folder.resolve("limit"), "zstd", records);
    assertThrows(DataException.class, () -> Sample.open(InputFile.open(path), options));
  }
}
