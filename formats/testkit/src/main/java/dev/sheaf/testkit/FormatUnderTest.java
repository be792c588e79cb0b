package dev.sheaf.testkit;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RowSource;
import java.nio.file.Path;

/// What the tests must be told of a format. Formats of single files only: a folder has no bytes to be damaged.
public interface FormatUnderTest {
  /// The format.
  RecordFormat format();

  /// A file of this many rows, the same each time: small, as each of its bytes is going to be damaged.
  ///
  /// @param rows from 0 to [#rows()]
  Sample sample(int rows);

  /// How many rows the tests of reading use.
  default int rows() {
    return 57;
  }

  /// How many rows the file has that is damaged.
  default int rowsToDamage() {
    return 3;
  }

  /// How the files are opened.
  default FormatOptions options() {
    return FormatOptions.DEFAULT;
  }

  /// Whether checksums guard all rows, so that a damaged file never gives a wrong one.
  boolean checksums();

  /// Whether the format is known by a file's content; else by its name only.
  default boolean knownByContent() {
    return true;
  }

  /// Whether the sample's first `bytes` bytes are a whole file, of fewer rows: so it is where a format has no end of
  /// its own.
  default boolean wholeWhenCutTo(Sample sample, long bytes) {
    return false;
  }

  /// How often the file is damaged in one test at most. A file that has more bytes is damaged at its start, at its end,
  /// and here and there in between.
  default int damages() {
    return 10_000;
  }

  /// How many bytes of heap may be taken by opening a damaged file and reading all of it.
  default long memoryBudget() {
    return 64 << 20;
  }

  /// Opens a file that lies nowhere: all that the format may look at is `file`.
  default RowSource open(Sample sample, HostileFile file) {
    return format().open(Path.of("nowhere", sample.name()), file, options());
  }
}
