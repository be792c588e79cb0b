package dev.sheaf.arrayrecord;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.ZstdCompressCtx;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes sections of chunks: the size of the content, then one stream. For one thread.
final class Compressor implements AutoCloseable {
  private final ArrayRecordWriterOptions options;
  private final @Nullable ZstdCompressCtx zstd;

  /// @throws IllegalArgumentException if what it needs is not there
  Compressor(ArrayRecordWriterOptions options) {
    this.options = options;
    this.zstd = options.compression() == Compression.ZSTD ? zstd(options) : null;
    if (options.compression() == Compression.BROTLI) {
      Brotli.check();
    }
  }

  private static ZstdCompressCtx zstd(ArrayRecordWriterOptions options) {
    ZstdCompressCtx context = new ZstdCompressCtx();
    context.setLevel(options.level());
    options.windowLog().ifPresent(context::setWindowLog);
    return context;
  }

  /// Adds a section with `content` in it.
  void add(ByteArray content, ByteArray target) {
    if (options.compression() != Compression.NONE) {
      target.addVarint(content.length());
    }
    switch (options.compression()) {
      case NONE -> target.add(content.segment());
      case ZSTD -> target.add(Objects.requireNonNull(zstd).compress(Arrays.copyOf(content.array(), content.length())));
      case SNAPPY -> snappy(content, target);
      case BROTLI -> target.add(Brotli.compress(Arrays.copyOf(content.array(), content.length()), options));
    }
  }

  private static void snappy(ByteArray content, ByteArray target) {
    SnappyJavaCompressor snappy = new SnappyJavaCompressor();
    byte[] compressed = new byte[snappy.maxCompressedLength(content.length())];
    int length = snappy.compress(content.array(), 0, content.length(), compressed, 0, compressed.length);
    target.add(Arrays.copyOf(compressed, length));
  }

  @Override
  public void close() {
    if (zstd != null) {
      zstd.close();
    }
  }

  /// The library for brotli, which not everyone has: loaded when it is asked for.
  private static final class Brotli {
    private static final String ARTIFACT = "com.aayushatharva.brotli4j:brotli4j";

    static void check() {
      try {
        Brotli4jLoader.ensureAvailability();
      } catch (LinkageError e) {
        throw new IllegalArgumentException(
            "expected %s and its library for this platform among the dependencies, to write brotli; found none"
                .formatted(ARTIFACT),
            e);
      }
    }

    static byte[] compress(byte[] content, ArrayRecordWriterOptions options) {
      Encoder.Parameters parameters = new Encoder.Parameters().setQuality(options.level());
      options.windowLog().ifPresent(parameters::setWindow);
      try {
        return Encoder.compress(content, parameters);
      } catch (IOException e) {
        throw new IllegalStateException("brotli did not take its own content", e);
      }
    }
  }
}
