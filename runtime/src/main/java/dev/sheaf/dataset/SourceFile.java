package dev.sheaf.dataset;

import dev.sheaf.io.InputFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One source while it is scanned. It is open from its first use until its last user has released it.
final class SourceFile implements AutoCloseable {
  private final int position;
  private final Path path;
  private final FileStamp stamp;
  private final RecordForm form;
  private final RecordRanges records = new RecordRanges();
  private final AtomicInteger users = new AtomicInteger();
  private volatile @Nullable InputFile input;
  private final Set<Path> references = ConcurrentHashMap.newKeySet(0);
  private @Nullable List<FieldStatistics> seen;
  private byte @Nullable [] statistics;
  private int checksum;

  /// @param position which of the sources it is
  /// @param stamp taken before anything else
  SourceFile(int position, Path path, FileStamp stamp, RecordForm form) {
    this.position = position;
    this.path = path;
    this.stamp = stamp;
    this.form = form;
  }

  int position() {
    return position;
  }

  Path path() {
    return path;
  }

  FileStamp stamp() {
    return stamp;
  }

  RecordForm form() {
    return form;
  }

  /// Where its records lie, as far as they have been found. Complete once the file is released.
  RecordRanges records() {
    return records;
  }

  /// CRC-32C of the whole file: known once the file is released.
  int checksum() {
    return checksum;
  }

  void checksum(int value) {
    checksum = value;
  }

  /// Notes that a record refers to another file.
  void refersTo(Path file) {
    references.add(file);
  }

  /// The files that its records refer to, as far as they have been read.
  Set<Path> references() {
    return references;
  }

  /// Adds what was seen in some of its records.
  synchronized void add(List<FieldStatistics> fields) {
    if (form == RecordForm.WHOLE) {
      // All there is: in few bytes, as there may be millions of such files.
      statistics = SourceNotes.bytes(fields);
    } else if (seen == null) {
      seen = fields;
    } else {
      for (int field = 0; field < fields.size(); field++) {
        seen.get(field).add(fields.get(field));
      }
    }
  }

  /// A source of which everything is known, so that nobody reads it.
  static SourceFile of(int position, KnownSources.Taken known) {
    FileTable.Entry entry = known.entry();
    SourceFile file = new SourceFile(position, entry.path(), entry.stamp(), RecordForm.WHOLE);
    file.records.add(known.records());
    file.statistics = known.statistics();
    file.checksum = entry.checksum();
    known.references().forEach(reference -> file.references.add(reference.path()));
    return file;
  }

  /// What was seen in its records, as [SourceNotes#bytes] makes it. Complete once the file is released.
  synchronized byte[] statistics(List<FieldStatistics> none) {
    return statistics != null ? statistics : SourceNotes.bytes(seen != null ? seen : none);
  }

  /// Opens the file for the first user.
  InputFile open() {
    InputFile opened = InputFile.openPositional(path);
    input = opened;
    users.set(1);
    return opened;
  }

  /// The file while it is open; any number of threads may read it.
  InputFile input() {
    InputFile opened = input;
    if (opened == null) {
      throw new IllegalStateException("\"%s\" is not open".formatted(path));
    }
    return opened;
  }

  /// One user more.
  void retain() {
    users.incrementAndGet();
  }

  /// One user fewer; the last one closes the file.
  ///
  /// @return whether this was the last one
  boolean release() {
    if (users.decrementAndGet() > 0) {
      return false;
    }
    close();
    return true;
  }

  /// Closes the file, whoever uses it.
  @Override
  public void close() {
    InputFile opened = input;
    if (opened != null) {
      opened.close();
    }
  }
}
