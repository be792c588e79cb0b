package dev.sheaf.arrayrecord;

import dev.sheaf.arrayrecord.FooterMessages.Metadata;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// An index that is read where it lies, entry by entry, when one is asked for: with one record in a chunk it may be
/// longer than all records, and to hash and parse it would take most of the time that opening takes.
///
/// Nothing in it is believed on its own word:
///
/// * When it is opened, the sizes of all entries are added up, and must give the size that the footer's head says; that
///   head has a hash of its own. The total of records must be what the first and the last entry make it, all chunks in
///   between being as large as the first.
/// * An entry is used only together with its chunk. It must lie where the sizes say and be a message with nothing left
///   over; at the place that it names there must be a sound head of a chunk with just as many records; and that chunk,
///   with padding if need be, must end where the *next* entry says that the next chunk begins. An entry that was
///   damaged, or that stands in the place of another, does not pass: its end and its neighbour's begin differ.
/// * Meanwhile, from the first read on, a thread of its own checks all of it: the footer's hash, its block headers, and
///   every entry (100 to 200 ms for ten million). Once that has failed, every read fails. After [#UNVERIFIED_READS]
///   chunks the next reads wait for it. It leaves a list of where chunks begin, if that is not too long: looking there
///   is quicker.
///
/// So what has been read before the check is through comes from a chunk whose hashes are right and which is where its
/// index entry and the following one say. What the check adds is that entries *before* it hold as many records as they
/// must, which no sound writer gets wrong and no accident does without breaking the hash.
final class LargeIndex implements ChunkIndex {
  /// How many chunks are read at most before the whole index has been verified.
  private static final long UNVERIFIED_READS = 1 << 16;

  /// Of how many chunks it is kept in memory where they begin: 32 MiB.
  private static final int KEPT_BEGINS = 1 << 22;

  private static final int MAX_ENTRY = 127;

  private final ChunkHeader footer;
  private final EntrySizes sizes;
  private final StripedBytes entries;
  private final long groupSize;
  private final long records;
  private final FutureTask<Boolean> check;

  /// Where each chunk begins, then where the footer does; null until the check is through.
  private volatile long @Nullable [] begins;

  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicLong reads = new AtomicLong();
  private volatile boolean verified;
  private volatile boolean closed;

  private LargeIndex(
      ChunkHeader footer,
      EntrySizes sizes,
      StripedBytes entries,
      long groupSize,
      long records,
      @Nullable StripedBytes unverified) {
    this.footer = footer;
    this.sizes = sizes;
    this.entries = entries;
    this.groupSize = groupSize;
    this.records = records;
    this.check = new FutureTask<>(() -> verifyAll(unverified), true);
  }

  /// An index over the entries of a footer; null if they are not all alike, and it must be parsed whole.
  ///
  /// @param entrySizes behind that of the metadata
  /// @param entries behind the metadata
  /// @param unverified the footer's data if their hash has not been compared yet
  static @Nullable LargeIndex of(
      ChunkHeader footer,
      Metadata metadata,
      StripedBytes entrySizes,
      StripedBytes entries,
      @Nullable StripedBytes unverified) {
    long chunks = metadata.chunks();
    if (chunks < 1 || entrySizes.length() != chunks || footer.records != chunks + 1) {
      return null;
    }
    EntrySizes sizes = EntrySizes.of(entrySizes);
    if (sizes == null || sizes.total() != entries.length()) {
      return null;
    }
    LargeIndex first = new LargeIndex(footer, sizes, entries, 0, 0, null);
    IndexEntry entry = new IndexEntry();
    first.readEntry(0, 0, entry);
    long groupSize = entry.records;
    first.readEntry(chunks - 1, sizes.start(chunks - 1), entry);
    long before = metadata.records() - entry.records;
    boolean even =
        groupSize > 0
            && entry.records > 0
            && entry.records <= groupSize
            && before >= 0
            && before / groupSize == chunks - 1
            && before % groupSize == 0;
    return even ? new LargeIndex(footer, sizes, entries, groupSize, metadata.records(), unverified) : null;
  }

  @Override
  public long records() {
    return records;
  }

  @Override
  public long chunks() {
    return sizes.count();
  }

  @Override
  public long groupSize() {
    return groupSize;
  }

