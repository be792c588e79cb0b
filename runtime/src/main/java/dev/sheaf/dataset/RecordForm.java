package dev.sheaf.dataset;

import dev.sheaf.io.InputFile;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.Locale;

/// How a file holds its records.
enum RecordForm {
  /// The file is one record.
  WHOLE,
  /// A record on each line: `.jsonl` and `.ndjson`.
  LINES,
  /// A JSON list of records, told by its first character. Where the row itself may be a list, a file is one row.
  LIST;

  /// Looks at the name and, where that does not tell, at the first character.
  ///
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  static RecordForm of(Path file, RecordSchema row) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return LINES;
    }
    return !row.bare() && beginsAList(file) ? LIST : WHOLE;
  }

  private static boolean beginsAList(Path file) {
    try (InputFile source = InputFile.openPositional(file)) {
      ForwardBytes bytes = new ForwardBytes(source, 64);
      int next = bytes.next();
      while (RecordCutter.isSpace(next)) {
        next = bytes.next();
      }
      return next == '[';
    }
  }
}
