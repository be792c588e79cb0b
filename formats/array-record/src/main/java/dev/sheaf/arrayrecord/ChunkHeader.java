package dev.sheaf.arrayrecord;

import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;

/// What the head of a chunk says; filled anew for each chunk by [ChunkReader].
///
/// ```text
/// 0   hash of what follows
/// 8   size of the data, block headers not counted
/// 16  hash of the data
/// 24  type (1 byte), number of records (7 bytes)
/// 32  size of the records, decoded
/// ```
final class ChunkHeader {
  static final byte SIGNATURE = 's';
  static final byte METADATA = 'm';
  static final byte PADDING = 'p';
  static final byte SIMPLE = 'r';
  static final byte TRANSPOSED = 't';

  private final String file;

  /// Where it begins; a block header stands first if that is the start of a block.
  long begin;

  /// Where the next one begins.
  long end;

  long dataSize;
  long dataHash;
  byte type;
  long records;
  long decodedSize;

  ChunkHeader(String file) {
    this.file = file;
  }

  /// The file's name.
  String file() {
    return file;
  }

  /// The chunk contradicts itself.
  CorruptDataException corrupt(String expected, String found) {
    return new CorruptDataException(file, begin, "a chunk with " + expected, found);
  }

  /// The chunk uses what is not read here, or goes past a limit.
  UnsupportedFormatException unsupported(String expected, String found) {
    return new UnsupportedFormatException(file, begin, expected, found);
  }

  /// Sees to it that a type has the numbers that it may have.
  void checkType() {
    switch (type) {
      case SIGNATURE -> {
        if (dataSize != 0 || records != 0 || decodedSize != 0) {
          throw corrupt("nothing in a signature", "%d bytes, %d records".formatted(dataSize, records));
        }
      }
      case PADDING -> {
        if (records != 0 || decodedSize != 0) {
          throw corrupt("no records in padding", "%d records of %d bytes".formatted(records, decodedSize));
        }
      }
      case METADATA -> {
        if (records != 0) {
          throw corrupt("no records in metadata", records + " records");
        }
      }
      case SIMPLE, TRANSPOSED -> {}
      default -> {
        if (records != 0) {
          throw unsupported("chunks of records of the types r and t", "type 0x%02x".formatted(type));
        }
      }
    }
  }
}
