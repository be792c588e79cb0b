package dev.sheaf.format.npy;

import dev.sheaf.io.StorageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Consumer;

/// The values of one field in a file that is gone when it is closed. For one thread.
final class SpooledColumn implements AutoCloseable {
  private static final int PIECE = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private final RowBuffer buffer;

  private SpooledColumn(Path path, FileChannel channel, RowElements elements) {
    this.path = path;
    this.channel = channel;
    this.buffer = new RowBuffer(elements, this::append);
  }

  /// @param target the file that will be written in the end: this one lies beside it
  static SpooledColumn create(Path target, RowElements elements) {
    Path path = target.toAbsolutePath().resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      return new SpooledColumn(path, channel, elements);
    } catch (IOException e) {
      throw new StorageException("cannot create", path.toString(), e);
    }
  }

  /// Where rows are added.
  RowBuffer buffer() {
    return buffer;
  }

  private void append(MemorySegment elements) {
    try {
      for (long from = 0; from < elements.byteSize(); from += PIECE) {
        MemorySegment piece = elements.asSlice(from, Math.min(PIECE, elements.byteSize() - from));
        ByteBuffer bytes = ByteBuffer.wrap(piece.toArray(ValueLayout.JAVA_BYTE));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    } catch (IOException e) {
      throw new StorageException("cannot write", path.toString(), e);
    }
  }

  /// Hands over all elements, a piece at a time.
  void forEach(Consumer<MemorySegment> consumer) {
    buffer.flush();
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    try {
      long at = 0;
      int count = channel.read(piece, at);
      while (count > 0) {
        consumer.accept(MemorySegment.ofBuffer(piece.flip()));
        at += count;
        count = channel.read(piece.clear(), at);
      }
    } catch (IOException e) {
      throw new StorageException("cannot read", path.toString(), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StorageException("cannot remove", path.toString(), e);
    }
  }
}
