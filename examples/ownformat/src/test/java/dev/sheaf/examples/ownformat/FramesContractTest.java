package dev.sheaf.examples.ownformat;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.testkit.RecordFormatContract;
import dev.sheaf.testkit.RecordWritingContract;
import dev.sheaf.testkit.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/// What every format keeps.
class FramesContractTest extends RecordFormatContract implements RecordWritingContract {
  @TempDir static Path folder;

  @Override
  public RecordFormat format() {
    return new FramesFormat();
  }

  @Override
  public Sample sample(int rows) {
    List<byte[]> records =
        IntStream.range(0, rows)
            .mapToObj(row -> "row %d ".formatted(row).repeat(row % 4).getBytes(StandardCharsets.UTF_8))
            .toList();
    Path file = folder.resolve("sample.frames");
    try (RecordWriter writer = format().create(file, FormatOptions.DEFAULT)) {
      records.forEach(record -> writer.write(MemorySegment.ofArray(record)));
      writer.commit();
    }
    try {
      return Sample.ofRecords("sample.frames", Files.readAllBytes(file), records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean checksums() {
    return true;
  }
}
