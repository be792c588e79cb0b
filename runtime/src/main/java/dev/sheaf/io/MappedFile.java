package dev.sheaf.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/// A file mapped whole into memory. The handle is given back at once; the mapping lives as long as its arena.
final class MappedFile implements InputFile {
  private final String name;
  private final MemorySegment bytes;
  private final Arena arena;
  private final boolean ownsArena;
  private volatile boolean closed;

  private MappedFile(String name, MemorySegment bytes, Arena arena, boolean ownsArena) {
    this.name = name;
    this.bytes = bytes;
    this.arena = arena;
    this.ownsArena = ownsArena;
  }

  /// Only the platform's own file system maps; others throw when asked, each in its own way.
  static boolean canMap(Path path) {
    return path.getFileSystem().equals(FileSystems.getDefault());
  }

  static MappedFile open(Path path) {
    Arena arena = Arena.ofShared();
    try {
      return map(path, arena, true);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  static MappedFile open(Path path, Arena arena) {
    return map(path, arena, false);
  }

  private static MappedFile map(Path path, Arena arena, boolean ownsArena) {
    if (!canMap(path)) {
      throw new StorageException("cannot map", path.toString(), new IOException("its file system maps no files"));
    }
    try (FileChannel channel = RegularFile.open(path)) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return new MappedFile(path.toString(), bytes, arena, ownsArena);
    } catch (IOException e) {
      throw new StorageException("cannot map", path.toString(), e);
    }
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
      if (ownsArena) {
        arena.close();
      }
    }
  }
}
