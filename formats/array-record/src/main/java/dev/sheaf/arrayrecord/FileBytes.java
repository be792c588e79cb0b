package dev.sheaf.arrayrecord;

import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The bytes of a file: all of them in one view where the file is mapped, else fetched by position. Thread-safe.
final class FileBytes implements AutoCloseable {
  private final InputFile file;
  private final @Nullable MemorySegment view;
  private volatile boolean closed;

  private FileBytes(InputFile file, @Nullable MemorySegment view) {
    this.file = file;
    this.view = view;
  }

  static FileBytes of(InputFile file) {
    return new FileBytes(file, isViewed(file) ? file.slice(new ByteRange(0, file.size())) : null);
  }

  /// Whether slices of the file are views: only then do two of the same bytes lie in the same place.
  private static boolean isViewed(InputFile file) {
    if (file.size() == 0) {
      return false;
    }
    ByteRange first = new ByteRange(0, 1);
    return file.slice(first).asOverlappingSlice(file.slice(first)).isPresent();
  }

  String name() {
    return file.name();
  }

  long size() {
    return file.size();
  }

  /// All bytes, read-only; null where the file is not mapped.
  @Nullable MemorySegment view() {
    return view;
  }

  /// Fills `target` with the bytes from `position` on.
  void read(long position, MemorySegment target) {
    file.read(position, target);
  }

  /// The bytes of a range, read-only: a view or a copy.
  MemorySegment slice(long from, long to) {
    return file.slice(new ByteRange(from, to - from));
  }

  /// @throws IllegalStateException if the file is closed
  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("\"%s\" is closed".formatted(file.name()));
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      file.close();
    }
  }
}
