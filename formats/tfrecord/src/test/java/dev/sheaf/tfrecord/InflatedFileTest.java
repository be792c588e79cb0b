package dev.sheaf.tfrecord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Compressed files, as if they were not.
final class InflatedFileTest {
  private static final byte[] PLAIN = new byte[5_000_003];

  static {
    new Random(31).nextBytes(PLAIN);
    // Some of it can be compressed.
    Arrays.fill(PLAIN, 1_000_000, 3_000_000, (byte) 7);
  }

  private static byte[] gzip(byte[]... members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] member : members) {
      try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
        stream.write(member);
      } catch (IOException e) {
        throw new AssertionError("memory takes all bytes", e);
      }
    }
    return bytes.toByteArray();
  }

  private static InputFile file(byte[] bytes) {
    return InputFile.of("a.gz", MemorySegment.ofArray(bytes));
  }

  private static InflatedFile open(byte[] bytes) {
    return new InflatedFile(file(bytes), Compression.GZIP, FormatOptions.DEFAULT);
  }

  private static void assertRange(InputFile file, int from, int length) {
    MemorySegment expected = MemorySegment.ofArray(PLAIN).asSlice(from, length);
    MemorySegment slice = file.slice(new ByteRange(from, length));
    assertTrue(slice.isReadOnly());
    assertEquals(-1, expected.mismatch(slice), "%d bytes at %d".formatted(length, from));
    MemorySegment read = MemorySegment.ofArray(new byte[length]);
    file.read(from, read);
    assertEquals(-1, expected.mismatch(read), "%d bytes at %d".formatted(length, from));
  }

  private static void assertAllRanges(InputFile file) {
    assertEquals(PLAIN.length, file.size());
    int[][] ranges = {
      {0, PLAIN.length}, {0, 0}, {PLAIN.length, 0}, {1 << 20, 1 << 20}, {(1 << 20) - 1, 2}, {5, 3_000_000}
    };
    for (int[] range : ranges) {
      assertRange(file, range[0], range[1]);
    }
    Random random = new Random(32);
    for (int i = 0; i < 20; i++) {
      int from = random.nextInt(PLAIN.length);
      assertRange(file, from, random.nextInt(Math.min(PLAIN.length - from, 2_000_000)));
    }
  }

  @Test
  void readsAnyRange() {
    try (InputFile file = open(gzip(PLAIN))) {
      assertAllRanges(file);
    }
  }

  @Test
  void expandsAgainWhatWasForgotten() {
    try (InputFile file =
        new InflatedFile(
            file(gzip(PLAIN)), Compression.GZIP, FormatOptions.DEFAULT, _ -> new WeakReference<>(null))) {
      assertAllRanges(file);
    }
  }

  @Test
  void joinsMembers() {
    byte[] first = Arrays.copyOf(PLAIN, 17);
    byte[] rest = Arrays.copyOfRange(PLAIN, 17, PLAIN.length);
    try (InputFile file = open(gzip(new byte[0], first, new byte[0], rest, new byte[0]))) {
      assertAllRanges(file);
    }
  }

  @Test
  void refusesWhatIsNoMember() {
    byte[] sound = gzip(Arrays.copyOf(PLAIN, 1000));
    byte[] longer = Arrays.copyOf(sound, sound.length + 1);
    assertThrows(CorruptDataException.class, () -> open(longer));
    for (int length = 1; length < sound.length; length += length < 40 ? 1 : 97) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertThrows(TruncatedDataException.class, () -> open(cut), "cut to " + length);
    }
  }

  @Test
  void boundsHowMuchAFileExpandsTo() {
    byte[] zeros = gzip(new byte[80 << 20]);
    FormatOptions narrow = FormatOptions.DEFAULT.withMaxExpansion(100);
    assertThrows(UnsupportedFormatException.class, () -> new InflatedFile(file(zeros), Compression.GZIP, narrow));
    try (InputFile file = open(zeros)) {
      assertEquals(80 << 20, file.size());
    }
  }

  @Test
  void endsWhereTheFileEnds() {
    try (InputFile file = open(gzip(new byte[10]))) {
      assertThrows(TruncatedDataException.class, () -> file.slice(new ByteRange(5, 6)));
      assertThrows(TruncatedDataException.class, () -> file.read(11, MemorySegment.ofArray(new byte[0])));
    }
  }

  @Test
  void saysThatItIsClosed() {
    InputFile file = open(gzip(new byte[10]));
    file.close();
    file.close();
    assertThrows(IllegalStateException.class, () -> file.slice(new ByteRange(0, 1)));
  }

  @Test
  void handsOutRecordsThatStayGoodWhenTheFileIsClosed() {
    byte[] record = {1, 2, 3};
    MemorySegment frame = MemorySegment.ofArray(new byte[Frame.BYTES + record.length]);
    Frame.putHead(frame, record.length);
    MemorySegment.copy(MemorySegment.ofArray(record), 0, frame, Frame.HEAD_BYTES, record.length);
    int checksum = Checksum.of(MemorySegment.ofArray(record), new CRC32C());
    Frame.putChecksum(frame, Frame.HEAD_BYTES + record.length, checksum);
    MemorySegment read;
    try (RecordReader reader = Records.open(gzip(frame.toArray(ValueLayout.JAVA_BYTE)), FormatOptions.DEFAULT)) {
      read = reader.read(0);
    }
    assertEquals(List.of("010203"), List.of(Records.hex(read)));
  }
}
