package dev.sheaf.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.io.TruncatedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HostileFileTest {
  private static HostileFile file() {
    return HostileFile.of("six", new byte[] {1, 2, 3, 4, 5, 6});
  }

  private static byte[] read(InputFile file, long position, int length) {
    byte[] bytes = new byte[length];
    file.read(position, MemorySegment.ofArray(bytes));
    assertArrayEquals(bytes, file.slice(new ByteRange(position, length)).toArray(ValueLayout.JAVA_BYTE));
    return bytes;
  }

  @Test
  void isTheFileThatItWasMadeOfUntilItIsGivenAFault() {
    try (HostileFile file = file()) {
      assertEquals("six", file.name());
      assertEquals(6, file.size());
      assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, read(file, 0, 6));
    }
  }

  @Test
  void changesBitsAndBytesWhicheverWayTheyAreRead() {
    try (HostileFile file = file().withBitsFlipped(1, 0xff).withBytes(4, (byte) 9, (byte) 8, (byte) 7)) {
      assertArrayEquals(new byte[] {1, -3, 3, 4, 9, 8}, read(file, 0, 6));
      assertArrayEquals(new byte[] {8}, read(file, 5, 1));
      assertArrayEquals(new byte[] {3, 4}, read(file, 2, 2));
    }
  }

  @Test
  void endsWhereItIsCut() {
    try (HostileFile file = file().cutTo(4)) {
      assertEquals(4, file.size());
      assertArrayEquals(new byte[] {3, 4}, read(file, 2, 2));
      var error = assertThrows(TruncatedDataException.class, () -> read(file, 2, 3));
      assertEquals("six, byte 2: expected 3 bytes up to byte 5, found a file of 4 bytes", error.getMessage());
    }
  }

  @Test
  void tellsItsOldSizeWhenItHasBecomeShorter() {
    try (HostileFile file = file().shrunkTo(4)) {
      assertEquals(6, file.size());
      assertArrayEquals(new byte[] {4}, read(file, 3, 1));
      assertThrows(TruncatedDataException.class, () -> read(file, 3, 2));
    }
  }

  @Test
  void tellsASizeThatItDoesNotHave() {
    try (HostileFile file = file().claiming(1L << 40)) {
      assertEquals(1L << 40, file.size());
      assertThrows(TruncatedDataException.class, () -> file.slice(new ByteRange(0, 1L << 40)));
    }
  }

  @Test
  void failsAtOneCallAndGoesOn() {
    try (HostileFile file = file().failingAtCall(2)) {
      MemorySegment target = MemorySegment.ofArray(new byte[1]);
      file.read(0, target);
      assertFalse(file.failed());
      assertThrows(StorageException.class, () -> file.slice(new ByteRange(0, 1)));
      assertTrue(file.failed());
      file.read(0, target);
      assertEquals(3, file.calls());
      assertEquals(2, file.reads());
      assertEquals(1, file.slices());
      assertEquals(2, file.bytesRead());
    }
  }

  @Test
  void remembersWhereItWasOpenedUntilItIsClosed() {
    HostileFile file = file();
    file.assertOpen();
    var error = assertThrows(AssertionError.class, file::assertClosed);
    assertEquals("expected \"six\" to be closed 1 times, found 0", error.getMessage());
    assertEquals("opened here", Objects.requireNonNull(error.getCause()).getMessage());
    file.close();
    file.assertClosed();
    assertThrows(AssertionError.class, file::assertOpen);
    file.close();
    assertThrows(AssertionError.class, file::assertClosed);
  }

  @Test
  void refusesToBeReadOnceItIsClosed() {
    HostileFile file = file();
    MemorySegment slice = file.slice(new ByteRange(0, 6));
    file.close();
    assertThrows(IllegalStateException.class, () -> file.read(0, MemorySegment.ofArray(new byte[1])));
    assertThrows(IllegalStateException.class, () -> file.slice(new ByteRange(0, 1)));
    assertThrows(IllegalStateException.class, () -> slice.get(ValueLayout.JAVA_BYTE, 0));
  }
}
