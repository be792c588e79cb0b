package dev.sheaf.dataset;

import dev.sheaf.io.InputFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// CRC-32C over all bytes of a file: finds damage, and changes that kept size and time.
final class Checksum {
  private static final int READ_BYTES = 1 << 18;

  private Checksum() {}

  static int of(Path path) {
    try (InputFile file = InputFile.openPositional(path);
        Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(Math.clamp(file.size(), 1, READ_BYTES));
      CRC32C crc = new CRC32C();
      for (long position = 0; position < file.size(); position += buffer.byteSize()) {
        MemorySegment piece = buffer.asSlice(0, Math.min(buffer.byteSize(), file.size() - position));
        file.read(position, piece);
        ByteBuffer bytes = piece.asByteBuffer();
        crc.update(bytes);
      }
      return (int) crc.getValue();
    }
  }
}
