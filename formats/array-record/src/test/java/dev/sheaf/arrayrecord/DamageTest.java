package dev.sheaf.arrayrecord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.DataException;
import dev.sheaf.io.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that were sound once: what is read from them is right, or there is an error that says so.
final class DamageTest {
  private static final int BLOCK = 1 << 16;

  /// Where there is nothing but padding, some bytes stand for all.
  private static final int PADDING_STEP = 499;

  private static byte[] golden(String name) throws IOException {
    return Files.readAllBytes(Sample.golden("golden/" + name + ".array_record"));
  }

  /// Right records, or an error in the data that names the file; everything else goes through to the test.
  private static void readsRightOrRefuses(byte[] bytes, String digest, String what) {
    try (ArrayRecordReader reader = Sample.open(bytes)) {
      assertEquals(digest, Sample.digest(Sample.all(reader)), what);
    } catch (DataException e) {
      assertEquals("made.array_record", e.file(), what);
      assertNotNull(e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "five-uncompressed",
        "five-zstd",
        "five-snappy",
        "five-brotli",
        "five-transpose-uncompressed",
        "five-transpose-zstd",
        "metadata-zstd"
      })
  void refusesOrPassesOverEachChangedByte(String name) throws IOException {
    byte[] bytes = golden(name);
    String digest = digest(bytes);
    for (int i = 0; i < bytes.length; i += bytes[i] == 0 && i % BLOCK > 1_000 ? PADDING_STEP : 1) {
      byte old = bytes[i];
      for (int change : new int[] {old ^ 1, old ^ 0x80, ~old}) {
        bytes[i] = (byte) change;
        readsRightOrRefuses(bytes, digest, "byte %d of %s".formatted(i, name));
      }
      bytes[i] = old;
    }
  }

  private static String digest(byte[] bytes) {
    try (ArrayRecordReader reader = Sample.open(bytes)) {
      return Sample.digest(Sample.all(reader));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"five-uncompressed", "span-uncompressed", "protos-transpose-zstd"})
  void refusesEachBeginningOfAFile(String name) throws IOException {
    byte[] bytes = golden(name);
    for (int length = 0; length < bytes.length; length += length % BLOCK < 600 ? 1 : 251) {
      byte[] beginning = Arrays.copyOf(bytes, length);
      assertThrows(CorruptDataException.class, () -> Sample.open(beginning), "the first %d bytes".formatted(length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protos-transpose-uncompressed", "mixed-transpose-zstd", "many-uncompressed", "lines-brotli"})
  void refusesRandomDamage(String name) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] bytes = golden(name);
    String digest = digest(bytes);
    for (int run = 0; run < 150; run++) {
      byte[] damaged = bytes.clone();
      int at = random.nextInt(bytes.length);
      int length = Math.min(random.nextInt(1, 40), bytes.length - at);
      for (int i = at; i < at + length; i++) {
        damaged[i] = (byte) random.nextInt();
      }
      readsRightOrRefuses(damaged, digest, "seed %d, run %d".formatted(seed, run));
    }
  }

  /// Hashes keep accidents away from the decoder, so here they are made right again.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "five-zstd",
        "five-snappy",
        "five-brotli",
        "five-uncompressed",
        "five-transpose-uncompressed",
        "five-transpose-zstd",
        "protos-transpose-uncompressed",
        "mixed-transpose-zstd"
      })
  void endsInATypedErrorWhereHashesAreRightAndTheContentIsNot(String name) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] bytes = golden(name);
    MadeFile whole = MadeFile.of(bytes);
    for (int run = 0; run < 2_000; run++) {
      byte[] damaged = whole.withChangedData(random);
      String what = "seed %d, run %d".formatted(seed, run);
      try (ArrayRecordReader reader = Sample.open(damaged)) {
        List<byte[]> records = Sample.all(reader);
        assertEquals(reader.size(), records.size(), what);
      } catch (DataException e) {
        assertEquals("made.array_record", e.file(), what);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(what, e);
      }
    }
  }

  @Test
  void saysWhereAndWhatIsDamaged() throws IOException {
    byte[] bytes = golden("span-uncompressed");
    bytes[70_000] ^= 1;
    try (ArrayRecordReader reader = Sample.open(bytes)) {
      assertEquals(8, reader.size());
      assertEquals(65_408, reader.read(0).byteSize());
      var fault = assertThrows(CorruptDataException.class, () -> reader.read(2));
      assertEquals("made.array_record", fault.file());
      assertEquals(65_594, fault.offset());
      assertTrue(fault.expected().startsWith("a chunk with data of hash "), fault::getMessage);
      assertEquals(65_000, reader.read(4).byteSize());
    }
  }

  @Test
  void refusesABlockHeaderThatIsDamaged() throws IOException {
    byte[] bytes = golden("span-uncompressed");
    bytes[131_072 + 9] ^= 1;
    try (ArrayRecordReader reader = Sample.open(bytes)) {
      var fault = assertThrows(CorruptDataException.class, () -> reader.read(2));
      assertTrue(fault.expected().contains("a block header of hash"), fault::getMessage);
      assertTrue(fault.expected().contains("at byte 131072"), fault::getMessage);
    }
  }

  @Test
  void refusesTwoFilesOneBehindTheOther() throws IOException {
    byte[] one = golden("five-uncompressed");
    byte[] two = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, two, one.length, one.length);
    var fault = assertThrows(CorruptDataException.class, () -> Sample.open(two));
    assertTrue(fault.expected().contains("a footer that ends right before the last block"), fault::getMessage);
  }

  @Test
  void refusesAnUnclosedFile() throws IOException {
    byte[] bytes = Arrays.copyOf(golden("five-uncompressed"), 200);
    assertThrows(CorruptDataException.class, () -> Sample.open(bytes));
  }
}
