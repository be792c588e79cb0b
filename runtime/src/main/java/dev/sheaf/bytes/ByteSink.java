package dev.sheaf.bytes;

/// Where bytes go, a piece at a time: a file, a stream, or the next step of an encoding. For one thread.
@FunctionalInterface
public interface ByteSink {
  /// Takes `count` bytes from `offset` on; the array is the caller's again afterwards.
  ///
  /// @throws dev.sheaf.io.StorageException if they cannot be written
  void write(byte[] bytes, int offset, int count);
}
