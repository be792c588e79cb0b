package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.StorageException;
import dev.sheaf.io.TruncatedDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Packed folders of several shards, and how they come about.
class PackedShardsTest {
  private static final PackOptions FOUR_ROWS = PackOptions.DEFAULT.withShardRows(4);

  @TempDir Path temporary;

  private Path folder() {
    return temporary.resolve("packed");
  }

  /// The names and bytes of all files.
  static Map<String, List<Byte>> files(Path folder) throws IOException {
    Map<String, List<Byte>> files = new TreeMap<>();
    try (Stream<Path> names = Files.list(folder)) {
      for (Path file : names.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Byte[] boxed = new Byte[bytes.length];
        Arrays.setAll(boxed, i -> bytes[i]);
        files.put(file.getFileName().toString(), List.of(boxed));
      }
    }
    return files;
  }

  private static void assertHoldsRows(Path folder, long size) {
    ScanRows expected = ScanRows.of(size);
    try (PackedDataset<Object[]> packed = PackedDataset.open(folder)) {
      assertEquals(size, packed.size());
      for (long row = 0; row < size; row++) {
        assertArrayEquals(expected.get(row), packed.get(row), "row " + row);
      }
      assertThrows(IndexOutOfBoundsException.class, () -> packed.get(size));
      assertThrows(IndexOutOfBoundsException.class, () -> packed.get(-1));
    }
  }

  private List<Long> rowsOfShards() {
    return PackedDescription.read(folder().resolve("dataset.json")).shards().stream()
        .map(PackedDescription.Shard::records)
        .toList();
  }

  @Test
  void givesBackTheRowsOfAllShards() {
    DatasetPacker.pack(ScanRows.of(10), folder(), FOUR_ROWS);
    assertEquals(List.of(4L, 4L, 2L), rowsOfShards());
    assertTrue(Files.exists(folder().resolve("2-points-offsets-00002.npy")));
    assertHoldsRows(folder(), 10);
  }

  @Test
  void makesNoShardWithoutRowsButForADatasetWithoutAny() {
    DatasetPacker.pack(ScanRows.of(8), folder(), FOUR_ROWS);
    assertEquals(List.of(4L, 4L), rowsOfShards());
    Path empty = temporary.resolve("empty");
    DatasetPacker.pack(ScanRows.of(0), empty, FOUR_ROWS);
    assertHoldsRows(empty, 0);
  }

  /// Rows have 16 bytes, and 8 for each of 0 to 4 points.
  @Test
  void endsAShardBeforeItHasTooManyBytes() {
    DatasetPacker.pack(ScanRows.of(10), folder(), PackOptions.DEFAULT.withShardBytes(60));
    assertEquals(List.of(2L, 1L, 1L, 2L, 1L, 1L, 1L, 1L), rowsOfShards(), "16 + 32 | 48 | 24 | 40 + 16 | 32 | 48 ...");
    assertHoldsRows(folder(), 10);
    Path single = temporary.resolve("single");
    DatasetPacker.pack(ScanRows.of(3), single, PackOptions.DEFAULT.withShardBytes(1));
    assertHoldsRows(single, 3);
  }

  @Test
  void givesTheSameBytesForAnyNumberOfThreads() throws IOException {
    PackOptions options = PackOptions.DEFAULT.withShardRows(300);
    DatasetPacker.pack(ScanRows.of(1000), folder(), options.withThreads(1));
    for (int threads : new int[] {2, 7}) {
      Path other = temporary.resolve(threads + " threads");
      DatasetPacker.pack(ScanRows.of(1000), other, options.withThreads(threads));
      assertEquals(files(folder()), files(other), threads + " threads");
    }
  }

  @Test
  void hasTheSameFingerprintHoweverItIsSharded() {
    DatasetPacker.pack(ScanRows.of(10), folder(), FOUR_ROWS);
    Path whole = temporary.resolve("whole");
    DatasetPacker.pack(ScanRows.of(10), whole);
    Path other = temporary.resolve("other");
    DatasetPacker.pack(ScanRows.of(9), other);
    try (var one = PackedDataset.open(folder());
        var two = PackedDataset.open(whole);
        var three = PackedDataset.open(other)) {
      assertEquals(one.fingerprint(), two.fingerprint());
      assertFalse(one.fingerprint().equals(three.fingerprint()));
    }
  }

