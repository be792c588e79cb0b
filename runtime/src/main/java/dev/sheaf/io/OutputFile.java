package dev.sheaf.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// A file that appears whole or not at all: written beside its place, synced, and renamed by [#commit()].
///
/// Whoever is killed in between leaves the old file, or none, and perhaps one whose name ends in `.part`. For one
/// thread.
public final class OutputFile implements AutoCloseable {
  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private long position;
  private boolean done;

  private OutputFile(Path target, Path part, FileChannel channel) {
    this.target = target;
    this.part = part;
    this.channel = channel;
  }

  /// Starts to write `target`; makes its folder where it is missing.
  ///
  /// @throws StorageException if it cannot be written
  public static OutputFile create(Path target) {
    Path absolute = target.toAbsolutePath();
    Path part = absolute.resolveSibling(absolute.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      Files.createDirectories(absolute.getParent());
      return new OutputFile(
          absolute, part, FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new StorageException("cannot create", target.toString(), e);
    }
  }

  /// Writes a whole file at once.
  ///
  /// @throws StorageException if it cannot be written
  public static void write(Path target, byte[] bytes) {
    try (OutputFile file = create(target)) {
      file.write(MemorySegment.ofArray(bytes));
      file.commit();
    }
  }

  /// How many bytes have been written.
  public long position() {
    return position;
  }

  /// Appends bytes.
  ///
  /// @throws IllegalStateException if it is sealed, committed or closed
  /// @throws StorageException if they cannot be written
  public void write(MemorySegment bytes) {
    checkOpen();
    try {
      for (long from = 0; from < bytes.byteSize(); from += 1 << 20) {
        ByteBuffer buffer = bytesOf(bytes.asSlice(from, Math.min(1 << 20, bytes.byteSize() - from)));
        while (buffer.hasRemaining()) {
          position += channel.write(buffer);
        }
      }
    } catch (IOException e) {
      throw new StorageException("cannot write", part.toString(), e);
    }
  }

  /// Replaces bytes that have been written, such as a head whose numbers are known only at the end.
  ///
  /// @throws IllegalArgumentException if the range was not written before
  /// @throws IllegalStateException if it is sealed, committed or closed
  /// @throws StorageException if they cannot be written
  public void overwrite(long at, MemorySegment bytes) {
    checkOpen();
    if (at < 0 || at > position - bytes.byteSize()) {
      throw new IllegalArgumentException(
          "expected a range inside the %d bytes written, found %d bytes at %d"
              .formatted(position, bytes.byteSize(), at));
    }
    try {
      ByteBuffer buffer = bytesOf(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer, at + buffer.position());
      }
    } catch (IOException e) {
      throw new StorageException("cannot write", part.toString(), e);
    }
  }

  private void checkOpen() {
    if (!channel.isOpen()) {
      throw new IllegalStateException("\"%s\" is written".formatted(target));
    }
  }

  /// Only native memory and byte arrays have a view as bytes; other arrays are copied a piece at a time.
  private static ByteBuffer bytesOf(MemorySegment piece) {
    return piece.isNative() || piece.heapBase().orElse(null) instanceof byte[]
        ? piece.asByteBuffer()
        : ByteBuffer.wrap(piece.toArray(ValueLayout.JAVA_BYTE));
  }

  /// Syncs what was written and lets go of the file handle; afterwards nothing can be written. For files of which many
  /// appear together: only the renaming is left for [#commit()].
  ///
  /// @throws StorageException if that fails
  public void seal() {
    try {
      if (channel.isOpen()) {
        channel.force(true);
        channel.close();
      }
    } catch (IOException e) {
      throw new StorageException("cannot write", part.toString(), e);
    }
  }

  /// Puts the file in its place; afterwards it can be closed only.
  ///
  /// @throws IllegalStateException if it is committed or closed
  /// @throws StorageException if that fails; the old file is still there then
  public void commit() {
    if (done) {
      throw new IllegalStateException("\"%s\" is written".formatted(target));
    }
    seal();
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      done = true;
    } catch (IOException e) {
      throw new StorageException("cannot put in place", target.toString(), e);
    }
    syncFolder();
  }

  /// The rename itself must reach the disk too. Not every platform can open a folder; there it is left to the system.
  private void syncFolder() {
    try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException _) {
      // The file is in its place; only a crash of the whole machine in this moment could show the old one again.
    }
  }

  /// Throws away what was not committed.
  @Override
  public void close() {
    if (!done) {
      done = true;
      try {
        channel.close();
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw new StorageException("cannot remove", part.toString(), e);
      }
    }
  }
}
