package dev.sheaf.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowGatherTest {
  private static final int ROWS = 57;
  private final Random random = new Random(20261121);

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 7, 8, 16, 127, 128, 129, 784, 5000})
  void copiesTheRowsThatAreNamedInTheirOrder(long rowBytes) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = new byte[(int) (ROWS * rowBytes)];
      random.nextBytes(bytes);
      MemorySegment heap = MemorySegment.ofArray(bytes);
      MemorySegment unaligned = arena.allocate(bytes.length + 1L).asSlice(1).copyFrom(heap);
      for (int count : new int[] {0, 1, 5, 6, 7, 12, 200}) {
        long[] positions = random.longs(count + 3L, 0, ROWS).toArray();
        for (MemorySegment source : new MemorySegment[] {heap, unaligned}) {
          MemorySegment target = arena.allocate(count * rowBytes + 1);
          RowGather.gather(source, ROWS, rowBytes, positions, count, target);
          for (int i = 0; i < count; i++) {
            long expected = positions[i] * rowBytes;
            long found = i * rowBytes;
            assertEquals(
                -1,
                MemorySegment.mismatch(
                    heap, expected, expected + rowBytes, target, found, found + rowBytes),
                "row " + i + " of " + count);
          }
          assertEquals(0, target.get(ValueLayout.JAVA_BYTE, count * rowBytes), "nothing is written behind them");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 8, 127, 128, 784})
  void copiesRowsOfSeveralSources(long rowBytes) {
    byte[] bytes = new byte[(int) (ROWS * rowBytes)];
    random.nextBytes(bytes);
    MemorySegment whole = MemorySegment.ofArray(bytes);
    for (int count : new int[] {0, 1, 6, 7, 200}) {
      MemorySegment[] sources = new MemorySegment[count];
      long[] offsets = new long[count];
      byte[] expected = new byte[(int) (count * rowBytes)];
      for (int i = 0; i < count; i++) {
        int row = random.nextInt(ROWS);
        int before = random.nextInt(row + 1);
        sources[i] = whole.asSlice((row - before) * rowBytes);
        offsets[i] = before * rowBytes;
        System.arraycopy(bytes, (int) (row * rowBytes), expected, (int) (i * rowBytes), (int) rowBytes);
      }
      byte[] found = new byte[expected.length];
      RowGather.gather(sources, offsets, count, rowBytes, MemorySegment.ofArray(found));
      assertArrayEquals(expected, found);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 8, 128, 784})
  void refusesARowThatIsNotInItsSource(long rowBytes) {
    MemorySegment source = MemorySegment.ofArray(new byte[(int) (2 * rowBytes)]);
    MemorySegment[] sources = new MemorySegment[20];
    Arrays.fill(sources, source);
    MemorySegment target = MemorySegment.ofArray(new byte[(int) (20 * rowBytes)]);
    for (int wrong : new int[] {0, 5, 6, 7, 19}) {
      for (long offset : new long[] {-1, rowBytes + 1, Long.MAX_VALUE}) {
        long[] offsets = new long[20];
        offsets[wrong] = offset;
        assertThrows(
            IndexOutOfBoundsException.class, () -> RowGather.gather(sources, offsets, 20, rowBytes, target));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 4, 8, 16, 784})
  void refusesAPositionThatIsNoRow(long rowBytes) {
    MemorySegment source = MemorySegment.ofArray(new byte[(int) ((ROWS + 1) * rowBytes)]);
    MemorySegment target = MemorySegment.ofArray(new byte[(int) (20 * rowBytes)]);
    for (int wrong : new int[] {0, 5, 6, 7, 19}) {
      for (long position : new long[] {-1, ROWS, Long.MAX_VALUE, Long.MIN_VALUE}) {
        long[] positions = new long[20];
        positions[wrong] = position;
        IndexOutOfBoundsException fault =
            assertThrows(
                IndexOutOfBoundsException.class,
                () -> RowGather.gather(source, ROWS, rowBytes, positions, 20, target));
        assertEquals("Index %d out of bounds for length %d".formatted(position, ROWS), fault.getMessage());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 4, 8, 16, 784})
  void refusesATargetThatIsTooSmall(long rowBytes) {
    MemorySegment source = MemorySegment.ofArray(new byte[(int) (ROWS * rowBytes)]);
    MemorySegment target = MemorySegment.ofArray(new byte[(int) (20 * rowBytes) - 1]);
    assertThrows(
        IndexOutOfBoundsException.class, () -> RowGather.gather(source, ROWS, rowBytes, new long[20], 20, target));
  }
}
