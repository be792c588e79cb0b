package dev.sheaf.pipeline;

import dev.sheaf.stage.ResumableIterator;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

/// The numbers from 0 on, which lie 7 bytes apart somewhere.
final class Offsets implements ResumableIterator<Long> {
  private final long end;
  private final LongConsumer read;
  private long offset;

  /// @param read is told each number before it is given
  Offsets(long count, LongConsumer read) {
    this.end = count * 7;
    this.read = read;
  }

  @Override
  public long position() {
    return offset;
  }

  @Override
  public void seek(long position) {
    offset = position;
  }

  @Override
  public boolean hasNext() {
    return offset < end;
  }

  @Override
  public Long next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    long number = offset / 7;
    read.accept(number);
    offset += 7;
    return number;
  }
}
