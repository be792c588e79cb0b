package dev.sheaf.io;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// A file that is mapped whole into memory. Its handle stays open beside the mapping, to ask for the file's length: a
/// channel would be closed by the first thread that is interrupted while it asks, this handle is not.
final class MappedFile implements InputFile {
  private final String name;
  private final RandomAccessFile handle;
  private final MemorySegment bytes;
  private final Runnable release;
  private volatile boolean closed;

  private MappedFile(String name, RandomAccessFile handle, MemorySegment bytes, Runnable release) {
    this.name = name;
    this.handle = handle;
    this.bytes = bytes;
    this.release = release;
  }

  /// Only the platform's own file system maps; others throw when asked, each in its own way. A name that is no text
  /// here cannot be given to the platform once more.
  static boolean canMap(Path path) {
    try {
      return path.getFileSystem().equals(FileSystems.getDefault()) && Path.of(path.toString()).equals(path);
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /// A file whose mapping ends when it is closed.
  static InputFile open(Path path) {
    Arena arena = Arena.ofShared();
    try {
      return open(path, arena, arena::close);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /// A file whose mapping ends with `arena`.
  static InputFile open(Path path, Arena arena) {
    return open(path, arena, () -> {});
  }

  private static InputFile open(Path path, Arena arena, Runnable release) {
    if (!canMap(path)) {
      throw new StorageException("cannot map", path.toString(), new IOException("its file system maps no files"));
    }
    try {
      RandomAccessFile handle = handle(path);
      try {
        return new MappedFile(path.toString(), handle, map(handle.getChannel(), arena), release);
      } catch (IOException | RuntimeException e) {
        closeAfter(handle, e);
        throw e;
      }
    } catch (IOException e) {
      throw new StorageException("cannot map", path.toString(), e);
    }
  }

  private static MemorySegment map(FileChannel channel, Arena arena) throws IOException {
    return Uninterrupted.call(() -> channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
  }

  private static void closeAfter(RandomAccessFile handle, Exception failure) {
    try {
      handle.close();
    } catch (IOException closing) {
      failure.addSuppressed(closing);
    }
  }

  private static RandomAccessFile handle(Path path) throws IOException {
    RegularFile.check(Files.readAttributes(path, BasicFileAttributes.class), path);
    if (!Files.isReadable(path)) {
      throw new AccessDeniedException(path.toString());
    }
    return new RandomAccessFile(path.toFile(), "r");
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
  public long presentSize() {
    checkOpen();
    try {
      return handle.length();
    } catch (IOException e) {
      checkOpen();
      throw new StorageException("cannot ask for the length of", name, e);
    }
  }

  @Override
  public void read(long position, MemorySegment target) {
    ByteRange range = new ByteRange(position, target.byteSize());
    MemorySegment view = slice(range);
    ViewGuard.get(name, () -> target.copyFrom(view), () -> checkPresent(range));
  }

  private void checkPresent(ByteRange range) {
    long present = presentSize();
    if (range.end() > present) {
      throw new TruncatedDataException(name, range, present);
    }
  }

  @Override
  public MemorySegment slice(ByteRange range) {
    checkOpen();
    if (range.end() > bytes.byteSize()) {
      throw new TruncatedDataException(name, range, bytes.byteSize());
    }
    return bytes.asSlice(range.offset(), range.length());
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("\"%s\" is closed".formatted(name));
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release.run();
      try {
        handle.close();
      } catch (IOException e) {
        throw new StorageException("cannot close", name, e);
      }
    }
  }
}
