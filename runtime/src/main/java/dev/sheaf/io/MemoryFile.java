package dev.sheaf.io;

import java.lang.foreign.MemorySegment;

/// Bytes in memory behind the interface of a file.
final class MemoryFile implements InputFile {
  private final String name;
  private final MemorySegment bytes;
  private volatile boolean closed;

  MemoryFile(String name, MemorySegment bytes) {
    this.name = name;
    this.bytes = bytes.asReadOnly();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return bytes.byteSize();
  }

  @Override
  public void read(long position, MemorySegment target) {
    target.copyFrom(slice(new ByteRange(position, target.byteSize())));
  }

  @Override
  public MemorySegment slice(ByteRange range) {
    if (closed) {
      throw new IllegalStateException("\"%s\" is closed".formatted(name));
    }
    if (range.end() > bytes.byteSize()) {
      throw new TruncatedDataException(name, range, bytes.byteSize());
    }
    return bytes.asSlice(range.offset(), range.length());
  }

  @Override
  public void close() {
    closed = true;
  }
}
