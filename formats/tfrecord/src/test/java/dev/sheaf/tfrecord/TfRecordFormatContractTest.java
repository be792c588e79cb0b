package dev.sheaf.tfrecord;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.testkit.RecordFormatContract;
import dev.sheaf.testkit.RecordWritingContract;
import dev.sheaf.testkit.Sample;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// What every format keeps, for plain files.
class TfRecordFormatContractTest extends RecordFormatContract implements RecordWritingContract {
  @TempDir Path folder;

  FormatOptions written() {
    return FormatOptions.DEFAULT;
  }

  @Override
  public RecordFormat format() {
    return new TfRecordFormat();
  }

  @Override
  public Sample sample(int rows) {
    List<byte[]> records = Records.random(rows, rows, 40);
    return Sample.ofRecords("sample.tfrecord", Records.file(folder, records, written()), records);
  }

  @Override
  public boolean checksums() {
    return true;
  }

  /// A plain file ends where a record does.
  @Override
  public boolean wholeWhenCutTo(Sample sample, long bytes) {
    long end = 0;
    for (Object row : sample.rows()) {
      if (end == bytes) {
        return true;
      }
      end += Frame.BYTES + ((byte[]) row).length;
    }
    return false;
  }
}
