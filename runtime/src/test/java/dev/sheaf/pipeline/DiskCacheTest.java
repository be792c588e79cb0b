package dev.sheaf.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.codec.ItemCodec;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.StorageException;
import dev.sheaf.io.TruncatedDataException;
import dev.sheaf.stage.BucketSize;
import dev.sheaf.stage.CacheMismatchException;
import dev.sheaf.stage.CacheMismatchException.Part;
import dev.sheaf.stage.LengthBuckets;
import dev.sheaf.stage.OnError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskCacheTest {
  private static final List<String> WORDS = List.of("", "sheaf", "größe", "twenty characters, 20");
  private static final String FILE = "items.sheafcache";

  @TempDir Path folder;

  private final AtomicLong reads = new AtomicLong();

  /// Numbers in a random order, which counts how many are read.
  private Pipeline<Long> numbers(long size) {
    return Pipeline.over(
            Numbers.readBy(
                size,
                n -> {
                  reads.incrementAndGet();
                  return n;
                }))
        .shuffle(3)
        .items();
  }

  private Pipeline<Long> cached(long size) {
    return numbers(size).cache(folder, "1", ItemCodec.numbers());
  }

  private static Pipeline<String> words() {
    return Pipeline.from("words", WORDS);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void itemsAreReadOnceForAllEpochsAndRuns() throws IOException {
    List<Long> first = PipelineTest.epoch(cached(20));
    assertEquals(PipelineTest.epoch(numbers(20)), first);
    reads.set(0);
    for (int run = 0; run < 2; run++) {
      try (DataLoader<Long> loader = cached(20).open()) {
        assertEquals(first, PipelineTest.rest(loader));
        assertEquals(first, PipelineTest.rest(loader));
        assertTrue(loader.ledger().balances(), loader.ledger()::toString);
        assertEquals(40, loader.ledger().expected());
      }
    }
    assertEquals(0, reads.get());
    assertEquals(List.of(FILE), files());
  }

  @Test
  void anEmptyPipelineHasAnEmptyCache() throws IOException {
    assertEquals(List.of(), PipelineTest.epoch(cached(0)));
    assertEquals(List.of(), PipelineTest.epoch(cached(0)));
    assertEquals(List.of(FILE), files());
  }

  @Test
  void resumesAtEveryBoundaryFromTheFile() {
    List<Long> epoch = PipelineTest.epoch(cached(20));
    PipelineContract.check(cached(20), epoch);
    PipelineContract.check(
        cached(20).bucket(3, Remainder.KEEP),
        PipelineTest.epoch(numbers(20).bucket(3, Remainder.KEEP)));
  }

  @Test
  void resumesAtEveryBoundaryOfTheEpochThatWritesTheFile() throws IOException {
    List<Long> epoch = PipelineTest.epoch(numbers(12));
    for (int received = 0; received < 12; received++) {
      Checkpoint checkpoint;
      try (DataLoader<Long> loader = cached(12).open()) {
        assertEquals(epoch.subList(0, received), PipelineTest.take(loader, received));
        checkpoint = Checkpoint.fromJson(loader.checkpoint().toJson());
      }
      Files.deleteIfExists(folder.resolve(FILE));
      try (DataLoader<Long> loader = cached(12).resume(checkpoint)) {
        assertEquals(epoch.subList(received, 12), PipelineTest.rest(loader));
        assertTrue(loader.ledger().balances(), loader.ledger()::toString);
        assertEquals(epoch, PipelineTest.rest(loader), "the epoch after");
        assertTrue(Files.exists(folder.resolve(FILE)));
      }
      Files.delete(folder.resolve(FILE));
    }
  }

  @Test
  void resumesWhereTheFileWasReadAndIsGone() throws IOException {
    List<Long> epoch = PipelineTest.epoch(cached(12));
    for (int received = 1; received < 12; received++) {
      PipelineTest.epoch(cached(12));
      Checkpoint checkpoint;
      try (DataLoader<Long> loader = cached(12).open()) {
        PipelineTest.take(loader, received);
        checkpoint = loader.checkpoint();
      }
      Files.delete(folder.resolve(FILE));
      try (DataLoader<Long> loader = cached(12).resume(checkpoint)) {
        assertEquals(epoch.subList(received, 12), PipelineTest.rest(loader));
        assertTrue(loader.ledger().balances(), loader.ledger()::toString);
        assertEquals(epoch, PipelineTest.rest(loader), "the epoch after");
      }
    }
  }

  @Test
  void whoeverStopsBeforeTheEndLeavesNoFile() throws IOException {
    for (int received = 0; received < 3; received++) {
      DataLoader<Long> loader = Pipeline.count(0, 1).cache(folder, "1", ItemCodec.numbers()).open();
      PipelineTest.take(loader, received);
      loader.close();
      assertEquals(List.of(), files());
    }
  }

  @Test
  void twoLoadersThatWriteAtTheSameTimeDoNotHurtEachOther() throws IOException {
    List<Long> epoch = PipelineTest.epoch(numbers(50));
    try (DataLoader<Long> one = cached(50).open();
        DataLoader<Long> other = cached(50).open()) {
      Iterator<Long> ofOne = one.iterator();
      Iterator<Long> ofOther = other.iterator();
      List<Long> found = new ArrayList<>();
      while (ofOne.hasNext()) {
        found.add(ofOne.next());
        assertEquals(found.getLast(), ofOther.next());
      }
      assertFalse(ofOther.hasNext());
      assertEquals(epoch, found);
      assertEquals(epoch, PipelineTest.rest(one));
      assertEquals(epoch, PipelineTest.rest(other));
    }
    assertEquals(List.of(FILE), files());
  }

  @Test
  void aCacheOfOtherItemsIsRefusedNamingTheDifference() {
    PipelineTest.epoch(cached(20));
    assertRefused(Part.VERSION, "2", "1", numbers(20).cache(folder, "2", ItemCodec.numbers()));
    assertRefused(
        Part.PLAN, "shuffle(3).filter()", "shuffle(3)", numbers(20).filter(n -> n > 0).cache(folder, "1", ItemCodec.numbers()));
    assertRefused(Part.DATASET, "numbers to 21", "numbers to 20", cached(21));
    assertRefused(
        Part.CODEC, "text", "int64", numbers(20).map(String::valueOf).cache(folder, "1", ItemCodec.text()));
    var refused = assertThrows(CacheMismatchException.class, cached(21)::open);
    assertEquals(
        "\"%s\" caches other items: expected the dataset \"numbers to 21\", found \"numbers to 20\"; delete it to have it"
            .formatted(folder.resolve(FILE))
            + " written anew, or cache into another folder",
        refused.getMessage());
  }

  private static void assertRefused(Part part, String expected, String found, Pipeline<?> pipeline) {
    var refused = assertThrows(CacheMismatchException.class, pipeline::open);
    assertEquals(part, refused.part());
    assertEquals(expected, refused.expected());
    assertEquals(found, refused.found());
  }

  @Test
  void readsAndWritesTheFormThatIsDescribed() throws IOException {
    assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the file says that it is of such a machine");
    byte[] golden;
    try (InputStream in = DiskCacheTest.class.getResourceAsStream("words.sheafcache")) {
      golden = in.readAllBytes();
    }
    Files.write(folder.resolve(FILE), golden);
    Pipeline<String> pipeline = words().cache(folder, "first", ItemCodec.text());
    assertEquals(WORDS, PipelineTest.epoch(pipeline));
    Files.delete(folder.resolve(FILE));
    assertEquals(WORDS, PipelineTest.epoch(pipeline));
    assertArrayEquals(golden, Files.readAllBytes(folder.resolve(FILE)));
  }

  /// Every byte of a file, changed, is found, but those that are padding.
  @Test
  void damageIsFoundWhereverItIs() throws IOException {
    Pipeline<String> pipeline = words().cache(folder, "1", ItemCodec.text());
    PipelineTest.epoch(pipeline);
    Path file = folder.resolve(FILE);
    byte[] whole = Files.readAllBytes(file);
    int unseen = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(file, damaged);
      try {
        assertEquals(WORDS, PipelineTest.epoch(pipeline), "byte " + at);
        unseen++;
      } catch (CorruptDataException | UnsupportedFormatException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith(file.toString()), e::toString);
      } catch (PipelineException e) {
        assertEquals("cache", e.stage());
        assertInstanceOf(CorruptDataException.class, e.getCause());
        assertTrue(e.isRecoverable());
      }
    }
    // 4 bytes in the head of each of 4 items; behind them 0, 3, 1 and 3 to a multiple of 8.
    assertEquals(4 * 4 + 0 + 3 + 1 + 3, unseen);
  }

  @Test
  void aFileThatWasCutOffIsRefused() throws IOException {
    Pipeline<String> pipeline = words().cache(folder, "1", ItemCodec.text());
    PipelineTest.epoch(pipeline);
    byte[] whole = Files.readAllBytes(folder.resolve(FILE));
    for (int length = 0; length < whole.length; length++) {
      Files.write(folder.resolve(FILE), Arrays.copyOf(whole, length));
      assertThrows(TruncatedDataException.class, pipeline::open);
    }
  }

  @Test
  void aDamagedItemCanBeLeftOut() throws IOException {
    Pipeline<String> pipeline = words().cache(folder, "1", ItemCodec.text());
    PipelineTest.epoch(pipeline);
    byte[] bytes = Files.readAllBytes(folder.resolve(FILE));
    String text = new String(bytes, ISO_8859_1);
    bytes[text.indexOf("sheaf")] ^= 1;
    Files.write(folder.resolve(FILE), bytes);
    try (DataLoader<String> loader = pipeline.onError(OnError.skip()).open()) {
      assertEquals(List.of(WORDS.get(0), WORDS.get(2), WORDS.get(3)), PipelineTest.rest(loader));
      assertEquals(1, loader.ledger().line("cache").skipped());
      assertTrue(loader.ledger().balances());
    }
    try (DataLoader<String> loader = pipeline.open()) {
      Iterator<String> items = loader.iterator();
      assertEquals("", items.next());
      var failure = assertThrows(PipelineException.class, items::next);
      assertTrue(String.valueOf(failure.getCause()).contains("delete the file to have it written anew"));
      assertEquals("größe", items.next());
    }
  }

  @Test
  void itemsThatAreLeftOutAreNotInTheCache() {
    Pipeline<Long> pipeline =
        Pipeline.over(Numbers.to(8))
            .items()
            .map(n -> 6 / (n - 3) * 0 + n)
            .cache(folder, "1", ItemCodec.numbers())
            .onError(OnError.skip());
    try (DataLoader<Long> loader = pipeline.open()) {
      for (int epoch = 0; epoch < 2; epoch++) {
        assertEquals(List.of(0L, 1L, 2L, 4L, 5L, 6L, 7L), PipelineTest.rest(loader));
        assertTrue(loader.ledger().balances(), loader.ledger()::toString);
      }
    }
  }

  @Test
  void anEpochInWhichTheConsumerWasToldOfAFaultIsNotKept() throws IOException {
    Pipeline<String> pipeline =
        Pipeline.of(List.of(2L, 1L, 9L, 1L, 2L))
            .bucketByLength(LengthBuckets.of(List.of(new BucketSize(2, 3))), n -> n)
            .map(List::toString)
            .cache(folder, "1", ItemCodec.text());
    try (DataLoader<String> loader = pipeline.open()) {
      Iterator<String> items = loader.iterator();
      assertEquals("[2, 1]", items.next());
      assertTrue(assertThrows(PipelineException.class, items::next).isRecoverable());
      assertEquals("[1, 2]", items.next());
      assertFalse(items.hasNext());
    }
    assertEquals(List.of(), files());
  }

  @ParameterizedTest(name = "a disk of {0} bytes")
  @ValueSource(ints = {4096, 8192, 400_000})
  void aFullDiskEndsTheEpochWithOneStorageExceptionAndLeavesNoFile(int bytes) throws IOException {
    Configuration configuration =
        Configuration.unix().toBuilder().setBlockSize(4096).setMaxSize(bytes).build();
    try (FileSystem small = Jimfs.newFileSystem(configuration)) {
      Path full = small.getPath("/cache");
      Pipeline<byte[]> pipeline =
          Pipeline.over(Numbers.to(200)).items().map(n -> new byte[3000]).cache(full, "1", ItemCodec.bytes());
      Checkpoint checkpoint;
      int received = 0;
      try (DataLoader<byte[]> loader = pipeline.open()) {
        PipelineException failure = null;
        Iterator<byte[]> items = loader.iterator();
        while (failure == null) {
          try {
            items.next();
            received++;
          } catch (PipelineException e) {
            failure = e;
          }
        }
        assertEquals("cache", failure.stage());
        assertInstanceOf(StorageException.class, failure.getCause());
        assertFalse(failure.isRecoverable());
        assertThrows(PipelineException.class, items::next);
        checkpoint = loader.checkpoint();
      }
      try (Stream<Path> files = Files.list(full)) {
        assertEquals(List.of(), files.toList());
      }
      if (received > 0) {
        try (DataLoader<byte[]> loader = pipeline.resume(checkpoint)) {
          assertEquals(200 - received, PipelineTest.rest(loader).size());
        }
      }
    }
  }

  @Test
  void anItemThatCannotBeWrittenEndsTheEpoch() throws IOException {
    Pipeline<String> pipeline =
        Pipeline.from("texts", List.of("a", "\ud800")).cache(folder, "1", ItemCodec.text());
    try (DataLoader<String> loader = pipeline.open()) {
      Iterator<String> items = loader.iterator();
      assertEquals("a", items.next());
      var failure = assertThrows(PipelineException.class, items::next);
      assertEquals("cache", failure.stage());
      assertEquals(
          "expected text that UTF-8 has, found an unpaired surrogate in it",
          Objects.requireNonNull(failure.getCause()).getMessage());
    }
    assertEquals(List.of(), files());
  }

  @Test
  void largeItemsAreWrittenAndReadWhole() {
    Pipeline<byte[]> pipeline =
        Pipeline.over(Numbers.to(4)).items().map(n -> new byte[(int) (n * 300_000)]).cache(folder, "1", ItemCodec.bytes());
    for (int run = 0; run < 2; run++) {
      assertEquals(
          List.of(0, 300_000, 600_000, 900_000), PipelineTest.epoch(pipeline).stream().map(bytes -> bytes.length).toList());
    }
  }

  @Test
  void aCacheInMemoryWithoutTheItemsThatWereLeftOutGivesTheOthersInEveryEpoch() {
    Pipeline<Long> pipeline =
        Pipeline.over(Numbers.to(8)).items().map(n -> 6 / (n - 3) * 0 + n).cache(8).onError(OnError.skip());
    try (DataLoader<Long> loader = pipeline.open()) {
      for (int epoch = 0; epoch < 3; epoch++) {
        assertEquals(LongStream.range(0, 8).filter(n -> n != 3).boxed().toList(), PipelineTest.rest(loader));
        assertTrue(loader.ledger().balances(), loader.ledger()::toString);
      }
    }
  }
}
