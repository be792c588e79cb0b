package dev.sheaf.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.io.CorruptDataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class Lz4FrameTest {
  /// The reference's own example: float32 [1, 2, 3], stored in one block.
  private static final byte[] STORED =
      HexFormat.of().parseHex("04224d1868400c000000000000005d0c0000800000803f000000400000404000000000");

  /// Nothing, with the size left out.
  private static final byte[] EMPTY = HexFormat.of().parseHex("04224d1860408200000000");

  @Test
  void readsAStoredBlock() {
    byte[] target = new byte[12];
    assertEquals(12, Lz4Frame.decode("x", STORED, target));
    assertArrayEquals(HexFormat.of().parseHex("0000803f0000004000004040"), target);
  }

  @Test
  void readsNothing() {
    assertEquals(0, Lz4Frame.decode("x", EMPTY, new byte[0]));
  }

  @Test
  void repeatsOverlappingCopies() {
    // 'a', then 9 bytes from 1 back, then "bcdef": token, literal, distance, token, literals.
    byte[] block = HexFormat.of().parseHex("1561010050" + "6263646566");
    byte[] frame = frame(block);
    byte[] target = new byte[15];
    assertEquals(15, Lz4Frame.decode("x", frame, target));
    assertEquals("aaaaaaaaaabcdef", new String(target, StandardCharsets.ISO_8859_1));
  }

  private static byte[] frame(byte[] block) {
    byte[] frame = Arrays.copyOf(HexFormat.of().parseHex("04224d18604082"), 7 + 4 + block.length + 4);
    frame[7] = (byte) block.length;
    System.arraycopy(block, 0, frame, 11, block.length);
    return frame;
  }

  @Test
  void refusesAFrameThatIsCutOffAnywhere() {
    for (int length = 0; length < STORED.length; length++) {
      byte[] cut = Arrays.copyOf(STORED, length);
      assertThrows(CorruptDataException.class, () -> Lz4Frame.decode("x", cut, new byte[12]), "cut at " + length);
    }
  }

  @Test
  void refusesACopyFromBeforeTheStart() {
    byte[] frame = frame(HexFormat.of().parseHex("1561020050" + "6263646566"));
    CorruptDataException refusal =
        assertThrows(CorruptDataException.class, () -> Lz4Frame.decode("x", frame, new byte[15]));
    assertEquals("x, byte 13: expected a distance of 1 to 1, found 2", refusal.getMessage());
  }

  @Test
  void unpacksNoMoreThanFits() {
    assertEquals(12, Lz4Frame.decode("x", STORED, new byte[11]));
    byte[] frame = frame(HexFormat.of().parseHex("1561010050" + "6263646566"));
    assertEquals(15, Lz4Frame.decode("x", frame, new byte[14]));
    assertEquals(6, Lz4Frame.decode("x", frame, new byte[5]));
  }

  @Test
  void readsOrRefusesAFrameWithAnyByteChanged() {
    byte[] whole = frame(HexFormat.of().parseHex("1561010050" + "6263646566"));
    for (int at = 0; at < whole.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] mutated = whole.clone();
        mutated[at] = (byte) value;
        try {
          Lz4Frame.decode("x", mutated, new byte[64]);
        } catch (CorruptDataException e) {
          assertEquals("x", e.file());
        }
      }
    }
  }

  @Test
  void hashesAsTheSpecificationSays() {
    assertEquals(0x02CC5D05, hash(""));
    assertEquals(0x550D7456, hash("a"));
    assertEquals(0x32D153FF, hash("abc"));
    assertEquals(0xC2C45B69, hash("0123456789abcdef"));
  }

  private static int hash(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return XxHash32.of(bytes, 0, bytes.length);
  }
}