  @Override
  public void find(long record, IndexEntry entry) {
    long chunk = groupSize == 1 ? record : record / groupSize;
    long[] known = begins;
    if (known != null) {
      entry.chunk = chunk;
      entry.firstRecord = chunk * groupSize;
      entry.records = Math.min(groupSize, records - entry.firstRecord);
      entry.begin = known[(int) chunk];
      entry.end = known[(int) chunk + 1];
      return;
    }
    long start = sizes.start(chunk);
    long next = footer.begin;
    if (chunk + 1 < chunks()) {
      readEntry(chunk + 1, start + sizes.size(chunk), entry);
      next = entry.begin;
    }
    readEntry(chunk, start, entry);
    entry.chunk = chunk;
    entry.firstRecord = chunk * groupSize;
    entry.end = next;
    checkEntry(entry, 0);
    if (next <= entry.begin || next > footer.begin) {
      throw footer.corrupt(
          "chunk %d between byte %d and the footer at byte %d".formatted(chunk + 1, entry.begin, footer.begin),
          "an entry that says byte " + Long.toUnsignedString(next));
    }
  }

  private void checkEntry(IndexEntry entry, long before) {
    ParsedIndex.check(footer, entry.chunk, entry.begin, before);
    long expected = Math.min(groupSize, records - entry.chunk * groupSize);
    if (entry.records != expected) {
      throw footer.unsupported(
          "%d records in chunk %d, in an index of more than %d bytes".formatted(expected, entry.chunk, Footer.LARGE),
          Long.toUnsignedString(entry.records));
    }
  }

  private void readEntry(long chunk, long start, IndexEntry entry) {
    int size = sizes.size(chunk);
    if (entries.run(start) >= size) {
      long offset = entries.offset(start);
      if (!entry.readUsual(entries.bytes(), offset, size)) {
        entry.read(footer, new ByteCursor(footer), entries.bytes(), offset, size);
      }
    } else {
      MemorySegment copy = MemorySegment.ofArray(new byte[MAX_ENTRY]);
      entries.copy(start, copy, size);
      entry.read(footer, new ByteCursor(footer), copy, 0, size);
    }
  }

  @Override
  public void confirmed() {
    if (verified) {
      return;
    }
    start();
    if (check.isDone() || reads.incrementAndGet() > UNVERIFIED_READS) {
      verify();
    }
  }

  private void start() {
    if (!started.get() && started.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("sheaf-array-record-index").start(check);
    }
  }

  @Override
  public void verify() {
    start();
    boolean interrupted = false;
    try {
      while (!verified) {
        try {
          verified = check.get();
        } catch (InterruptedException _) {
          // It does not take long, and half a check is none.
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException("the check of an index failed", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void verifyAll(@Nullable StripedBytes unverified) {
    if (unverified != null) {
      verifyHash(unverified);
    }
    IndexEntry entry = new IndexEntry();
    long[] found = new long[chunks() <= KEPT_BEGINS ? (int) chunks() + 1 : 0];
    long before = 0;
    long start = 0;
    for (long chunk = 0; chunk < chunks() && !closed; chunk++) {
      readEntry(chunk, start, entry);
      entry.chunk = chunk;
      checkEntry(entry, before);
      before = entry.begin;
      start += sizes.size(chunk);
      if (found.length > 0) {
        found[(int) chunk] = entry.begin;
      }
    }
    if (found.length > 0 && !closed) {
      found[found.length - 1] = footer.begin;
      begins = found;
    }
  }

  private void verifyHash(StripedBytes data) {
    HighwayHash hash = new HighwayHash();
    HighwayHash blockHash = new HighwayHash();
    for (long at = 0; at < data.length() && !closed; at += data.run(at)) {
      long offset = data.offset(at);
      long position = footerPosition(at);
      if (at > 0 || BlockLayout.inBlock(position) == BlockLayout.BLOCK_HEADER) {
        ChunkReader.check(
            position - BlockLayout.BLOCK_HEADER,
            data.bytes(),
            offset - BlockLayout.BLOCK_HEADER,
            blockHash,
            footer);
      }
      hash.update(data.bytes(), offset, data.run(at));
    }
    long found = hash.finish();
    if (!closed && found != footer.dataHash) {
      throw footer.corrupt("an index of hash %016x".formatted(footer.dataHash), "%016x".formatted(found));
    }
  }

  /// Where in the file a byte of the footer's data is.
  private long footerPosition(long at) {
    return BlockLayout.physical(BlockLayout.payload(footer.begin) + BlockLayout.CHUNK_HEADER + at);
  }

  @Override
  public void close() {
    closed = true;
  }
}
