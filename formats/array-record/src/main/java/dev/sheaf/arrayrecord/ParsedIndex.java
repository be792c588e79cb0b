package dev.sheaf.arrayrecord;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An index that was verified and parsed whole.
final class ParsedIndex implements ChunkIndex {
  /// Where each chunk begins, then where the footer does.
  private final long[] begins;

  private final long groupSize;
  private final long records;

  /// The first record of each chunk; null where all chunks but the last hold the same number.
  private final long @Nullable [] firstRecords;

  private ParsedIndex(long[] begins, long groupSize, long records, long @Nullable [] firstRecords) {
    this.begins = begins;
    this.groupSize = groupSize;
    this.records = records;
    this.firstRecords = firstRecords;
  }

  /// Reads the entries of a footer.
  ///
  /// @param footer its head
  /// @param messages the metadata, then an entry for each chunk
  /// @throws dev.sheaf.io.CorruptDataException if they contradict each other
  static ParsedIndex read(ChunkHeader footer, FooterMessages.Metadata metadata, ChunkRecords messages) {
    // Compared before memory is taken.
    if (metadata.chunks() < 0 || metadata.chunks() > messages.count() - 1) {
      throw footer.corrupt(
          "an entry for each of %s chunks".formatted(Long.toUnsignedString(metadata.chunks())),
          (messages.count() - 1) + " entries");
    }
    int chunks = (int) metadata.chunks();
    long[] begins = new long[chunks + 1];
    long[] firstRecords = new long[chunks + 1];
    begins[chunks] = footer.begin;
    boolean even = true;
    IndexEntry entry = new IndexEntry();
    ByteCursor in = new ByteCursor(footer);
    for (int i = 0; i < chunks; i++) {
      var message = messages.get(i + 1);
      entry.read(footer, in, message, 0, message.byteSize());
      check(footer, i, entry.begin, i == 0 ? 0 : begins[i - 1]);
      long left = metadata.records() - firstRecords[i];
      if (entry.records <= 0 || entry.records > left) {
        throw footer.corrupt(
            "entries of %s records together".formatted(Long.toUnsignedString(metadata.records())),
            "%s in chunk %d, where %s are left"
                .formatted(Long.toUnsignedString(entry.records), i, Long.toUnsignedString(left)));
      }
      begins[i] = entry.begin;
      firstRecords[i + 1] = firstRecords[i] + entry.records;
      even &= i == chunks - 1 ? entry.records <= firstRecords[1] : entry.records == firstRecords[1];
    }
    if (firstRecords[chunks] != metadata.records()) {
      throw footer.corrupt(
          "entries of %s records together".formatted(Long.toUnsignedString(metadata.records())),
          "entries of " + firstRecords[chunks]);
    }
    return new ParsedIndex(
        begins, chunks == 0 ? 0 : firstRecords[1], metadata.records(), even ? null : firstRecords);
  }

  /// Sees to it that a chunk begins behind the one before and in front of the footer.
  static void check(ChunkHeader footer, long chunk, long begin, long before) {
    boolean inside = begin >= BlockLayout.FIRST_CHUNK && begin < footer.begin;
    if (!inside || begin <= before || !BlockLayout.isBoundary(begin)) {
      throw footer.corrupt(
          "chunk %d between byte %d and the footer at byte %d".formatted(chunk, before, footer.begin),
          "an entry that says byte " + Long.toUnsignedString(begin));
    }
  }

  @Override
  public long records() {
    return records;
  }

  @Override
  public long chunks() {
    return begins.length - 1L;
  }

  @Override
  public long groupSize() {
    return groupSize;
  }

  @Override
  public void find(long record, IndexEntry entry) {
    int chunk;
    if (firstRecords == null) {
      chunk = (int) (record / groupSize);
      entry.firstRecord = (long) chunk * groupSize;
      entry.records = Math.min(groupSize, records - entry.firstRecord);
    } else {
      int found = Arrays.binarySearch(firstRecords, record);
      chunk = found >= 0 ? found : -found - 2;
      entry.firstRecord = firstRecords[chunk];
      entry.records = firstRecords[chunk + 1] - firstRecords[chunk];
    }
    entry.chunk = chunk;
    entry.begin = begins[chunk];
    entry.end = begins[chunk + 1];
  }

  @Override
  public void confirmed() {}

  @Override
  public void verify() {}

  @Override
  public void close() {}
}
