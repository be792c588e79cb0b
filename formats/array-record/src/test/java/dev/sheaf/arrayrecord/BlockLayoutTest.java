package dev.sheaf.arrayrecord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The positions are those of real files: `span-uncompressed` and `zeros-zstd`.
final class BlockLayoutTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 64",
    "64, 65413, 1, 65517",
    "65517, 13, 1, 65594",
    "65594, 130895, 1, 196553",
    "196553, 3, 1, 196596",
    "196596, 65005, 1, 261665",
    "262098, 177, 9, 262339",
    "327680, 47, 3, 327791",
    "64, 34, 65482, 65561"
  })
  void findsWhereAChunkEnds(long begin, long dataSize, long records, long end) {
    assertEquals(end, BlockLayout.chunkEnd(begin, dataSize, records));
  }

  @Test
  void endsPayloadInFrontOfABlockHeader() {
    assertEquals(65_536, BlockLayout.dataEnd(64, 65_472));
    assertEquals(65_561, BlockLayout.dataEnd(64, 65_473));
  }

  @Test
  void leavesNoBoundaryInABlockHeader() {
    assertTrue(BlockLayout.isBoundary(65_536));
    for (int i = 1; i <= 24; i++) {
      assertFalse(BlockLayout.isBoundary(65_536 + i), "byte " + i);
    }
    assertTrue(BlockLayout.isBoundary(65_561));
  }

  @Test
  void findsEachPayloadByteAgain() {
    for (long payload = 0; payload < 4 * BlockLayout.PAYLOAD; payload += 13) {
      assertEquals(payload, BlockLayout.payload(BlockLayout.physical(payload)));
    }
    long far = 5L << 32;
    assertEquals(far, BlockLayout.payload(BlockLayout.physical(far)));
  }

  @ParameterizedTest
  @CsvSource({"65536, 65536", "262339, 327680", "65496, 65536", "65497, 131072", "65535, 131072"})
  void padsToABlockOrTheOneAfterIfAHeadHasNoRoom(long position, long end) {
    assertEquals(end, BlockLayout.paddingEnd(position));
  }
}
