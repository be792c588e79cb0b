package dev.sheaf.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.DataException;
import dev.sheaf.format.FormatOptions;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every bit of two small files is flipped, and every prefix of them is read: that gives values or a [DataException].
class Hdf5MutationTest {
  /// Whatever a damaged file claims, it gets no more.
  private static final FormatOptions OPTIONS = FormatOptions.DEFAULT.withMaxRecordBytes(1 << 20);

  private static Map<String, String> readAll(byte[] bytes) {
    Map<String, String> values = new TreeMap<>();
    try (Hdf5File file = Files5.open("mutant.h5", bytes, OPTIONS)) {
      file.tree()
          .forEach(
              (path, node) -> {
                if (node instanceof Hdf5Node.Dataset) {
                  Hdf5Value value = file.dataset(path).read();
                  values.put(
                      path,
                      value instanceof Hdf5Value.Numbers(var array)
                          ? array + HexFormat.of().formatHex(array.segment().toArray(ValueLayout.JAVA_BYTE))
                          : value.toString());
                }
                file.attributes(path);
              });
    }
    return values;
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
    return flipped;
  }

  private static void readOrRefuse(byte[] bytes, String place) {
    try {
      readAll(bytes);
    } catch (DataException _) {
      // A typed error is as good as values: nothing protects most of an old file.
    } catch (Throwable e) {
      throw new AssertionError("%s: expected values or a DataException, found %s".formatted(place, e), e);
    }
  }

  @Test
  void survivesEveryFlippedBitOfAnOldFile() {
    byte[] bytes = Files5.bytes("old.h5");
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      readOrRefuse(flipped(bytes, bit), "bit " + bit);
    }
  }

  /// Of a new file everything but the plain dataset carries a checksum; a flip is noticed or meets what is not used.
  @Test
  void readsNoWrongNumberWhereChecksumsAre() {
    byte[] bytes = Files5.bytes("new.h5");
    Map<String, String> right = readAll(bytes);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      try {
        Map<String, String> found = readAll(flipped(bytes, bit));
        assertEquals(right.get("/x"), found.get("/x"), "bit " + bit);
      } catch (DataException _) {
        // Noticed.
      }
    }
  }

  @Test
  void survivesEveryByteSetToItsLargest() {
    for (String name : new String[] {"old.h5", "new.h5"}) {
      byte[] bytes = Files5.bytes(name);
      for (int i = 0; i < bytes.length; i++) {
        byte[] changed = bytes.clone();
        changed[i] = (byte) 0xff;
        readOrRefuse(changed, "%s, byte %d".formatted(name, i));
      }
    }
  }

  @Test
  void refusesEveryPrefix() {
    for (String name : new String[] {"old.h5", "new.h5"}) {
      byte[] bytes = Files5.bytes(name);
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        String place = "the first %d bytes of %s".formatted(length, name);
        assertThrows(DataException.class, () -> readAll(cut), place);
      }
    }
  }

  /// What is read of the conformance files has dense storage, indexes and heaps: larger, so only every seventh byte.
  @Test
  void survivesFlippedBitsInHeapsAndIndexes() throws java.io.IOException {
    for (String name : new String[] {"groups-latest.h5", "strings-latest.h5", "other-types.h5", "fills-latest.h5"}) {
      byte[] bytes = Files.readAllBytes(Files5.conformance(name));
      for (int i = 0; i < bytes.length; i += 7) {
        readOrRefuse(flipped(bytes, 8 * i + i % 8), "%s, byte %d".formatted(name, i));
      }
    }
  }
}
