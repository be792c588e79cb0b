package dev.sheaf.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.format.RowSource;
import dev.sheaf.io.InputFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a format keeps, beside [RecordFormatContract], that records can be written to: inherit from both.
public interface RecordWritingContract extends WritingTests {
  /// Writes the sample's records.
  @Override
  default Writer writer(Path target, FormatOptions options) {
    RecordWriter writer = format().create(target, options);
    List<?> records = sample(rows()).rows();
    return new Writer() {
      @Override
      public void write(int row) {
        writer.write(MemorySegment.ofArray((byte[]) records.get(row)));
      }

      @Override
      public void commit() {
        writer.commit();
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }

  /// Records of up to this many bytes are written and read again.
  default int longestRecord() {
    return 100_000;
  }

  /// Empty ones and long ones, from native memory and from memory that is used for the next one at once.
  @Test
  default void readsWhatWasWritten(@TempDir Path folder) {
    Random random = new Random(11);
    Path target = folder.resolve(sample(1).name());
    List<Object> expected = new ArrayList<>();
    try (RecordWriter writer = format().create(target, options());
        Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(Math.max(1, longestRecord()));
      for (int length : new int[] {0, 1, 0, longestRecord(), 7, 4096, longestRecord() / 2, 0}) {
        byte[] record = new byte[Math.min(length, longestRecord())];
        random.nextBytes(record);
        expected.add(Plain.of(record));
        MemorySegment.copy(record, 0, memory, ValueLayout.JAVA_BYTE, 0, record.length);
        writer.write(memory.asSlice(0, record.length));
        memory.fill((byte) 0);
      }
      writer.commit();
    }
    try (RowSource source = format().open(target, InputFile.open(target), options())) {
      assertEquals(expected, Plain.rows(source));
    }
  }
}
