package dev.sheaf.format.npy;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Collects the elements of rows, so that a file is not written a few bytes at a time. For one thread.
final class RowBuffer {
  private static final int BYTES = 1 << 20;

  private final RowElements elements;
  private final Consumer<MemorySegment> sink;
  private final MemorySegment buffer;
  private long filled;
  private long rows;

  /// @param sink takes elements, good until it returns
  RowBuffer(RowElements elements, Consumer<MemorySegment> sink) {
    this.elements = elements;
    this.sink = sink;
    this.buffer = MemorySegment.ofArray(new byte[(int) Math.min(BYTES, 1024 * elements.byteSize())]);
  }

  RowElements elements() {
    return elements;
  }

  /// How many rows were added.
  long rows() {
    return rows;
  }

  /// Adds one row.
  ///
  /// @throws IllegalArgumentException if the value is not of the field's type; nothing was added then
  void add(@Nullable Object value) {
    MemorySegment row = elements.of(value);
    if (row.byteSize() > buffer.byteSize() - filled) {
      flush();
    }
    if (row.byteSize() > buffer.byteSize()) {
      sink.accept(row);
    } else {
      MemorySegment.copy(row, 0, buffer, filled, row.byteSize());
      filled += row.byteSize();
    }
    rows++;
  }

  /// Hands over what was collected.
  void flush() {
    if (filled > 0) {
      sink.accept(buffer.asSlice(0, filled));
      filled = 0;
    }
  }
}
