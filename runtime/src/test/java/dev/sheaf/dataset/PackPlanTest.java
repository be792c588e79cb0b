package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dataset that is packed by a plan: in which order, in which parts, and when nothing is to be done.
class PackPlanTest {
  private static final PackPlan SPLIT =
      PackPlan.DEFAULT.withShuffle(7).withPart("train", "0.7").withPart("val", "0.2").withPart("test", "0.1");

  @TempDir Path folder;

  @Test
  void writesTheRowsInTheOrderOfAPipelinesShuffle() {
    PackReport report = pack(ScanRows.of(100), PackPlan.DEFAULT.withShuffle(42));
    assertFalse(report.upToDate());
    assertEquals(100, report.records());
    List<Long> order = new ArrayList<>();
    try (DataLoader<Object[]> loader = Pipeline.over(ScanRows.of(100)).shuffle(42).open()) {
      loader.forEach(row -> order.add((Long) row[0]));
    }
    assertEquals(order, ids(folder.resolve("packed")));
  }

  @Test
  void everyRowIsInOnePartWhateverTheShares() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("PackPlanTest: -Dsheaf.seed=" + seed);
    Random random = new Random(seed);
    for (long rows : new long[] {0, 1, 2, 3, 10, 101}) {
      int first = 1 + random.nextInt(97);
      int second = 1 + random.nextInt(98 - first);
      PackPlan plan =
          PackPlan.DEFAULT
              .withShuffle(random.nextInt(1000))
              .withPart("a", "0.%02d".formatted(first))
              .withPart("b", "0.%02d".formatted(second))
              .withPart("c", "0.%02d".formatted(100 - first - second));
      PackReport report = pack(ScanRows.of(rows), plan);
      assertEquals(rows, report.records());
      assertEquals(rows * first / 100, report.parts().getFirst().records());
      Set<Long> seen = new HashSet<>();
      report.parts().forEach(part -> ids(part.folder()).forEach(id -> assertTrue(seen.add(id), "row " + id)));
      assertEquals(rows, seen.size(), "seed " + seed);
    }
  }

  @Test
  void partsFollowEachOtherWhereNothingIsShuffled() {
    pack(ScanRows.of(10), PackPlan.DEFAULT.withPart("train", "0.75").withPart("test", "0.25"));
    assertEquals(LongStream.range(0, 7).boxed().toList(), ids(folder.resolve("packed/train")));
    assertEquals(LongStream.range(7, 10).boxed().toList(), ids(folder.resolve("packed/test")));
  }

  @Test
  void readsNoRowWhenNothingHasChanged() {
    pack(ScanRows.of(50), SPLIT);
    ScanRows again = ScanRows.of(50);
    PackReport report = pack(again, SPLIT);
    assertTrue(report.upToDate());
    assertEquals(50, report.records());
    assertEquals(List.of(), List.copyOf(again.asked()));
  }

  @Test
  void packsAgainWhatAnotherPlanOrOtherRowsHaveMade() throws IOException {
    pack(ScanRows.of(50), SPLIT);
    Path packed = folder.resolve("packed");
    assertFalse(pack(ScanRows.of(50), SPLIT.withShuffle(8)).upToDate());
    assertFalse(pack(ScanRows.of(51), SPLIT.withShuffle(8)).upToDate());
    ScanRows others = new ScanRows(51, "others", _ -> {}, new ConcurrentLinkedQueue<>());
    assertFalse(pack(others, SPLIT.withShuffle(8)).upToDate());
    assertFalse(pack(others, PackPlan.DEFAULT.withPart("all", "1")).upToDate());
    assertTrue(Files.notExists(packed.resolve("train/dataset.json")), "a part that the new plan has not");
    try (var left = Files.list(packed.resolve("train"))) {
      assertEquals(List.of(), left.filter(file -> file.toString().endsWith(".npy")).toList());
    }
    assertEquals(51, ids(packed.resolve("all")).size());
  }

  @Test
  void packsAgainWhenForcedAndWhenAFileIsGone() throws IOException {
    pack(ScanRows.of(50), PackPlan.DEFAULT);
    assertFalse(pack(ScanRows.of(50), PackPlan.DEFAULT.withForce(true)).upToDate());
    Path packed = folder.resolve("packed");
    try (var files = Files.list(packed)) {
      Files.delete(files.filter(file -> file.toString().endsWith(".npy")).sorted().toList().getFirst());
    }
    assertFalse(pack(ScanRows.of(50), PackPlan.DEFAULT).upToDate());
    assertEquals(50, ids(packed).size());
  }

  @Test
  void rowsInMemoryArePackedEachTime() {
    Dataset<Object[]> rows = Dataset.of(List.<Object[]>of(ScanRows.of(1).get(0)), ScanRows.SCHEMA);
    assertFalse(pack(rows, PackPlan.DEFAULT.withShuffle(1)).upToDate());
    assertFalse(pack(rows, PackPlan.DEFAULT.withShuffle(1)).upToDate());
  }

  @Test
  void goesOnWithTheFirstShardThatIsNotWhole() throws IOException {
    PackPlan plan = SPLIT.withOptions(PackOptions.DEFAULT.withShardRows(10).withThreads(1));
    DatasetPacker.pack(ScanRows.of(100), folder.resolve("at one go"), plan);
    for (long failing : new long[] {0, 25, 65, 99}) {
      Path packed = folder.resolve("packed");
      ScanRows broken = ScanRows.failingAt(failing, 100);
      assertThrows(IllegalStateException.class, () -> DatasetPacker.pack(broken, packed, plan));
      ScanRows whole = ScanRows.of(100);
      DatasetPacker.pack(whole, packed, plan);
      assertTrue(whole.asked().size() <= 100, "rows that were read anew: " + whole.asked().size());
      for (String part : List.of("train", "val", "test")) {
        assertEquals(
            PackedShardsTest.files(folder.resolve("at one go").resolve(part)),
            PackedShardsTest.files(packed.resolve(part)));
      }
      pack(ScanRows.of(3), plan);
    }
  }

  @Test
  void replacesADatasetOfAnotherOriginOnlyWhenForced() {
    Path packed = folder.resolve("packed");
    DatasetPacker.pack(ScanRows.of(3), packed);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> pack(ScanRows.of(4), PackPlan.DEFAULT));
    assertEquals(
        "expected a folder without a dataset, found \"%s\", which no plan has packed; choose another, or force it"
            .formatted(packed.resolve("dataset.json")),
        refused.getMessage());
    assertEquals(3, ids(packed).size());
    pack(ScanRows.of(4), PackPlan.DEFAULT.withForce(true));
    assertEquals(4, ids(packed).size());
  }

  @Test
  void tellsHowManyOfAllRowsArePacked() {
    List<Long> told = new ArrayList<>();
    pack(
        ScanRows.of(1000),
        SPLIT.withProgress(
            (done, total) -> {
              assertEquals(1000, total);
              told.add(done);
            }));
    assertEquals(told.stream().sorted().toList(), told);
    assertEquals(1000, told.getLast());
  }

  @Test
  void refusesSharesAndNamesThatAreNone() {
    assertRefused("expected shares that come to 1, found 0.9", PackPlan.DEFAULT.withPart("a", "0.9"));
    assertRefused(
        "expected shares that come to 1, found 1.1", PackPlan.DEFAULT.withPart("a", "0.9").withPart("b", "0.2"));
    for (String share : List.of("0", "-0.1", "1.5", "half")) {
      assertThrows(IllegalArgumentException.class, () -> PackPlan.DEFAULT.withPart("a", share), share);
    }
    for (String name : List.of("", "..", "a/b", "a b")) {
      assertThrows(IllegalArgumentException.class, () -> PackPlan.DEFAULT.withPart(name, "1"), name);
    }
    assertThrows(
        IllegalArgumentException.class, () -> PackPlan.DEFAULT.withPart("a", "0.5").withPart("a", "0.5"));
    assertRefused("expected a seed from 0 to 4294967295, found -1", PackPlan.DEFAULT.withShuffle(-1));
  }

  private void assertRefused(String message, PackPlan plan) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> pack(ScanRows.of(10), plan));
    assertEquals(message, refused.getMessage());
    assertTrue(Files.notExists(folder.resolve("packed")), "nothing is begun");
  }

  private PackReport pack(Dataset<Object[]> rows, PackPlan plan) {
    return DatasetPacker.pack(rows, folder.resolve("packed"), plan);
  }

  private static List<Long> ids(Path packed) {
    List<Long> ids = new ArrayList<>();
    try (Dataset<Object[]> rows =
        Datasets.open(packed, SchemaCodec.of(ScanRows.SCHEMA), DatasetOptions.DEFAULT)) {
      for (long row = 0; row < rows.size(); row++) {
        ids.add((Long) rows.get(row)[0]);
      }
    }
    return ids;
  }
}
