package dev.sheaf.arrayrecord;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArrayRecordWriterTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "group_size:1,uncompressed",
        "group_size:7,uncompressed",
        "group_size:1",
        "group_size:100,zstd:19,window_log:27",
        "group_size:10,zstd:-5,window_log:10",
        "group_size:1,snappy",
        "group_size:33,snappy:2",
        "group_size:1,brotli:0",
        "group_size:50,brotli,window_log:24",
        "group_size:9,uncompressed,pad_to_block_boundary:true",
        "group_size:40,pad_to_block_boundary:true",
        "group_size:2147483647,zstd"
      })
  void readsBackWhatItWrote(String options) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<byte[]> records = Sample.records(random, 400);
    Path path = Sample.write(folder.resolve("a.array_record"), options, records);
    try (ArrayRecordReader reader = Sample.open(path)) {
      assertEquals(records.size(), reader.size());
      assertEquals(ArrayRecordWriterOptions.parse(options).recorded(), reader.writerOptions().orElseThrow());
      assertEquals(Sample.digest(records), Sample.digest(Sample.all(reader)), () -> "seed " + seed);
      for (int i : random.ints(50, 0, records.size()).toArray()) {
        assertArrayEquals(records.get(i), Sample.copy(reader.read(i)), () -> "seed " + seed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_400, 65_450, 65_471, 65_472, 65_473, 65_512, 131_000, 1_000_000})
  void writesRecordsOfAnyLengthAcrossBlocks(int length) {
    byte[] first = new byte[length];
    new Random(length).nextBytes(first);
    List<byte[]> records = List.of(first, new byte[] {1}, first);
    for (String options : List.of("uncompressed", "zstd", "snappy")) {
      Path path = Sample.write(folder.resolve(options), options, records);
      try (ArrayRecordReader reader = Sample.open(path)) {
        assertEquals(Sample.digest(records), Sample.digest(Sample.all(reader)));
      }
    }
  }

  /// Both files stand in the description of the format, byte by byte.
  @ParameterizedTest
  @CsvSource({
    "0, bb7d9c8ed25aa0ec5f40ee07e444096b2b58697cb675400fdadaedfab1ce2c40",
    "1, ad24078bd8540c521aa1163066382f0b7a4dd3a17440688e6eeac53a49a01006"
  })
  void writesTheFilesOfTheDescription(int records, String sha256) throws Exception {
    List<byte[]> hello = Stream.of("hello").limit(records).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    Path path = Sample.write(folder.resolve("hello"), "group_size:1,uncompressed", hello);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
    assertEquals(sha256, HexFormat.of().formatHex(digest));
  }

  @Test
  void leavesNothingWithoutACommit() throws IOException {
    Path target = folder.resolve("a.array_record");
    try (RecordWriter writer = Sample.FORMAT.create(target, FormatOptions.DEFAULT)) {
      writer.write(MemorySegment.ofArray(new byte[100]));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void takesSettingsByName() {
    Path target = folder.resolve("a.array_record");
    FormatOptions options = FormatOptions.DEFAULT.with("group_size", "3").with("uncompressed", "");
    try (RecordWriter writer = Sample.FORMAT.create(target, options)) {
      writer.commit();
    }
    try (ArrayRecordReader reader = Sample.open(target)) {
      assertTrue(reader.writerOptions().orElseThrow().startsWith("group_size:3,"));
    }
  }

  @Test
  void refusesSettingsOfAReader() {
    FormatOptions options = FormatOptions.DEFAULT.with("readahead_buffer_size", "1M");
    var fault =
        assertThrows(IllegalArgumentException.class, () -> Sample.FORMAT.create(folder.resolve("a"), options));
    assertTrue(
        String.valueOf(fault.getMessage()).startsWith("Unknown option readahead_buffer_size, valid options: "));
  }

  @Test
  void refusesToTranspose() {
    FormatOptions options = FormatOptions.DEFAULT.with("transpose", "true");
    assertThrows(IllegalArgumentException.class, () -> Sample.FORMAT.create(folder.resolve("a"), options));
    assertFalse(Files.exists(folder.resolve("a")));
  }

  @Test
  void writesNothingAfterTheCommit() {
    try (RecordWriter writer = Sample.FORMAT.create(folder.resolve("a"), FormatOptions.DEFAULT)) {
      writer.commit();
      assertThrows(IllegalStateException.class, () -> writer.write(MemorySegment.ofArray(new byte[1])));
      assertThrows(IllegalStateException.class, writer::commit);
    }
  }

  @Test
  void takesRecordsFromNativeMemory() {
    Path target = folder.resolve("a");
    try (var arena = Arena.ofConfined();
        RecordWriter writer = Sample.FORMAT.create(target, FormatOptions.DEFAULT)) {
      writer.write(arena.allocate(5).fill((byte) 9));
      writer.commit();
    }
    try (ArrayRecordReader reader = Sample.open(target)) {
      assertArrayEquals(new byte[] {9, 9, 9, 9, 9}, Sample.copy(reader.read(0)));
    }
  }
}
