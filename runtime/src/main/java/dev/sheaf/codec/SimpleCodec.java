package dev.sheaf.codec;

import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/// A codec of two functions.
record SimpleCodec<T>(
    String name, Function<? super T, MemorySegment> writer, Function<MemorySegment, ? extends T> reader)
    implements ItemCodec<T> {
  @Override
  public MemorySegment write(T item) {
    return writer.apply(item);
  }

  @Override
  public T read(MemorySegment bytes) {
    return reader.apply(bytes);
  }

  @Override
  public String toString() {
    return name;
  }
}
