package dev.sheaf.dataset;

import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.RecordSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/// What a scan has seen in each source, so that the next one need not read it again if it is the same: the files that
/// its records refer to, and what was seen of each field. In memory or mapped; thread-safe.
///
/// A table that was mapped may be damaged, so that each access checks what it takes from it.
///
/// @param place what to call the table in errors
/// @param references int64: positions in the [FileTable], source after source
/// @param referenceOffsets int64: where those of each source start; one more than there are sources
/// @param statistics what [FieldStatistics#write] wrote, source after source
/// @param statisticsOffsets int64: where those of each source start; one more than there are sources
record SourceNotes(
    String place,
    MemorySegment references,
    MemorySegment referenceOffsets,
    MemorySegment statistics,
    MemorySegment statisticsOffsets) {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  SourceNotes {
    if (referenceOffsets.byteSize() < Long.BYTES || referenceOffsets.byteSize() != statisticsOffsets.byteSize()) {
      throw new CorruptDataException(
          place,
          0,
          "as many offsets of references as of statistics",
          "%d and %d".formatted(referenceOffsets.byteSize() / Long.BYTES, statisticsOffsets.byteSize() / Long.BYTES));
    }
  }

  /// What is noted of one source.
  ///
  /// @param references positions of files, ascending
  /// @param statistics of all fields, as [#bytes] made them
  @SuppressWarnings("ArrayRecordComponent") // One for each of millions of files, and compared by nobody.
  record Note(long[] references, byte[] statistics) {}

  static SourceNotes of(List<Note> notes) {
    long references = notes.stream().mapToLong(note -> note.references.length).sum();
    long bytes = notes.stream().mapToLong(note -> note.statistics.length).sum();
    // Native memory: there may be more than a Java array could hold.
    Arena arena = Arena.ofAuto();
    SourceNotes all =
        new SourceNotes(
            "notes in memory",
            arena.allocate(references * Long.BYTES, Long.BYTES),
            arena.allocate((notes.size() + 1L) * Long.BYTES, Long.BYTES),
            arena.allocate(bytes),
            arena.allocate((notes.size() + 1L) * Long.BYTES, Long.BYTES));
    long reference = 0;
    long position = 0;
    for (int source = 0; source < notes.size(); source++) {
      Note note = notes.get(source);
      for (long each : note.references) {
        all.references.setAtIndex(LONG, reference++, each);
      }
      MemorySegment.copy(note.statistics, 0, all.statistics, ValueLayout.JAVA_BYTE, position, note.statistics.length);
      position += note.statistics.length;
      all.referenceOffsets.setAtIndex(LONG, source + 1L, reference);
      all.statisticsOffsets.setAtIndex(LONG, source + 1L, position);
    }
    return all;
  }

  /// How many sources there are.
  long size() {
    return referenceOffsets.byteSize() / Long.BYTES - 1;
  }

  /// The positions of the files that a source's records refer to.
  long[] references(long source) {
    return part(references, Long.BYTES, referenceOffsets, source).toArray(LONG);
  }

  /// What was seen of each field in a source's records.
  byte[] statistics(long source) {
    return part(statistics, 1, statisticsOffsets, source).toArray(ValueLayout.JAVA_BYTE);
  }

  private MemorySegment part(MemorySegment all, long unit, MemorySegment offsets, long source) {
    long from = offsets.getAtIndex(LONG, source);
    long to = offsets.getAtIndex(LONG, source + 1);
    if (from < 0 || to < from || to > all.byteSize() / unit) {
      throw new CorruptDataException(
          place,
          source * Long.BYTES,
          "notes inside of %d".formatted(all.byteSize() / unit),
          "%d to %d".formatted(from, to));
    }
    return all.asSlice(from * unit, (to - from) * unit);
  }

  /// What was seen of all fields, in few bytes.
  static byte[] bytes(List<FieldStatistics> fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (FieldStatistics field : fields) {
        field.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return bytes.toByteArray();
  }

  /// What [#bytes] was given.
  ///
  /// @param place where they stand, for messages
  static List<FieldStatistics> fields(String place, RecordSchema row, byte[] bytes) {
    List<FieldStatistics> fields = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (var field : row.fields()) {
        fields.add(FieldStatistics.read(field, in));
      }
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new CorruptDataException(place, 0, "what was seen of the fields of " + row.name(), String.valueOf(e));
    }
    return fields;
  }
}
