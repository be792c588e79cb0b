package dev.sheaf.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.format.RecordReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every format keeps whose rows are bytes. Inherit from it, and the tests run.
///
/// ```java
/// class TfRecordFormatContractTest extends RecordFormatContract {
///   @Override
///   public RecordFormat format() {
///     return new TfRecordFormat();
///   }
///
///   @Override
///   public Sample sample(int rows) {
///     List<byte[]> records = ...;
///     return Sample.ofRecords("sample.tfrecord", ..., records);
///   }
///
///   @Override
///   public boolean checksums() {
///     return true;
///   }
/// }
/// ```
public abstract class RecordFormatContract
    implements ReadingTests, LifecycleTests, ProbeTests, DamageTests, FormatUnderTest {
  private Sample sample() {
    return sample(rows());
  }

  private RecordReader reader(Sample sample) {
    return assertInstanceOf(RecordReader.class, open(sample, HostileFile.of(sample.name(), sample.file())));
  }

  private static byte[] record(Sample sample, int row) {
    return (byte[]) sample.rows().get(row);
  }

  private record Taken(long record, Object bytes) {}

  private static List<Taken> expected(Sample sample, long[] records) {
    List<Taken> expected = new ArrayList<>();
    for (long record : records) {
      expected.add(new Taken(record, Plain.of(sample.rows().get((int) record))));
    }
    return expected;
  }

  @Test
  void handsOutBytesThatCannotBeWrittenTo() {
    try (RecordReader reader = reader(sample())) {
      assertTrue(reader.read(0).isReadOnly());
      reader.read(0, 2, (_, bytes) -> assertTrue(bytes.isReadOnly()));
      reader.read(new long[] {1, 0}, 2, (_, bytes) -> assertTrue(bytes.isReadOnly()));
    }
  }

  @Test
  void copiesARecordToMemoryThatIsLargeEnough() {
    Sample sample = sample();
    try (RecordReader reader = reader(sample)) {
      for (int row = 0; row < rows(); row++) {
        byte[] expected = record(sample, row);
        MemorySegment target = MemorySegment.ofArray(new byte[expected.length + 3]);
        target.fill((byte) 0x5a);
        assertEquals(expected.length, reader.read(row, target));
        assertArrayEquals(expected, target.asSlice(0, expected.length).toArray(ValueLayout.JAVA_BYTE));
        assertArrayEquals(
            new byte[] {0x5a, 0x5a, 0x5a}, target.asSlice(expected.length).toArray(ValueLayout.JAVA_BYTE));
      }
    }
  }

  @Test
  void refusesToCopyARecordToMemoryThatIsTooSmall() {
    Sample sample = sample();
    try (RecordReader reader = reader(sample)) {
      for (int row = 0; row < rows(); row++) {
        long at = row;
        int length = record(sample, row).length;
        if (length > 0) {
          MemorySegment target = MemorySegment.ofArray(new byte[length - 1]);
          assertThrows(IllegalArgumentException.class, () -> reader.read(at, target));
        }
      }
      assertEquals(sample.comparable(), Plain.rows(reader));
    }
  }

  @Test
  void readsARangeAsItReadsOneByOne() {
    Sample sample = sample();
    long size = rows();
    try (RecordReader reader = reader(sample)) {
      for (long[] range :
          new long[][] {{0, size}, {0, 0}, {size, size}, {0, 1}, {size - 1, size}, {1, size - 1}, {size / 2, size}}) {
        List<Taken> taken = new ArrayList<>();
        reader.read(range[0], range[1], (record, bytes) -> taken.add(new Taken(record, Plain.of(bytes))));
        long[] records = LongStream.range(range[0], range[1]).toArray();
        assertEquals(expected(sample, records), taken, () -> "%d to %d".formatted(range[0], range[1]));
      }
    }
  }

  @Test
  void readsABatchInTheOrderThatIsAskedFor() {
    Sample sample = sample();
    long last = rows() - 1L;
    long[] records = {last, 0, 1, 0, last, last, last / 2, 1};
    try (RecordReader reader = reader(sample)) {
      List<Taken> taken = new ArrayList<>();
      reader.read(records, records.length, (record, bytes) -> taken.add(new Taken(record, Plain.of(bytes))));
      assertEquals(expected(sample, records), taken);
      taken.clear();
      reader.read(records, 3, (record, bytes) -> taken.add(new Taken(record, Plain.of(bytes))));
      assertEquals(expected(sample, new long[] {last, 0, 1}), taken, "the first three");
      taken.clear();
      reader.read(records, 0, (record, bytes) -> taken.add(new Taken(record, Plain.of(bytes))));
      assertEquals(List.of(), taken, "none");
    }
  }

  @Test
  void refusesRangesAndBatchesThatAreNotInTheFile() {
    long size = rows();
    try (RecordReader reader = reader(sample())) {
      for (long[] range :
          new long[][] {
            {-1, 1}, {0, size + 1}, {size + 1, size + 1}, {2, 1}, {0, Long.MAX_VALUE}, {Long.MIN_VALUE, 0}
          }) {
        assertThrows(
            IndexOutOfBoundsException.class,
            () -> reader.read(range[0], range[1], (_, _) -> {}),
            () -> "%d to %d".formatted(range[0], range[1]));
      }
      for (long record : new long[] {-1, size, Long.MAX_VALUE}) {
        assertThrows(
            IndexOutOfBoundsException.class,
            () -> reader.read(new long[] {0, record, 0}, 3, (_, _) -> {}),
            () -> "record " + record);
        assertThrows(
            IndexOutOfBoundsException.class,
            () -> reader.read(record, MemorySegment.ofArray(new byte[1 << 10])),
            () -> "record " + record);
      }
    }
  }

  @Test
  void endsAWalkWithTheExceptionOfWhoeverTakesTheRecords() {
    Sample sample = sample();
    RuntimeException enough = new RuntimeException("enough");
    RecordReader.Consumer thrower =
        (record, _) -> {
          if (record == 1) {
            throw enough;
          }
        };
    try (RecordReader reader = reader(sample)) {
      assertSame(enough, assertThrows(RuntimeException.class, () -> reader.read(0, rows(), thrower)));
      assertSame(
          enough, assertThrows(RuntimeException.class, () -> reader.read(new long[] {0, 1, 2}, 3, thrower)));
      assertEquals(sample.comparable(), Plain.rows(reader));
    }
  }

  @Test
  void refusesEveryWayOfReadingOnceItIsClosed() {
    RecordReader reader = reader(sample());
    reader.close();
    MemorySegment target = MemorySegment.ofArray(new byte[1 << 10]);
    assertThrows(IllegalStateException.class, () -> reader.read(0, target));
    assertThrows(IllegalStateException.class, () -> reader.read(0, 1, (_, _) -> {}));
    assertThrows(IllegalStateException.class, () -> reader.read(new long[] {0}, 1, (_, _) -> {}));
  }
}
