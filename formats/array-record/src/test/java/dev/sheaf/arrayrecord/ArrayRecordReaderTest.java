package dev.sheaf.arrayrecord;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat.Match;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.InputFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArrayRecordReaderTest {
  @TempDir private Path folder;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void isFoundByNameAndContent() throws IOException {
    Path path = Files.move(Sample.write(folder.resolve("a"), "", List.of()), folder.resolve("without-a-name"));
    assertEquals("array_record", RecordFormats.installed().find(FileProbe.of(path)).orElseThrow().name());
    Files.writeString(folder.resolve("train.array_record-00000-of-00010"), "something else");
    assertEquals(Match.NAME, Sample.FORMAT.match(FileProbe.of(folder.resolve("train.array_record-00000-of-00010"))));
    assertEquals(Match.NONE, Sample.FORMAT.match(FileProbe.of(folder)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"group_size:1,uncompressed", "group_size:1", "group_size:10", "group_size:10,snappy"})
  void givesSixteenThreadsAtOnceTheRightRecords(String options) throws Exception {
    List<byte[]> records = Sample.records(random, 2_000);
    Path path = Sample.write(folder.resolve("a"), options, records);
    for (InputFile file : List.of(InputFile.open(path), InputFile.openPositional(path))) {
      try (ArrayRecordReader reader = Sample.open(file);
          ExecutorService executor = Executors.newFixedThreadPool(16)) {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
          tasks.add(() -> readAtRandom(reader, records, new Random(seed + tasks.size())));
        }
        for (Future<Void> done : executor.invokeAll(tasks)) {
          done.get();
        }
      }
    }
  }

  private Void readAtRandom(ArrayRecordReader reader, List<byte[]> records, Random own) {
    for (int run = 0; run < 1_000; run++) {
      int at = own.nextInt(records.size());
      switch (own.nextInt(10)) {
        case 0 -> {
          int to = own.nextInt(at, Math.min(at + 50, records.size()));
          reader.read(at, to, (i, bytes) -> check(records, i, bytes));
        }
        case 1 -> {
          long[] some = own.longs(20, 0, records.size()).toArray();
          reader.read(some, some.length, (i, bytes) -> check(records, i, bytes));
        }
        case 2 -> {
          MemorySegment target = MemorySegment.ofArray(new byte[1 << 12]);
          check(records, at, target.asSlice(0, reader.read(at, target)));
        }
        default -> check(records, at, reader.read(at));
      }
    }
    return null;
  }

  private void check(List<byte[]> records, long record, MemorySegment bytes) {
    assertArrayEquals(
        records.get((int) record), Sample.copy(bytes), () -> "record %d, seed %d".formatted(record, seed));
  }

  @Test
  void givesViewsOfAMappedFileWhereItIsPlain() {
    Path plain = Sample.write(folder.resolve("plain"), "uncompressed", List.of(new byte[] {1}, new byte[] {2}));
    Path packed = Sample.write(folder.resolve("packed"), "zstd", List.of(new byte[] {1}));
    try (ArrayRecordReader first = Sample.open(plain);
        ArrayRecordReader second = Sample.open(packed)) {
      MemorySegment view = first.read(0);
      assertTrue(view.isMapped());
      assertTrue(view.isReadOnly());
      assertTrue(view.asOverlappingSlice(first.read(0)).isPresent());
      assertTrue(second.read(0).isReadOnly());
      assertFalse(second.read(0).isMapped());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"group_size:1", "group_size:5", "group_size:5,uncompressed"})
  void handsOutCopiesThatStay(String options) {
    List<byte[]> records = Sample.records(random, 100);
    Path path = Sample.write(folder.resolve("a"), options, records);
    try (ArrayRecordReader reader = Sample.open(InputFile.openPositional(path))) {
      List<MemorySegment> kept = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        kept.add(reader.read(i));
      }
      for (int i = 0; i < 100; i++) {
        check(records, i, kept.get(i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "3", "1000000"})
  void readsAheadInOrder(String parallelism) {
    List<byte[]> records = Sample.records(random, 3_000);
    Path path = Sample.write(folder.resolve("a"), "group_size:7", records);
    FormatOptions options =
        FormatOptions.DEFAULT.with("max_parallelism", parallelism).with("readahead_buffer_size", "4k");
    try (ArrayRecordReader reader = Sample.open(InputFile.open(path), options)) {
      assertEquals(Sample.digest(records), Sample.digest(Sample.all(reader)));
      List<Long> order = new ArrayList<>();
      reader.read(5, 2_000, (i, bytes) -> {
        order.add(i);
        check(records, i, bytes);
      });
      assertEquals(5, order.getFirst());
      assertEquals(1_995, order.size());
      assertEquals(1_999, order.getLast());
      var fault =
          assertThrows(
              IllegalStateException.class,
              () ->
                  reader.read(0, 3_000, (i, _) -> {
                    if (i == 1_234) {
                      throw new IllegalStateException("enough");
                    }
                  }));
      assertEquals("enough", fault.getMessage());
    }
  }

  @Test
  void readsIndicesInTheOrderAsked() {
    List<byte[]> records = Sample.records(random, 50);
    for (String options : List.of("group_size:1", "group_size:8")) {
      Path path = Sample.write(folder.resolve("a"), options, records);
      try (ArrayRecordReader reader = Sample.open(path)) {
        long[] asked = {49, 0, 7, 7, 8, 49, 3};
        List<Long> given = new ArrayList<>();
        reader.read(asked, 6, (i, bytes) -> {
          given.add(i);
          check(records, i, bytes);
        });
        assertEquals(Arrays.stream(asked).limit(6).boxed().toList(), given);
      }
    }
  }

  @Test
  void refusesRecordsThatAreNotThere() {
    Path path = Sample.write(folder.resolve("a"), "", List.of(new byte[1], new byte[2]));
    try (ArrayRecordReader reader = Sample.open(path)) {
      assertThrows(IndexOutOfBoundsException.class, () -> reader.read(2));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.read(-1));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.read(1L << 62));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.read(1, 3, (_, _) -> {}));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.read(new long[] {0, 2}, 2, (_, _) -> {}));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.offset(2));
      assertThrows(
          IllegalArgumentException.class, () -> reader.read(1, MemorySegment.ofArray(new byte[1])));
    }
  }

  @Test
  void saysWhereARecordIs() {
    try (ArrayRecordReader reader = Sample.open(Sample.golden("golden/span-uncompressed.array_record"))) {
      assertEquals(64, reader.offset(0));
      assertEquals(261_754, reader.offset(7));
    }
  }

  @Test
  void isClosedOnceForAll() {
    Path path = Sample.write(folder.resolve("a"), "", List.of(new byte[1]));
    ArrayRecordReader reader = Sample.open(path);
    reader.read(0);
    reader.close();
    reader.close();
    assertThrows(IllegalStateException.class, () -> reader.read(0));
    assertThrows(IllegalStateException.class, reader::size);
    assertThrows(IllegalStateException.class, () -> reader.read(0, 1, (_, _) -> {}));
  }

  @Test
  void refusesLargeWindowBrotliAsNotSupported() throws IOException {
    Path path =
        Path.of(
            System.getProperty("sheaf.testdata"),
            "conformance/formats/array_record/opt-g50-brotli5-windowlog27.array_record");
    var fault = assertThrows(UnsupportedFormatException.class, () -> Sample.open(path));
    assertTrue(fault.found().contains("window_log"), fault::getMessage);
  }

  @Test
  void refusesRecordsPastTheLimit() {
    Path path = Sample.write(folder.resolve("a"), "", List.of(new byte[1_000], new byte[1_001]));
    FormatOptions options = FormatOptions.DEFAULT.withMaxRecordBytes(1_000);
    try (ArrayRecordReader reader = Sample.open(InputFile.open(path), options)) {
      assertEquals(1_000, reader.read(0).byteSize());
      var fault = assertThrows(UnsupportedFormatException.class, () -> reader.read(1));
      assertTrue(fault.expected().contains("maxRecordBytes"), fault::getMessage);
    }
  }

  @Test
  void refusesMoreThanACompressedByteMayBecome() {
    Path path = Sample.write(folder.resolve("a"), "zstd", List.of(new byte[80 << 20]));
    try (ArrayRecordReader reader = Sample.open(path)) {
      var fault = assertThrows(UnsupportedFormatException.class, () -> reader.read(0));
      assertTrue(fault.expected().contains("maxExpansion"), fault::getMessage);
    }
    FormatOptions trusting = FormatOptions.DEFAULT.withMaxExpansion(Long.MAX_VALUE);
    try (ArrayRecordReader reader = Sample.open(InputFile.open(path), trusting)) {
      assertEquals(80 << 20, reader.read(0).byteSize());
    }
  }
}
