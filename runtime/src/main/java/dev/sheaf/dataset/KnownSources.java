package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.ViewGuard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The sources of an older index, for a scan that reads only what has changed since. Thread-safe.
///
/// A source is the same if its size and time are, or if it has only been touched and its checksum is the same; and if
/// all files that its records refer to are the same in this sense.
final class KnownSources {
  /// A source that need not be read.
  ///
  /// @param entry the file as it is now
  /// @param statistics what was seen of its fields, as [SourceNotes#bytes] made it
  /// @param references the files that its records refer to, as they are now
  @SuppressWarnings("ArrayRecordComponent") // Handed on at once, and compared by nobody.
  record Taken(FileTable.Entry entry, RecordRanges records, byte[] statistics, List<FileTable.Entry> references) {}

  private final RowTable rows;
  private final FileTable files;
  private final SourceNotes notes;
  private final boolean verify;
  private final ViewGuard guard;
  private final Map<Path, Long> positions = new HashMap<>();
  private final Map<Long, Optional<FileTable.Entry>> references = new ConcurrentHashMap<>();

  /// @param verify whether checksums are compared even where size and time are the same
  /// @param guard stands around the tables
  /// @throws CorruptDataException if the index is damaged
  KnownSources(RowTable rows, SourceNotes notes, boolean verify, ViewGuard guard) {
    this.rows = rows;
    this.files = rows.files();
    this.notes = notes;
    this.verify = verify;
    this.guard = guard;
    if (notes.size() != files.sources()) {
      throw new CorruptDataException(
          rows.place(), 0, "notes on %d sources".formatted(files.sources()), "on %d".formatted(notes.size()));
    }
    guard.run(
        () -> {
          for (long source = 0; source < files.sources(); source++) {
            positions.put(files.path(source), source);
          }
        });
  }

  /// What is known of a source; empty if it has to be read.
  ///
  /// @param now what it is now
  Optional<Taken> take(Path source, FileStamp now) {
    Long position = positions.get(source);
    if (position == null) {
      return Optional.empty();
    }
    try {
      return guard.get(() -> take(position, source, now));
    } catch (SheafException _) {
      // A file that is not there, or a damaged index: reading the source tells more.
      return Optional.empty();
    }
  }

  private Optional<Taken> take(long position, Path source, FileStamp now) {
    Optional<FileTable.Entry> same = same(position, source, now);
    if (same.isEmpty()) {
      return Optional.empty();
    }
    List<FileTable.Entry> referenced = new ArrayList<>();
    for (long reference : notes.references(position)) {
      if (reference < files.sources() || reference >= files.size()) {
        return Optional.empty();
      }
      Optional<FileTable.Entry> entry = references.computeIfAbsent(reference, this::reference);
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      referenced.add(entry.get());
    }
    return Optional.of(new Taken(same.get(), records(position), notes.statistics(position), referenced));
  }

  private Optional<FileTable.Entry> reference(long position) {
    Path path = files.path(position);
    return same(position, path, FileStamp.of(path));
  }

  /// The file as it is now, if it holds what it held.
  private Optional<FileTable.Entry> same(long position, Path path, FileStamp now) {
    FileStamp before = files.stamp(position);
    if (now.size() != before.size()) {
      return Optional.empty();
    }
    boolean same = (now.equals(before) && !verify) || holdsWhatItHeld(position, path, now);
    return same ? Optional.of(new FileTable.Entry(path, now, files.checksum(position))) : Optional.empty();
  }

  private boolean holdsWhatItHeld(long position, Path path, FileStamp now) {
    // It must not change under the checksum.
    return Checksum.of(path) == files.checksum(position) && FileStamp.of(path).equals(now);
  }

  private RecordRanges records(long source) {
    RecordRanges records = new RecordRanges();
    for (long row = firstRow(source); row < rows.size() && rows.file(row) == source; row++) {
      ByteRange range = rows.range(row);
      records.add(range.offset(), range.length());
    }
    return records;
  }

  /// Rows are in the order of their files.
  private long firstRow(long source) {
    long low = 0;
    long high = rows.size();
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (rows.file(middle) < source) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
