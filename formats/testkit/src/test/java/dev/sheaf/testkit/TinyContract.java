package dev.sheaf.testkit;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The contract for a format whose files are those of [TinyFormat].
abstract class TinyContract extends RecordFormatContract implements RecordWritingContract {
  @Override
  public RecordFormat format() {
    return new TinyFormat();
  }

  @Override
  public int rows() {
    return 20;
  }

  @Override
  public Sample sample(int rows) {
    List<byte[]> records = new ArrayList<>();
    Random random = new Random(rows);
    for (int i = 0; i < rows; i++) {
      byte[] record = new byte[i % 5 == 3 ? 0 : 1 + random.nextInt(9)];
      random.nextBytes(record);
      records.add(record);
    }
    return Sample.ofRecords("sample.tiny", file(records), records);
  }

  static byte[] file(List<byte[]> records) {
    try {
      Path folder = Files.createTempDirectory("tiny");
      Path file = folder.resolve("records.tiny");
      try (RecordWriter writer = new TinyFormat().create(file, FormatOptions.DEFAULT)) {
        records.forEach(record -> writer.write(MemorySegment.ofArray(record)));
        writer.commit();
      }
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      Files.delete(folder);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean checksums() {
    return true;
  }
}
