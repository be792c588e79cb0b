package dev.sheaf.parquet;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/// Compresses pages without Hadoop, which Parquet's own factory would ask.
final class PageCompressors implements CompressionCodecFactory {
  private static final int ZSTD_LEVEL = 3;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return new Compressor(codec);
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    throw new IllegalStateException("pages are only written here");
  }

  @Override
  public void release() {}

  private record Compressor(CompressionCodecName codec) implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      if (codec == CompressionCodecName.UNCOMPRESSED) {
        return bytes;
      }
      byte[] plain = bytes.toInputStream().readAllBytes();
      return BytesInput.from(
          switch (codec) {
            case SNAPPY -> snappy(plain);
            case GZIP -> gzip(plain);
            case ZSTD -> Zstd.compress(plain, ZSTD_LEVEL);
            default -> throw new IllegalArgumentException("expected SNAPPY, GZIP or ZSTD, found " + codec);
          });
    }

    private static byte[] snappy(byte[] plain) {
      SnappyJavaCompressor snappy = new SnappyJavaCompressor();
      byte[] compressed = new byte[snappy.maxCompressedLength(plain.length)];
      return Arrays.copyOf(compressed, snappy.compress(plain, 0, plain.length, compressed, 0, compressed.length));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
      ByteArrayOutputStream compressed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
        gzip.write(plain);
      }
      return compressed.toByteArray();
    }

    @Override
    public CompressionCodecName getCodecName() {
      return codec;
    }

    @Override
    public void release() {}
  }
}
