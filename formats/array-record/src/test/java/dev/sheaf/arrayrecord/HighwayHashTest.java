package dev.sheaf.arrayrecord;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HighwayHashTest {
  private final HighwayHash hash = new HighwayHash();

  private static MemorySegment counting(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) i;
    }
    return MemorySegment.ofArray(bytes);
  }

  private String of(MemorySegment bytes) {
    return HexFormat.of().toHexDigits(hash.of(bytes, 0, bytes.byteSize()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 72c3b1e9c0139fe1",
    "1, 2cd57bc47907559d",
    "2, 79f89e5c740f5e3b",
    "3, 3bbb8da470c80319",
    "4, 4d9e82979ab17ce7",
    "5, feefa31feeebed80",
    "7, 81d00cb703e09f52",
    "8, 28aad15071ce9aff",
    "15, 3402cb26fb217163",
    "16, 3e13be3a4140f4a7",
    "17, a7084c614077eaca",
    "18, 6ab4e1b257f838bc",
    "19, 357ed62531a86044",
    "20, fbc84e6f3ddb64e3",
    "31, 4d262a709c34ae7d",
    "32, b73f6df550f9dce4",
    "33, ec2f920014eaa741",
    "47, 132110a48afeaea0",
    "48, 277958c5b5a06961",
    "63, bea28b7a087e1493",
    "64, e34b1e100f1322af",
    "1000, 64a6a10ba1110d87"
  })
  void hashesAsTheReferenceDoes(int length, String expected) {
    assertEquals(expected, of(counting(length)));
  }

  @Test
  void hashesABlockOfZerosAndText() {
    assertEquals("cfe81ce3cb0a59c0", of(MemorySegment.ofArray(new byte[65_536])));
    assertEquals("47a540ad74baa8ca", of(MemorySegment.ofArray("Riegeli/records\n".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void hashesPiecesAsTheyAreTogether() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    MemorySegment bytes = counting(2_000);
    long whole = hash.of(bytes, 0, 2_000);
    for (int run = 0; run < 200; run++) {
      hash.reset();
      int at = 0;
      while (at < 2_000) {
        int piece = Math.min(random.nextInt(random.nextBoolean() ? 40 : 500), 2_000 - at);
        hash.update(bytes, at, piece);
        at += piece;
      }
      assertEquals(whole, hash.finish(), () -> "seed " + seed);
    }
  }

  @Test
  void scattersBytesAsItShiftsThem() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < 1_000; run++) {
      long low = random.nextLong();
      long high = random.nextLong();
      assertEquals(
          HighwayHash.evenByShifting(low, high), HighwayHash.evenByScattering(low, high), () -> "seed " + seed);
      assertEquals(HighwayHash.oddByShifting(low, high), HighwayHash.oddByScattering(low, high), () -> "seed " + seed);
    }
  }
}
