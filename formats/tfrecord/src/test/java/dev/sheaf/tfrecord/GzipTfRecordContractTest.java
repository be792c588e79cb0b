package dev.sheaf.tfrecord;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.testkit.Sample;

/// What every format keeps, for files that are compressed.
final class GzipTfRecordContractTest extends TfRecordFormatContractTest {
  @Override
  FormatOptions written() {
    return Records.compressed("gzip");
  }

  @Override
  public FormatOptions options() {
    return Records.compressed("gzip");
  }

  /// A file of no bytes expands to no records.
  @Override
  public boolean wholeWhenCutTo(Sample sample, long bytes) {
    return bytes == 0;
  }
}
