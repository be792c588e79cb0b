package dev.sheaf.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Lz4FrameWriterTest {
  private static final int BLOCK = 1 << 16;

  private final Lz4FrameWriter writer = new Lz4FrameWriter();

  private byte[] frame(byte[] content) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    writer.begin(content.length, frame::write);
    writer.write(content, 0, content.length);
    writer.end();
    return frame.toByteArray();
  }

  private void demandReadBack(byte[] content) {
    byte[] target = new byte[content.length];
    assertEquals(content.length, Lz4Frame.decode("frame", frame(content), target));
    assertArrayEquals(content, target);
  }

  @Test
  void writesTheReferencesOwnExample() {
    assertEquals(
        "04224d1868400c000000000000005d0c0000800000803f000000400000404000000000",
        HexFormat.of().formatHex(frame(HexFormat.of().parseHex("0000803f0000004000004040"))));
  }

  @Test
  void leavesTheSizeOutWhereThereIsNothing() {
    assertEquals("04224d1860408200000000", HexFormat.of().formatHex(frame(new byte[0])));
  }

  @Test
  void packsAsTheBlockFormatSays() {
    byte[] frame = frame("abcdabcdabcdabcdabcdabcd".getBytes(StandardCharsets.US_ASCII));

    // Four literals and a match of 4 + 11 bytes, the literals, the distance 4; then the last five as literals.
    assertEquals(
        "04224d18684018000000000000004f" + "0d000000" + "4b" + "61626364" + "0400" + "50" + "6461626364" + "00000000",
        HexFormat.of().formatHex(frame));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 11, 12, 13, 16, 100, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 13})
  void readsContentOfEverySizeBack(int size) {
    byte[] noise = new byte[size];
    new Random(size).nextBytes(noise);
    byte[] words = new byte[size];
    for (int i = 0; i < size; i++) {
      words[i] = (byte) ("the quick brown fox ".charAt(i % 20) + i / 4000);
    }

    demandReadBack(new byte[size]);
    demandReadBack(noise);
    demandReadBack(words);
  }

  @Test
  void readsRandomContentBack() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("Lz4FrameWriterTest: -Dsheaf.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      byte[] content = new byte[random.nextInt(round % 10 == 0 ? 200_000 : 500)];
      int at = 0;
      while (at < content.length) {
        int run = Math.min(content.length - at, 1 + random.nextInt(1 + random.nextInt(2000)));
        if (at > 0 && random.nextBoolean()) {
          int from = random.nextInt(at);
          for (int i = 0; i < run; i++) {
            content[at + i] = content[from + i];
          }
        } else {
          for (int i = 0; i < run; i++) {
            content[at + i] = (byte) random.nextInt(1 + random.nextInt(256));
          }
        }
        at += run;
      }
      demandReadBack(content);
    }
  }

  @Test
  void storesNoiseAsItIs() {
    byte[] noise = new byte[3 * BLOCK];
    new Random(7).nextBytes(noise);

    assertEquals(15 + 3 * (4 + BLOCK) + 4, frame(noise).length);
  }

  @Test
  void packsAgainstTheBlockBefore() {
    byte[] noise = new byte[BLOCK / 2 + 1000];
    new Random(7).nextBytes(noise);
    byte[] twice = Arrays.copyOf(noise, 2 * noise.length);
    System.arraycopy(noise, 0, twice, noise.length, noise.length);

    demandReadBack(twice);
    assertTrue(frame(twice).length < noise.length + 1000, "the second half was not found in the first");
  }

  @Test
  void packsRepetitionsNearlyAsFarAsTheFormatCan() {
    assertTrue(frame(new byte[100 * BLOCK]).length < 100 * BLOCK / 230);
  }

  @Test
  void givesTheSameBytesHoweverTheContentComes() {
    byte[] content = new byte[150_000];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) ((i * i) >>> 7);
    }
    byte[] whole = frame(content);
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    writer.begin(content.length, pieces::write);
    for (int at = 0; at < content.length; at += 777) {
      writer.write(content, at, Math.min(777, content.length - at));
    }
    writer.end();

    assertArrayEquals(whole, pieces.toByteArray());
    assertArrayEquals(whole, frame(content));
  }

  @Test
  void refusesToEndAFrameOfAnotherSize() {
    writer.begin(3, (_, _, _) -> {});
    writer.write(new byte[2], 0, 2);

    assertThrows(IllegalStateException.class, writer::end);
  }
}
