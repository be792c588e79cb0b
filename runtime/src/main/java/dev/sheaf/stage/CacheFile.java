package dev.sheaf.stage;

import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import dev.sheaf.io.ViewGuard;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.CRC32C;

/// The items of a cache, from a file that is mapped where its file system can. The form is described in
/// `docs/reference/cache-file.md`. For one thread.
final class CacheFile implements AutoCloseable {
  static final String NAME = "items.sheafcache";
  static final byte[] MAGIC = "SHEAFCAC".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 1;
  static final int HEAD = 48;
  static final int ITEM_HEAD = 24;

  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  // Where things stand in the head.
  static final int VERSION_AT = 8;
  static final int CHECKSUM_AT = 12;
  static final int COUNT_AT = 16;
  static final int INDEX_AT = 24;
  static final int ORIGIN_AT = 32;
  static final int END_AT = 40;

  // Where things stand in the head of an item.
  static final int LENGTH_AT = 8;
  static final int ITEM_CHECKSUM_AT = 16;

  private final InputFile file;
  private final long count;
  private final long index;

  private CacheFile(InputFile file, long count, long index) {
    this.file = file;
    this.count = count;
    this.index = index;
  }

  /// @throws CacheMismatchException if the items were made by something else than `origin`
  /// @throws CorruptDataException if it is no cache, or a damaged one
  /// @throws UnsupportedFormatException if another version wrote it
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  static CacheFile open(Path path, CacheOrigin origin) {
    return open(path, found -> origin.requireSame(path.toString(), found));
  }

  /// @param origins looks at what the items were made by
  static CacheFile open(Path path, Consumer<CacheOrigin> origins) {
    InputFile file = InputFile.open(path);
    try {
      return new ViewGuard(List.of(file)).get(() -> open(file, origins));
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static CacheFile open(InputFile file, Consumer<CacheOrigin> made) {
    MemorySegment head = file.slice(new ByteRange(0, HEAD));
    if (head.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) >= 0) {
      throw new CorruptDataException(file.name(), 0, "a cache of items", "another file");
    }
    if (head.get(INT, VERSION_AT) != VERSION) {
      throw new UnsupportedFormatException(
          file.name(), VERSION_AT, "version " + VERSION, "version " + head.get(INT, VERSION_AT));
    }
    long end = head.get(LONG, END_AT);
    long index = head.get(LONG, INDEX_AT);
    long origins = head.get(LONG, ORIGIN_AT);
    long count = head.get(LONG, COUNT_AT);
    if (end > file.size()) {
      throw new TruncatedDataException(file.name(), new ByteRange(0, end), file.size());
    }
    if (index < HEAD || origins < index || end < origins || count < 0 || (origins - index) / Long.BYTES != count) {
      throw new CorruptDataException(file.name(), COUNT_AT, "items, their index, and their origin", "other numbers");
    }
    MemorySegment madeBy = file.slice(new ByteRange(origins, end - origins));
    int checksum = checksum(head.asSlice(COUNT_AT), madeBy);
    if (checksum != head.get(INT, CHECKSUM_AT)) {
      throw damaged(file, CHECKSUM_AT, head.get(INT, CHECKSUM_AT), checksum);
    }
    made.accept(CacheOrigin.read(file.name(), origins, madeBy));
    return new CacheFile(file, count, index);
  }

  static int checksum(MemorySegment... pieces) {
    CRC32C sum = new CRC32C();
    for (MemorySegment piece : pieces) {
      int step = piece.isNative() ? 1 << 30 : 1 << 13;
      for (long from = 0; from < piece.byteSize(); from += step) {
        MemorySegment part = piece.asSlice(from, Math.min(step, piece.byteSize() - from));
        // Of what lies on the heap, only arrays of bytes have a view as bytes.
        sum.update(part.isNative() ? part.asByteBuffer() : ByteBuffer.wrap(part.toArray(ValueLayout.JAVA_BYTE)));
      }
    }
    return (int) sum.getValue();
  }

  private static CorruptDataException damaged(InputFile file, long offset, int expected, int found) {
    return new CorruptDataException(
        file.name(),
        offset,
        "the checksum %08x".formatted(expected),
        "%08x; delete the file to have it written anew".formatted(found));
  }

  /// How many items there are.
  long count() {
    return count;
  }

  /// What is made of the bytes of an item.
  ///
  /// @throws CorruptDataException if they are not what was written
  <T> T get(long item, Function<MemorySegment, ? extends T> reader) {
    return new ViewGuard(List.of(file)).get(() -> read(item, reader));
  }

  private <T> T read(long item, Function<MemorySegment, ? extends T> reader) {
    long entry = index + item * Long.BYTES;
    long offset = file.slice(new ByteRange(entry, Long.BYTES)).get(LONG, 0);
    if (offset < HEAD || offset > index - ITEM_HEAD) {
      throw new CorruptDataException(file.name(), entry, "the place of an item", Long.toString(offset));
    }
    MemorySegment head = file.slice(new ByteRange(offset, ITEM_HEAD));
    long length = head.get(LONG, LENGTH_AT);
    if (head.get(LONG, 0) != item || length < 0 || length > index - ITEM_HEAD - offset) {
      throw new CorruptDataException(
          file.name(), offset, "item %d".formatted(item), "item %d of %d bytes".formatted(head.get(LONG, 0), length));
    }
    MemorySegment bytes = file.slice(new ByteRange(offset + ITEM_HEAD, length));
    int checksum = checksum(head.asSlice(0, ITEM_CHECKSUM_AT), bytes);
    if (checksum != head.get(INT, ITEM_CHECKSUM_AT)) {
      throw damaged(file, offset + ITEM_CHECKSUM_AT, head.get(INT, ITEM_CHECKSUM_AT), checksum);
    }
    return reader.apply(bytes);
  }

  @Override
  public void close() {
    file.close();
  }
}
