package dev.sheaf.tfds;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Expands the bytes of arrays. Memory grows with what comes out, not with what a record claims.
///
/// @param options whose limits hold
record ZlibDecoder(FormatOptions options) {
  private static final int FIRST_BYTES = 1 << 12;

  /// Below this an expansion is never too much.
  private static final long SMALL_BYTES = 64L << 20;

  /// @param expected how many bytes there must be; -1 where that is not known
  byte[] decode(MemorySegment compressed, long expected, String place, long offset) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed.toArray(ValueLayout.JAVA_BYTE));
      byte[] bytes = new byte[FIRST_BYTES];
      int length = 0;
      while (!inflater.finished()) {
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, larger(length, compressed.byteSize(), place, offset));
        }
        int more = inflater.inflate(bytes, length, bytes.length - length);
        length += more;
        if (more == 0 && !inflater.finished() && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new CorruptDataException(
              place, offset, "a whole zlib stream", "one that ends after %d bytes".formatted(length));
        }
        if (expected >= 0 && length > expected) {
          throw new CorruptDataException(place, offset, "%d bytes in zlib".formatted(expected), "more");
        }
      }
      if (inflater.getRemaining() > 0) {
        throw new CorruptDataException(
            place, offset, "the end of a zlib stream", "%d bytes more".formatted(inflater.getRemaining()));
      }
      return Arrays.copyOf(bytes, length);
    } catch (DataFormatException e) {
      throw new CorruptDataException(place, offset, "a zlib stream", String.valueOf(e.getMessage()));
    } finally {
      inflater.end();
    }
  }

  private int larger(int length, long compressed, String place, long offset) {
    long most = Math.min(options.maxRecordBytes(), Integer.MAX_VALUE - 8);
    if (length >= most || (length > SMALL_BYTES && length / compressed >= options.maxExpansion())) {
      throw new UnsupportedFormatException(
          place,
          offset,
          "at most %d bytes that expand at most %d times".formatted(most, options.maxExpansion()),
          "more than %d bytes out of %d".formatted(length, compressed));
    }
    return (int) Math.min(most, 2L * length);
  }
}
