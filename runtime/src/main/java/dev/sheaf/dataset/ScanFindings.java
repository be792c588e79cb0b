package dev.sheaf.dataset;

import dev.sheaf.DataException;
import dev.sheaf.SheafException;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import java.nio.file.Path;
import java.util.List;

/// What a scan finds wrong, in the words of findings. Thread-safe.
final class ScanFindings {
  private final DatasetSource source;
  private final Findings findings;

  ScanFindings(DatasetSource source, int kept) {
    this.source = source;
    this.findings = new Findings(kept);
  }

  /// How many there are.
  long count() {
    return findings.count();
  }

  /// The first of them, by file and offset.
  List<Finding> first() {
    return findings.first();
  }

  /// Adds a fault of one file.
  ///
  /// @param record which record of the file was read
  void add(Path file, long record, SheafException fault) {
    findings.add(
        switch (fault) {
          case DecodeException e when isRecordOf(file, e.file()) ->
              error(
                  source.display(file),
                  Long.parseLong(e.file().substring(file.toString().length() + 1, e.file().length() - 1)),
                  e.offset(),
                  e.fieldPath(),
                  e.rule().key(),
                  e.expected(),
                  e.found());
          case DecodeException e ->
              error(
                  named(e.file()),
                  e.file().equals(file.toString()) ? record : Finding.WHOLE_FILE,
                  e.offset(),
                  e.fieldPath(),
                  e.rule().key(),
                  e.expected(),
                  e.found());
          case UnsupportedFormatException e -> of(e, "unsupported");
          case StaleDataException e ->
              of(file, "changed", "a file that stays the same while it is read", e.found());
          case CorruptDataException e -> of(e, "corrupt");
          case DataException e -> of(e, "corrupt");
          default -> of(file, "file", "a file that can be read", String.valueOf(fault.getMessage()));
        });
  }

  /// Whether the source of a record is `file[17]`.
  private static boolean isRecordOf(Path file, String record) {
    return record.startsWith(file + "[") && record.substring(file.toString().length()).matches("\\[\\d{1,18}]");
  }

  private Finding of(DataException fault, String rule) {
    return error(
        named(fault.file()), Finding.WHOLE_FILE, fault.offset(), "", rule, fault.expected(), fault.found());
  }

  /// Adds what is wrong with a file as a whole.
  void add(Path file, String rule, String expected, String found) {
    findings.add(of(file, rule, expected, found));
  }

  private Finding of(Path file, String rule, String expected, String found) {
    return error(source.display(file), Finding.WHOLE_FILE, -1, "", rule, expected, found);
  }

  private static Finding error(
      String file, long record, long offset, String field, String rule, String expected, String found) {
    return new Finding(Severity.ERROR, file, record, offset, field, rule, expected, found);
  }

  private String named(String file) {
    return source.display(Path.of(file));
  }
}
