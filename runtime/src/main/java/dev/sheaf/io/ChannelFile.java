package dev.sheaf.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A file read by position through its channel.
final class ChannelFile implements InputFile {
  /// One read call takes at most this much, so that the platform's temporary buffers stay small.
  private static final int READ_BYTES = 1 << 20;

  private final String name;
  private final FileChannel channel;
  private final long size;

  private ChannelFile(String name, FileChannel channel, long size) {
    this.name = name;
    this.channel = channel;
    this.size = size;
  }

  /// How a channel is opened.
  interface Opening {
    FileChannel open() throws IOException;
  }

  static ChannelFile open(Path path) {
    return of(path, () -> RegularFile.open(path));
  }

  static ChannelFile of(Path path, Opening opening) {
    FileChannel channel = null;
    try {
      channel = opening.open();
      return new ChannelFile(path.toString(), channel, channel.size());
    } catch (IOException e) {
      if (channel != null) {
        try {
          channel.close();
        } catch (IOException closing) {
          e.addSuppressed(closing);
        }
      }
      throw new StorageException("cannot open", path.toString(), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, MemorySegment target) {
    ByteRange range = new ByteRange(position, target.byteSize());
    if (range.end() > size) {
      throw new TruncatedDataException(name, range, size);
    }
    try {
      long done = 0;
      while (done < range.length()) {
        long most = Math.min(READ_BYTES, range.length() - done);
        ByteBuffer part = (most == range.length() ? target : target.asSlice(done, most)).asByteBuffer();
        int read = channel.read(part, position + done);
        if (read < 0) {
          // It has become shorter since it was opened.
          throw new TruncatedDataException(name, range, position + done);
        }
        done += read;
      }
    } catch (ClosedByInterruptException e) {
      // The channel is closed too, and stays so; but that is not what went wrong.
      throw new StorageException("cannot read", name, e);
    } catch (ClosedChannelException e) {
      throw new IllegalStateException("\"%s\" is closed".formatted(name), e);
    } catch (IOException e) {
      throw new StorageException("cannot read", name, e);
    }
  }

  @Override
  public MemorySegment slice(ByteRange range) {
    if (range.end() > size) {
      throw new TruncatedDataException(name, range, size);
    }
    // Native memory: a range may be longer than a Java array can be.
    MemorySegment copy = Arena.ofAuto().allocate(range.length());
    read(range.offset(), copy);
    return copy.asReadOnly();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StorageException("cannot close", name, e);
    }
  }
}
