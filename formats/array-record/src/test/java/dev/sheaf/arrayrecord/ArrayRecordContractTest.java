package dev.sheaf.arrayrecord;

import dev.sheaf.format.RecordFormat;
import dev.sheaf.testkit.RecordFormatContract;
import dev.sheaf.testkit.RecordWritingContract;
import dev.sheaf.testkit.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// What all formats of records keep.
final class ArrayRecordContractTest {
  @TempDir private static Path folder;

  /// Files of one kind.
  abstract static class Contract extends RecordFormatContract implements RecordWritingContract {
    private final String writerOptions;

    Contract(String writerOptions) {
      this.writerOptions = writerOptions;
    }

    @Override
    public RecordFormat format() {
      return new ArrayRecordFormat();
    }

    @Override
    public Sample sample(int rows) {
      List<byte[]> records =
          IntStream.range(0, rows)
              .mapToObj(i -> "row %d ".formatted(i).repeat(i % 4 * 10).getBytes(StandardCharsets.UTF_8))
              .toList();
      Path path = dev.sheaf.arrayrecord.Sample.write(folder.resolve("sample"), writerOptions, records);
      try {
        return Sample.ofRecords("sample.array_record", Files.readAllBytes(path), records);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean checksums() {
      return true;
    }
  }

  @Nested
  final class Uncompressed extends Contract {
    Uncompressed() {
      super("group_size:1,uncompressed");
    }
  }

  @Nested
  final class CompressedInGroups extends Contract {
    CompressedInGroups() {
      super("group_size:4,zstd");
    }
  }
}
