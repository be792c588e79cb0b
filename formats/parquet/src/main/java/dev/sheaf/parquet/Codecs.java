package dev.sheaf.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;
import org.brotli.dec.BrotliInputStream;

/// What a page's bytes are behind its compression.
final class Codecs {
  private Codecs() {}

  /// Exactly `size` bytes.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if it is no stream of this compression, or of another length
  static MemorySegment decompress(MemorySegment bytes, CompressionCodec codec, int size, Place place) {
    if (codec == CompressionCodec.UNCOMPRESSED) {
      if (bytes.byteSize() != size) {
        throw place.corrupt("a page of %d bytes".formatted(size), bytes.byteSize());
      }
      return bytes;
    }
    byte[] input = array(bytes);
    checkSize(input, codec, size, place);
    byte[] output = new byte[size];
    int found;
    try {
      found =
          switch (codec) {
            case SNAPPY -> new SnappyJavaDecompressor().decompress(input, 0, input.length, output, 0, size);
            case LZ4_RAW -> new Lz4JavaDecompressor().decompress(input, 0, input.length, output, 0, size);
            case ZSTD -> (int) Zstd.decompress(output, input);
            case GZIP -> read(new GZIPInputStream(new ByteArrayInputStream(input)), output);
            case BROTLI -> read(new BrotliInputStream(new ByteArrayInputStream(input)), output);
            default ->
                throw place.unsupported("pages in SNAPPY, GZIP, ZSTD, BROTLI, LZ4_RAW or UNCOMPRESSED", codec.name());
          };
    } catch (IOException
        | MalformedInputException
        | ZstdException
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException e) {
      // What the libraries say of a damaged stream; the bytes are in memory, so that nothing else can have failed.
      throw place.corrupt("a page in %s of %d bytes".formatted(codec, size), String.valueOf(e.getMessage()));
    }
    if (found != size) {
      throw place.corrupt("a page of %d bytes in %s".formatted(size, codec), found == size + 1 ? "more" : found + "");
    }
    return MemorySegment.ofArray(output);
  }

  /// Holds the size that the header claims against what the stream itself says, or can say at most, before memory is
  /// taken.
  private static void checkSize(byte[] input, CompressionCodec codec, int size, Place place) {
    long most =
        switch (codec) {
          case SNAPPY -> snappySize(input, place);
          case LZ4_RAW -> 255L * input.length;
          case GZIP -> 1032L * input.length;
          case ZSTD -> {
            long said = Zstd.getFrameContentSize(input);
            // 0 or less: the frame does not say.
            yield said > 0 ? said : size;
          }
          default -> size;
        };
    if (size > most) {
      throw place.corrupt("a page of at most %d bytes in %s".formatted(most, codec), size);
    }
  }

  private static long snappySize(byte[] input, Place place) {
    return new ByteReader(input, 0, input.length, place).varint("the length of a SNAPPY stream");
  }

  /// Reads to the end; one more than there is room for if that is not reached.
  private static int read(InputStream stream, byte[] output) throws IOException {
    try (stream) {
      int found = stream.readNBytes(output, 0, output.length);
      return found == output.length && stream.read() >= 0 ? found + 1 : found;
    }
  }

  /// The bytes as an array: the one behind them where they are all of it, else a copy.
  static byte[] array(MemorySegment bytes) {
    return bytes.heapBase().orElse(null) instanceof byte[] array && array.length == bytes.byteSize()
        ? array
        : bytes.toArray(ValueLayout.JAVA_BYTE);
  }
}
