package dev.sheaf.format.npy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// One entry of an archive that is being written: its header, and its place in the directory.
///
/// See sections 4.3.7 to 4.3.16 of the
/// [ZIP specification](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT). For one thread.
final class WrittenEntry {
  private static final int MAX_NAME_BYTES = 65_000;

  /// 1 January 1980, the first day that the format knows: NumPy writes it too.
  private static final short DATE = 1 << 5 | 1;

  private static final short VERSION = 20;
  private static final short VERSION_ZIP64 = 45;
  private static final int ELSEWHERE = -1;
  private static final short ELSEWHERE_SHORT = -1;

  /// An extra field that readers pass over: how content is aligned, and zeros as many as are missing.
  private static final short ALIGNMENT_EXTRA = (short) 0xD935;

  private static final int ALIGNMENT = 64;
  private static final int ALIGNMENT_HEAD = 6;
  private static final int ZIP64_LOCAL_EXTRA = 20;

  private final byte[] name;
  private final NpzWriter.Compression compression;
  private final long bytes;
  private final long headerAt;
  private final long largeFrom;
  private long crc;
  private long storedBytes;

  private WrittenEntry(
      byte[] name, NpzWriter.Compression compression, long bytes, long headerAt, long largeFrom) {
    this.name = name;
    this.compression = compression;
    this.bytes = bytes;
    this.headerAt = headerAt;
    this.largeFrom = largeFrom;
  }

  /// @param bytes how many its content has
  /// @param headerAt where its header will be
  /// @param largeFrom from which number on four bytes are not enough
  static WrittenEntry start(
      String name, NpzWriter.Compression compression, long bytes, long headerAt, long largeFrom) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    boolean sound = name.indexOf('\0') < 0 && name.equals(new String(utf8, StandardCharsets.UTF_8));
    if (!sound || utf8.length > MAX_NAME_BYTES) {
      throw new IllegalArgumentException(
          "expected a name of at most %d bytes in UTF-8 without NUL, found %d characters"
              .formatted(MAX_NAME_BYTES, name.length()));
    }
    return new WrittenEntry(utf8, compression, bytes, headerAt, largeFrom);
  }

  /// @param storedBytes how many bytes the content has in the file
  void finish(long crc, long storedBytes) {
    this.crc = crc;
    this.storedBytes = storedBytes;
  }

  long headerAt() {
    return headerAt;
  }

  /// Whether sizes get eight bytes. Known before the content is compressed: it becomes longer by little, if at all.
  private boolean isLarge() {
    return bytes >= largeFrom - (largeFrom >> 10);
  }

  private short flags() {
    for (byte b : name) {
      if (b < 0) {
        return ArchiveEntry.UTF_8_NAME;
      }
    }
    return 0;
  }

  private short method() {
    return switch (compression) {
      case STORED -> ArchiveEntry.STORED;
      case DEFLATE -> ArchiveEntry.DEFLATED;
    };
  }

  /// How many bytes are missing for the alignment of stored content, with the head of the field they stand in.
  private int padding() {
    if (compression != NpzWriter.Compression.STORED) {
      return 0;
    }
    long content = headerAt + ArchiveDirectory.LOCAL_BYTES + name.length + (isLarge() ? ZIP64_LOCAL_EXTRA : 0);
    int missing = (int) (-content & (ALIGNMENT - 1));
    return missing == 0 || missing >= ALIGNMENT_HEAD ? missing : missing + ALIGNMENT;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The header in front of the content: of one length before and after [#finish(long, long)].
  MemorySegment localHeader() {
    int extra = (isLarge() ? ZIP64_LOCAL_EXTRA : 0) + padding();
    ByteBuffer header = buffer(ArchiveDirectory.LOCAL_BYTES + name.length + extra);
    header.putInt((int) ArchiveContent.LOCAL_MARK).putShort(isLarge() ? VERSION_ZIP64 : VERSION);
    header.putShort(flags()).putShort(method()).putShort((short) 0).putShort(DATE).putInt((int) crc);
    header.putInt(isLarge() ? ELSEWHERE : (int) storedBytes).putInt(isLarge() ? ELSEWHERE : (int) bytes);
    header.putShort((short) name.length).putShort((short) extra).put(name);
    if (isLarge()) {
      header.putShort((short) ArchiveDirectory.ZIP64_EXTRA).putShort((short) 16).putLong(bytes).putLong(storedBytes);
    }
    if (padding() > 0) {
      header.putShort(ALIGNMENT_EXTRA).putShort((short) (padding() - 4)).putShort((short) ALIGNMENT);
    }
    return MemorySegment.ofBuffer(header.clear());
  }

  /// Its place in the directory.
  MemorySegment directoryEntry() {
    ByteBuffer large = buffer(3 * Long.BYTES);
    int size = small(bytes, large);
    int stored = small(storedBytes, large);
    int at = small(headerAt, large);
    int numbers = large.position();
    int extra = numbers == 0 ? 0 : 4 + numbers;
    short version = isLarge() || numbers > 0 ? VERSION_ZIP64 : VERSION;
    ByteBuffer entry = buffer(ArchiveDirectory.ENTRY_BYTES + name.length + extra);
    entry.putInt((int) ArchiveDirectory.ENTRY_MARK).putShort(version).putShort(version);
    entry.putShort(flags()).putShort(method()).putShort((short) 0).putShort(DATE).putInt((int) crc);
    entry.putInt(stored).putInt(size).putShort((short) name.length).putShort((short) extra);
    // No comment, the first volume, no attributes.
    entry.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt(at).put(name);
    if (numbers > 0) {
      entry.putShort((short) ArchiveDirectory.ZIP64_EXTRA).putShort((short) numbers).put(large.flip());
    }
    return MemorySegment.ofBuffer(entry.clear());
  }

  /// The number itself, or a mark where it stands in `large`.
  private int small(long number, ByteBuffer large) {
    if (number < largeFrom) {
      return (int) number;
    }
    large.putLong(number);
    return ELSEWHERE;
  }

  /// What comes behind the directory.
  ///
  /// @param entries how many entries it has
  /// @param offset where it is
  /// @param size how many bytes it has
  static MemorySegment end(int entries, long offset, long size, long largeFrom) {
    boolean large = entries >= 0xFFFF || offset >= largeFrom || size >= largeFrom;
    ByteBuffer end =
        buffer(ArchiveEnd.END_BYTES + (large ? ArchiveEnd.ZIP64_END_BYTES + ArchiveEnd.ZIP64_LOCATOR_BYTES : 0));
    if (large) {
      end.putInt((int) ArchiveEnd.ZIP64_END_MARK).putLong(ArchiveEnd.ZIP64_END_BYTES - 12L);
      end.putShort(VERSION_ZIP64).putShort(VERSION_ZIP64).putInt(0).putInt(0);
      end.putLong(entries).putLong(entries).putLong(size).putLong(offset);
      end.putInt((int) ArchiveEnd.ZIP64_LOCATOR_MARK).putInt(0).putLong(offset + size).putInt(1);
    }
    short count = large ? ELSEWHERE_SHORT : (short) entries;
    end.putInt((int) ArchiveEnd.END_MARK).putInt(0).putShort(count).putShort(count);
    end.putInt(large ? ELSEWHERE : (int) size).putInt(large ? ELSEWHERE : (int) offset).putShort((short) 0);
    return MemorySegment.ofBuffer(end.clear());
  }
}
