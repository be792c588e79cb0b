package dev.sheaf.tfrecord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.DataException;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged files give right records or a typed error, and nothing else.
final class TfRecordDamageTest {
  private static final List<byte[]> RECORDS = Records.of("first", "", "the third record", "4");
  private static final List<String> EXPECTED = Records.hex(RECORDS);

  @TempDir Path folder;

  /// Whether all could be read; then they are right.
  private static boolean reads(byte[] file, FormatOptions options, String place) {
    try (RecordReader reader = Records.open(file, options)) {
      List<String> found = Records.read(reader);
      assertEquals(EXPECTED.subList(0, Math.min(found.size(), EXPECTED.size())), found, place);
      return found.size() == EXPECTED.size();
    } catch (DataException e) {
      assertTrue(e.offset() >= 0, place);
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "zlib"})
  void noticesEachFlippedByte(String compression) {
    byte[] file = Records.file(folder, RECORDS, Records.compressed(compression));
    for (int i = 0; i < file.length; i++) {
      for (int mask : new int[] {1, 0x80, 0xff}) {
        byte[] damaged = file.clone();
        damaged[i] ^= (byte) mask;
        boolean read = reads(damaged, Records.compressed(compression), "byte %d, mask %x".formatted(i, mask));
        assertTrue(!read || !compression.equals("none"), "byte %d, mask %x".formatted(i, mask));
        // Where the kind of file is to be found out, it may be taken for another one.
        reads(damaged, FormatOptions.DEFAULT, "byte %d, mask %x, by content".formatted(i, mask));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "zlib"})
  void noticesEachCut(String compression) {
    byte[] file = Records.file(folder, RECORDS, Records.compressed(compression));
    for (int length = 0; length < file.length; length++) {
      assertTrue(!reads(Arrays.copyOf(file, length), Records.compressed(compression), "cut to " + length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "zlib"})
  void noticesWhatFollowsTheEnd(String compression) {
    byte[] file = Records.file(folder, RECORDS, Records.compressed(compression));
    for (int more = 1; more < 20; more++) {
      byte[] longer = Arrays.copyOf(file, file.length + more);
      assertTrue(!reads(longer, Records.compressed(compression), more + " zeros more"));
    }
  }

  @Test
  void survivesBytesOfAnyKind() {
    long seed = 17;
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] file = new byte[random.nextInt(200)];
      random.nextBytes(file);
      for (String compression : Set.of("auto", "none", "gzip", "zlib")) {
        reads(file, Records.compressed(compression), "seed %d, file %d, %s".formatted(seed, i, compression));
      }
    }
  }
}
