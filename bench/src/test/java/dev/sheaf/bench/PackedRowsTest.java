package dev.sheaf.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.UInt8Array;
import dev.sheaf.pipeline.DataLoader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackedRowsTest {
  private static final int ROW_BYTES = 784;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void readsEachRowOnce(BatchMode mode) throws IOException {
    try (PackedRows rows = PackedRows.open(folder, 600)) {
      rows.check(mode);

      assertEquals(600, rows.epoch(mode));
      assertTrue(rows.timeEpoch(mode) > 0);
      assertEquals(600 * ROW_BYTES, rows.bytes());
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsEachRowOfSeveralShardsOnce(BatchMode mode) throws IOException {
    try (PackedRows rows = PackedRows.open(folder, 600, 7)) {
      rows.check(mode);

      assertEquals(600, rows.epoch(mode));
    }
  }

  @ParameterizedTest
  @EnumSource
  void allModesGiveTheSameBatchesAgainAndAgain(BatchMode mode) throws IOException {
    try (PackedRows rows = PackedRows.open(folder, 600);
        DataLoader<UInt8Array> handedOver = rows.endless(BatchMode.HANDED_OVER);
        DataLoader<UInt8Array> reused = rows.endless(mode)) {
      Iterator<UInt8Array> expected = handedOver.iterator();
      Iterator<UInt8Array> found = reused.iterator();
      for (int batch = 0; batch < 10; batch++) {
        assertEquals(expected.next(), found.next());
      }
    }
  }

  @Test
  void packsTheRowsOfThePeersWhereTheyAre() throws IOException {
    byte[] images = new byte[128 + 300 * ROW_BYTES];
    for (int row = 0; row < 300; row++) {
      images[128 + row * ROW_BYTES] = (byte) (row % 251);
    }
    Files.write(folder.resolve("images.npy"), images);

    try (PackedRows rows = PackedRows.open(folder, 300)) {
      rows.check(BatchMode.HANDED_OVER);
    }
    assertTrue(Files.isDirectory(folder.resolve("packed-uint8-images-300-1")));
  }

  @Test
  void theChecksumDependsOnTheRowsAndNotOnTheirOrder() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocate(3 * ROW_BYTES);
      rows.asSlice(0, ROW_BYTES).fill((byte) 1);
      MemorySegment moved = arena.allocate(3 * ROW_BYTES);
      moved.asSlice(2 * ROW_BYTES, ROW_BYTES).fill((byte) 1);
      MemorySegment twice = arena.allocate(3 * ROW_BYTES).fill((byte) 1);

      assertEquals(RowSource.checksum(rows), RowSource.checksum(moved));
      assertNotEquals(RowSource.checksum(rows), RowSource.checksum(twice));
    }
  }
}
