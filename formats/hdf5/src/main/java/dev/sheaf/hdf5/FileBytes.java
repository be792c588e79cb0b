package dev.sheaf.hdf5;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import java.lang.foreign.MemorySegment;

/// The bytes of an HDF5 file, by the addresses that the file itself uses.
///
/// @param file the bytes
/// @param base where address 0 is, in bytes from the start of the file: behind the user's block
/// @param offsetSize how many bytes an address has
/// @param lengthSize how many bytes a length has
/// @param options the limits
record FileBytes(InputFile file, long base, int offsetSize, int lengthSize, FormatOptions options) {
  /// An address that leads nowhere: all bits are set.
  static final long UNDEFINED = -1;

  /// Up to here, memory is given without asking how much data there is.
  private static final long PLENTY = 64L << 20;

  /// The fields from `address` on.
  ///
  /// @param what what they belong to, for messages
  Cursor at(long address, long length, String what) {
    ByteRange range = range(address, length, what);
    return new Cursor(this, file.slice(range), range.offset(), what);
  }

  /// The bytes at `address`: a view where the file is mapped.
  MemorySegment slice(long address, long length, String what) {
    return file.slice(range(address, length, what));
  }

  /// Where `length` bytes at `address` are in the file.
  ///
  /// @throws CorruptDataException if they are not inside it
  ByteRange range(long address, long length, String what) {
    long room = file.size() - base;
    if (address < 0 || address > room || length < 0) {
      throw new CorruptDataException(
          file.name(),
          base,
          "%s inside the %d bytes of the file".formatted(what, room),
          "%s bytes at address 0x%s".formatted(Long.toUnsignedString(length), Long.toHexString(address)));
    }
    if (length > room - address) {
      long offset = base + address;
      throw offset + length < 0
          ? new CorruptDataException(
              file.name(), offset, "%s inside the file".formatted(what), "a length of %d bytes".formatted(length))
          : new TruncatedDataException(file.name(), new ByteRange(offset, length), file.size());
    }
    return new ByteRange(base + address, length);
  }

  /// How many bytes there are behind address 0.
  long room() {
    return file.size() - base;
  }

  CorruptDataException corrupt(long address, String expected, String found) {
    return new CorruptDataException(file.name(), base + Math.max(0, address), expected, found);
  }

  UnsupportedFormatException unsupported(long address, String expected, String found) {
    return new UnsupportedFormatException(file.name(), base + Math.max(0, address), expected, found);
  }

  /// Sees to it that memory is taken only as the file warrants it: an array that was never written, or never with
  /// anything but zeros, can be as large as it likes in a file of a few bytes.
  ///
  /// @param what what it is taken for
  void checkMemory(long bytes, String what) {
    if (bytes > options.maxRecordBytes()) {
      throw unsupported(
          0,
          "at most %d bytes at once (maxRecordBytes); read a slice".formatted(options.maxRecordBytes()),
          "%d bytes for %s".formatted(bytes, what));
    }
    if (bytes > PLENTY && bytes / options.maxExpansion() > file.size()) {
      throw unsupported(
          0,
          "at most %d bytes for each of the %d of the file (maxExpansion); read a slice"
              .formatted(options.maxExpansion(), file.size()),
          "%d bytes for %s".formatted(bytes, what));
    }
  }
}
