package dev.sheaf.arrayrecord;

/// Where the chunks of records begin, and which records are in them. Thread-safe.
///
/// Chunks lie in the file in the order of their records. All but the last hold the same number of records in files of
/// the usual writers; others are read too, if the index is parsed whole.
sealed interface ChunkIndex extends AutoCloseable permits ParsedIndex, LargeIndex {
  /// How many records the file has.
  long records();

  /// How many chunks of records it has.
  long chunks();

  /// How many records the first chunk has; 0 if there is none.
  long groupSize();

  /// The chunk that holds a record, which is there.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if what the index says cannot be
  void find(long record, IndexEntry entry);

  /// Called when what an entry says of its chunk has been confirmed by the chunk, before records are handed out.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if the index has been found to be damaged meanwhile
  void confirmed();

  /// Sees to it that the whole index has been verified; blocks until then.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if it is damaged
  void verify();

  @Override
  void close();
}