  @Test
  void gathersRowsOfAllShardsInAnyOrder() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    Random random = new Random(seed);
    DatasetPacker.pack(ScanRows.of(50), folder(), PackOptions.DEFAULT.withShardRows(7));
    Path whole = temporary.resolve("whole");
    DatasetPacker.pack(ScanRows.of(50), whole);
    try (var sharded = PackedDataset.open(folder());
        var single = PackedDataset.open(whole)) {
      for (int round = 0; round < 100; round++) {
        long[] positions = LongStream.range(0, 30).map(_ -> random.nextInt(50)).toArray();
        int count = random.nextInt(30);
        long[] extents = new long[2 * count];
        long[] expectedExtents = new long[2 * count];
        sharded.extents(2, positions, count, extents);
        single.extents(2, positions, count, expectedExtents);
        assertArrayEquals(expectedExtents, extents, "seed " + seed);
        int points = 0;
        for (int i = 0; i < count; i++) {
          points += (int) extents[2 * i];
        }
        for (int column = 0; column < 3; column++) {
          byte[] got = new byte[column < 2 ? 8 * count : 8 * points];
          byte[] expected = got.clone();
          sharded.gather(column, positions, count, MemorySegment.ofArray(got));
          single.gather(column, positions, count, MemorySegment.ofArray(expected));
          assertArrayEquals(expected, got, "seed " + seed);
        }
      }
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> sharded.gather(0, new long[] {0, 50}, 2, MemorySegment.ofArray(new byte[16])));
    }
  }

  @Test
  void goesOnWithTheFirstShardThatIsNotWhole() throws IOException {
    PackOptions options = FOUR_ROWS.withThreads(1);
    assertThrows(
        IllegalStateException.class, () -> DatasetPacker.pack(ScanRows.failingAt(14, 20), folder(), options));
    assertFalse(Files.exists(folder().resolve("dataset.json")));
    ScanRows rows = ScanRows.of(20);
    DatasetPacker.pack(rows, folder(), options);
    assertTrue(rows.asked().stream().allMatch(row -> row >= 4), () -> "asked for again: " + rows.asked());
    Path whole = temporary.resolve("whole");
    DatasetPacker.pack(ScanRows.of(20), whole, options);
    assertEquals(files(whole), files(folder()));
  }

  @Test
  void beginsAnewForOtherRowsAndForOtherShards() throws IOException {
    PackOptions options = FOUR_ROWS.withThreads(1);
    ScanRows others = new ScanRows(20, "other scans", ScanRows.failingAt(14, 20).before(), ScanRows.of(0).asked());
    assertThrows(IllegalStateException.class, () -> DatasetPacker.pack(others, folder(), options));
    assertThrows(
        IllegalStateException.class,
        () -> DatasetPacker.pack(ScanRows.failingAt(17, 20), folder(), options.withShardRows(8)));
    ScanRows rows = ScanRows.of(20);
    DatasetPacker.pack(rows, folder(), options);
    assertEquals(20, rows.asked().size());
    Path whole = temporary.resolve("whole");
    DatasetPacker.pack(ScanRows.of(20), whole, options);
    assertEquals(files(whole), files(folder()));
  }

  @Test
  void leavesFilesAloneThatAreNotItsOwn() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("README.md"), "mine");
    Files.writeString(folder().resolve("0-id-00007.npy"), "left over");
    DatasetPacker.pack(ScanRows.of(5), folder(), FOUR_ROWS);
    assertEquals("mine", Files.readString(folder().resolve("README.md")));
    assertFalse(Files.exists(folder().resolve("0-id-00007.npy")));
    try (Stream<Path> files = Files.list(folder())) {
      assertEquals(1 + 1 + 2 * 4, files.count(), "the other file, dataset.json, and two shards");
    }
  }

  @Test
  @Timeout(60)
  void refusesToPackIntoAFolderThatAnotherThreadPacksInto() throws InterruptedException, ExecutionException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ScanRows waiting =
        new ScanRows(
            5,
            "scans",
            _ -> {
              begun.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            ScanRows.of(0).asked());
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> first = threads.submit(() -> DatasetPacker.pack(waiting, folder()));
      begun.await();
      var error = assertThrows(IllegalStateException.class, () -> DatasetPacker.pack(ScanRows.of(5), folder()));
      assertEquals("\"%s\" is being packed by another thread".formatted(folder()), error.getMessage());
      goOn.countDown();
      first.get();
    }
    assertHoldsRows(folder(), 5);
  }

  @Test
  void seesOnOpeningThatAFileIsTooShortOrNotThere() throws IOException {
    DatasetPacker.pack(ScanRows.of(10), folder(), FOUR_ROWS);
    Path file = folder().resolve("1-center-00002.npy");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertThrows(TruncatedDataException.class, () -> PackedDataset.open(folder()));
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
    assertThrows(CorruptDataException.class, () -> PackedDataset.open(folder()));
    Files.delete(file);
    assertThrows(StorageException.class, () -> PackedDataset.open(folder()));
  }

  @Test
  void mapsAShardWhenItIsAskedFor() throws IOException {
    DatasetPacker.pack(ScanRows.of(10), folder(), FOUR_ROWS);
    Path file = folder().resolve("1-center-00002.npy");
    byte[] bytes = Files.readAllBytes(file);
    bytes[0]++;
    Files.write(file, bytes);
    try (PackedDataset<Object[]> packed = PackedDataset.open(folder())) {
      packed.get(7);
      assertThrows(CorruptDataException.class, () -> packed.get(8));
      assertThrows(CorruptDataException.class, () -> packed.get(8));
    }
  }

  @Test
  void mapsTheShardsOfABatchTogetherAndSaysWhichIsDamaged() throws IOException {
    DatasetPacker.pack(ScanRows.of(60), folder(), PackOptions.DEFAULT.withShardRows(1));
    Path file = folder().resolve("1-center-00041.npy");
    byte[] bytes = Files.readAllBytes(file);
    bytes[0]++;
    Files.write(file, bytes);
    MemorySegment target = MemorySegment.ofArray(new byte[60 * 8]);
    try (PackedDataset<Object[]> packed = PackedDataset.open(folder())) {
      long[] all = LongStream.range(0, 60).toArray();
      for (int again = 0; again < 2; again++) {
        var error = assertThrows(CorruptDataException.class, () -> packed.gather(0, all, 60, target));
        assertEquals(file.toString(), error.file());
      }
      packed.gather(0, all, 41, target.asSlice(0, 41 * 8));
    }
  }

  @Test
  void mapsTheShardsOfABatchForAThreadThatIsInterrupted() {
    DatasetPacker.pack(ScanRows.of(60), folder(), PackOptions.DEFAULT.withShardRows(1));
    byte[] found = new byte[60 * 8];
    byte[] expected = found.clone();
    long[] all = LongStream.range(0, 60).toArray();
    try (PackedDataset<Object[]> packed = PackedDataset.open(folder());
        PackedDataset<Object[]> other = PackedDataset.open(folder())) {
      Thread.currentThread().interrupt();
      packed.gather(0, all, 60, MemorySegment.ofArray(found));
      assertTrue(Thread.interrupted());
      for (int row = 0; row < 60; row++) {
        other.gather(0, new long[] {row}, 1, MemorySegment.ofArray(expected).asSlice(row * 8L, 8));
      }
    }
    assertArrayEquals(expected, found);
  }

  @Test
  void saysThatItIsClosedAlsoForShardsThatNobodyAskedFor() {
    DatasetPacker.pack(ScanRows.of(10), folder(), FOUR_ROWS);
    PackedDataset<Object[]> packed = PackedDataset.open(folder());
    packed.close();
    packed.close();
    assertThrows(IllegalStateException.class, () -> packed.get(9));
    assertThrows(
        IllegalStateException.class,
        () -> packed.gather(0, new long[] {9}, 1, MemorySegment.ofArray(new byte[8])));
  }

  @Test
  void packsAndReadsWhereFilesCannotBeMapped() throws IOException {
    try (FileSystem jimfs = Jimfs.newFileSystem(Configuration.unix())) {
      Path inMemory = jimfs.getPath("/packed");
      DatasetPacker.pack(ScanRows.of(10), inMemory, FOUR_ROWS);
      assertHoldsRows(inMemory, 10);
      DatasetPacker.pack(ScanRows.of(10), folder(), FOUR_ROWS);
      assertEquals(files(folder()), files(inMemory));
    }
  }

  @Test
  void refusesShardsWithoutRowsAndThreadsThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> PackOptions.DEFAULT.withShardRows(0));
    assertThrows(IllegalArgumentException.class, () -> PackOptions.DEFAULT.withShardBytes(0));
    assertThrows(IllegalArgumentException.class, () -> PackOptions.DEFAULT.withThreads(0));
  }
}
