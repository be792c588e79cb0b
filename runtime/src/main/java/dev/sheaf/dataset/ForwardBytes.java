package dev.sheaf.dataset;

import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/// The bytes of a file from front to back, a chunk at a time, and their checksum. For one thread.
final class ForwardBytes {
  /// Large enough that a chunk's costs vanish, small enough to stay in a core's cache.
  static final int CHUNK_BYTES = 256 << 10;

  /// What stands for a byte behind the last.
  static final int END = -1;

  private final InputFile file;
  private final byte[] chunk;
  private final CRC32C checksum = new CRC32C();
  private long base;
  private int position;
  private int limit;

  ForwardBytes(InputFile file, int chunkBytes) {
    this.file = file;
    this.chunk = new byte[Math.clamp(file.size(), 1, chunkBytes)];
  }

  /// The file's name for messages.
  String name() {
    return file.name();
  }

  /// Where in the file the next byte is.
  long offset() {
    return base + position;
  }

  /// Takes the next byte: 0 to 255, or [#END].
  int next() {
    if (position == limit && !refill()) {
      return END;
    }
    return chunk[position++] & 0xFF;
  }

  /// Takes all bytes up to the next one that is a stop, and that one too: 0 to 255, or [#END] if there is none.
  int takePast(Stops stops) {
    do {
      byte[] bytes = chunk;
      int end = limit;
      for (int i = position; i < end; i++) {
        if (stops.holds(bytes[i])) {
          position = i + 1;
          return bytes[i] & 0xFF;
        }
      }
      position = end;
    } while (refill());
    return END;
  }

  /// Some bytes below 128, which stop others from being passed over.
  record Stops(long low, long high) {
    static Stops of(String characters) {
      long low = 0;
      long high = 0;
      for (int i = 0; i < characters.length(); i++) {
        char c = characters.charAt(i);
        low |= c < 64 ? 1L << c : 0;
        high |= c < 64 ? 0 : 1L << c;
      }
      return new Stops(low, high);
    }

    boolean holds(byte next) {
      // A shift takes the distance modulo 64; negative bytes are above 127.
      return next >= 0 && ((next < 64 ? low : high) >>> next & 1) != 0;
    }
  }

  private boolean refill() {
    base += limit;
    position = 0;
    limit = (int) Math.min(chunk.length, file.size() - base);
    if (limit == 0) {
      return false;
    }
    file.read(base, MemorySegment.ofArray(chunk).asSlice(0, limit));
    checksum.update(chunk, 0, limit);
    return true;
  }

  /// CRC-32C over the whole file; takes what is left of it.
  int checksum() {
    do {
      position = limit;
    } while (refill());
    return (int) checksum.getValue();
  }
}
