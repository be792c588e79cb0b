package dev.sheaf.dataset;

/// Some records of one file, next to each other: what a thread of a scan decodes at a time.
///
/// @param file the file
/// @param first which record of the file the first of them is; -1 where the file is one record
/// @param records where they lie
record RecordBlock(SourceFile file, long first, RecordRanges records) {
  /// A file that is one record.
  static RecordBlock whole(SourceFile file) {
    return new RecordBlock(file, Finding.WHOLE_FILE, RecordRanges.of(0, file.stamp().size()));
  }

  /// Which record of the file one of them is; -1 where the file is one record.
  long position(int record) {
    return first == Finding.WHOLE_FILE ? first : first + record;
  }
}
