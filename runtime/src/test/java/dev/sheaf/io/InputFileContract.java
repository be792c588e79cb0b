package dev.sheaf.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [InputFile] does.
interface InputFileContract {
  /// A file with these bytes.
  InputFile open(byte[] bytes) throws IOException;

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    return bytes;
  }

  private static byte[] read(InputFile file, long position, int length) {
    byte[] target = new byte[length];
    file.read(position, MemorySegment.ofArray(target));
    return target;
  }

  @Test
  default void readsAnyRange() throws IOException {
    byte[] bytes = bytes(3_000_000);
    try (InputFile file = open(bytes)) {
      assertEquals(bytes.length, file.size());
      assertArrayEquals(bytes, read(file, 0, bytes.length));
      assertArrayEquals(new byte[] {bytes[1], bytes[2]}, read(file, 1, 2));
      assertArrayEquals(new byte[0], read(file, bytes.length, 0));
      MemorySegment slice = file.slice(new ByteRange(2_999_999, 1));
      assertEquals(bytes[2_999_999], slice.get(ValueLayout.JAVA_BYTE, 0));
    }
  }

  @Test
  default void readsAnEmptyFile() throws IOException {
    try (InputFile file = open(new byte[0])) {
      assertEquals(0, file.size());
      assertEquals(0, file.slice(new ByteRange(0, 0)).byteSize());
    }
  }

  @Test
  default void refusesToReadPastTheEnd() throws IOException {
    try (InputFile file = open(bytes(10))) {
      var error = assertThrows(TruncatedDataException.class, () -> read(file, 8, 3));
      assertEquals(
          file.name() + ", byte 8: expected 3 bytes up to byte 11, found a file of 10 bytes", error.getMessage());
      assertThrows(TruncatedDataException.class, () -> file.slice(new ByteRange(11, 0)));
      assertThrows(TruncatedDataException.class, () -> file.slice(new ByteRange(Long.MAX_VALUE - 1, 1)));
      assertThrows(IllegalArgumentException.class, () -> read(file, -1, 1));
    }
  }

  @Test
  default void givesReadOnlyMemory() throws IOException {
    try (InputFile file = open(bytes(10))) {
      assertTrue(file.slice(new ByteRange(0, 10)).isReadOnly());
    }
  }

  @Test
  default void saysThatItIsClosed() throws IOException {
    InputFile file = open(bytes(10));
    file.close();
    file.close();
    var error = assertThrows(IllegalStateException.class, () -> read(file, 0, 1));
    assertEquals("\"%s\" is closed".formatted(file.name()), error.getMessage());
    assertThrows(IllegalStateException.class, () -> file.slice(new ByteRange(0, 1)));
  }

  @Test
  default void isReadByManyThreadsAtOnce() throws Exception {
    byte[] bytes = bytes(1_000_003);
    try (InputFile file = open(bytes);
        var threads = Executors.newFixedThreadPool(8)) {
      var readers =
          IntStream.range(0, 8)
              .<Future<?>>mapToObj(
                  seed ->
                      threads.submit(
                          () -> {
                            RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
                            for (int i = 0; i < 500; i++) {
                              int from = random.nextInt(bytes.length - 1000);
                              byte[] got = read(file, from, 1000);
                              assertArrayEquals(java.util.Arrays.copyOfRange(bytes, from, from + 1000), got);
                            }
                          }))
              .toList();
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
  }
}
