package dev.sheaf.io;

import java.lang.foreign.MemorySegment;

/// Bytes in memory, mapped or not, behind the interface of a file.
final class MemoryFile implements InputFile {
  private final String name;
  private final MemorySegment bytes;
  private final Runnable release;
  private volatile boolean closed;

  /// @param release gives the memory back, once
  MemoryFile(String name, MemorySegment bytes, Runnable release) {
    this.name = name;
    this.bytes = bytes.asReadOnly();
    this.release = release;
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
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release.run();
    }
  }
}
