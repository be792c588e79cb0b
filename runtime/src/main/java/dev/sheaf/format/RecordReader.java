package dev.sheaf.format;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// A file whose rows are bytes: what they mean is up to a codec.
///
/// Checksums that the file has are verified before bytes are handed out. All methods block while storage is read.
public non-sealed interface RecordReader extends RowSource {
  /// Takes the bytes of records, one after the other.
  @FunctionalInterface
  interface Consumer {
    /// Takes one record.
    ///
    /// @param record which record of the file
    /// @param bytes read-only, on the heap or native; good until this call returns
    void accept(long record, MemorySegment bytes);
  }

  /// One record: read-only; a view of the file where it is mapped and plain, else a copy that belongs to the caller.
  ///
  /// @throws IndexOutOfBoundsException if there is no such record
  /// @throws dev.sheaf.io.CorruptDataException if the file is damaged there
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  MemorySegment read(long record);

  /// Copies one record to the start of `target`, and tells how many bytes it has.
  ///
  /// @throws IllegalArgumentException if `target` is too small
  /// @throws IndexOutOfBoundsException if there is no such record
  default long read(long record, MemorySegment target) {
    MemorySegment bytes = read(record);
    if (bytes.byteSize() > target.byteSize()) {
      throw new IllegalArgumentException(
          "expected room for the %d bytes of record %d, found %d".formatted(bytes.byteSize(), record, target.byteSize()));
    }
    MemorySegment.copy(bytes, 0, target, 0, bytes.byteSize());
    return bytes.byteSize();
  }

  /// The records from `from` to `to - 1`, in order: the fast way through a file from front to back.
  ///
  /// An exception from `consumer` ends it.
  ///
  /// @throws IndexOutOfBoundsException if the range is not inside the file
  default void read(long from, long to, Consumer consumer) {
    Objects.checkFromToIndex(from, to, size());
    for (long record = from; record < to; record++) {
      consumer.accept(record, read(record));
    }
  }

  /// The first `count` of these records, each as often as it is named, in that order.
  ///
  /// An exception from `consumer` ends it.
  ///
  /// @throws IndexOutOfBoundsException if one of them is not there
  default void read(long[] records, int count, Consumer consumer) {
    for (int i = 0; i < count; i++) {
      consumer.accept(records[i], read(records[i]));
    }
  }

  /// Where in the file a record, or the block that holds it, begins, in bytes; -1 where that has no meaning. For
  /// messages.
  default long offset(long record) {
    return -1;
  }
}
