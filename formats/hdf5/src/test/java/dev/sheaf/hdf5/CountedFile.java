package dev.sheaf.hdf5;

import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/// A file that counts how often it is asked for bytes.
final class CountedFile implements InputFile {
  private final InputFile file;
  private final AtomicLong slices = new AtomicLong();

  CountedFile(InputFile file) {
    this.file = file;
  }

  long slices() {
    return slices.get();
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public void read(long position, MemorySegment target) {
    file.read(position, target);
  }

  @Override
  public MemorySegment slice(ByteRange range) {
    slices.incrementAndGet();
    return file.slice(range);
  }

  @Override
  public void close() {
    file.close();
  }
}
