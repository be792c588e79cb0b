package dev.sheaf.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// What stands where nothing was written.
final class FillValue {
  private FillValue() {}

  /// The bytes of an element as the file has them; empty where they are zeros.
  static Optional<byte[]> of(FileBytes file, ObjectHeader header, int elementBytes) {
    Optional<byte[]> value =
        header
            .fields(file, ObjectHeader.FILL, "a fill value")
            .map(cursor -> parse(cursor, elementBytes))
            .or(
                () ->
                    header
                        .fields(file, ObjectHeader.FILL_OLD, "a fill value")
                        .map(cursor -> sized(cursor, elementBytes)));
    return value.filter(bytes -> !allZero(bytes));
  }

  private static byte[] parse(Cursor cursor, int elementBytes) {
    int version = cursor.u8();
    return switch (version) {
      case 1, 2 -> {
        cursor.skip(2);
        boolean defined = cursor.u8() != 0;
        yield version == 1 || defined ? sized(cursor, elementBytes) : new byte[0];
      }
      case 3 -> (cursor.u8() & 0x20) != 0 ? sized(cursor, elementBytes) : new byte[0];
      default -> throw cursor.corrupt("version 1, 2 or 3", Integer.toString(version));
    };
  }

  private static byte[] sized(Cursor cursor, int elementBytes) {
    int size = cursor.i32();
    // -1 is how the first versions say that there is none.
    if (size == 0 || size == -1) {
      return new byte[0];
    }
    if (size != elementBytes) {
      throw cursor.corrupt("%d bytes, as an element has".formatted(elementBytes), Integer.toUnsignedString(size));
    }
    return cursor.take(size, "a fill value");
  }

  private static boolean allZero(byte[] bytes) {
    for (byte each : bytes) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  /// Writes it to every element of `target`.
  static void fill(MemorySegment target, byte[] value) {
    MemorySegment one = MemorySegment.ofArray(value);
    long done = Math.min(value.length, target.byteSize());
    MemorySegment.copy(one, 0, target, 0, done);
    while (done < target.byteSize()) {
      long more = Math.min(done, target.byteSize() - done);
      MemorySegment.copy(target, 0, target, done, more);
      done += more;
    }
  }

}
