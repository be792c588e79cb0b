package dev.sheaf.arrayrecord;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How an ArrayRecord file is written. The keys are those of ArrayRecord's own writer, as text or as settings of
/// [dev.sheaf.format.FormatOptions]:
///
/// | Key | Values | Default | |
/// |---|---|---|---|
/// | `group_size` | 1 to 2147483647 | 1 | records in a chunk; more compress better, and are read together |
/// | `uncompressed` | | | at most one of these four |
/// | `brotli` | 0 to 11, empty for 6 | | needs `com.aayushatharva.brotli4j:brotli4j` |
/// | `zstd` | -131072 to 22, empty for 3 | `zstd:3` | |
/// | `snappy` | 1 or 2, empty for 1 | | |
/// | `window_log` | `auto`, 10 to 31 (brotli: to 30) | zstd: 20 | of the compressor's window |
/// | `pad_to_block_boundary` | `true`, `false`, empty for `false` | `false` | begin each chunk with a block of 64 KiB |
/// | `transpose` | `true`, `false`, empty for `true` | `false` | read, but not written |
/// | `transpose_bucket_size` | `auto`, or bytes from 1 | 256 | |
/// | `max_parallelism`, `saturation_delay_ms` | 1 to 2147483647 | | taken and not needed: one thread writes |
/// | `default` | anything | | says nothing, and comes first |
///
/// @param groupSize records in a chunk
/// @param transpose whether chunks are cut into columns
/// @param transposeBucketSize in bytes, unsigned
/// @param compression of each chunk
/// @param level of the compression, where it has one; 0 where not
/// @param windowLog of the compressor's window, where it is not left to the compressor
/// @param padToBlockBoundary whether each chunk begins with a block
public record ArrayRecordWriterOptions(
    int groupSize,
    boolean transpose,
    long transposeBucketSize,
    Compression compression,
    int level,
    OptionalInt windowLog,
    boolean padToBlockBoundary) {
  private static final List<String> KEYS =
      List.of(
          "default",
          "group_size",
          "max_parallelism",
          "saturation_delay_ms",
          "transpose",
          "transpose_bucket_size",
          "uncompressed",
          "brotli",
          "zstd",
          "snappy",
          "window_log",
          "pad_to_block_boundary");
  private static final List<String> COMPRESSORS = List.of("uncompressed", "brotli", "zstd", "snappy");
  private static final int DEFAULT_BUCKET = 256;
  private static final int DEFAULT_ZSTD_WINDOW = 20;

  /// One record in a chunk, `zstd:3`.
  public static final ArrayRecordWriterOptions DEFAULT = parse("");

  public ArrayRecordWriterOptions {
    if (groupSize < 1) {
      throw new IllegalArgumentException("expected a groupSize of 1 or more, found " + groupSize);
    }
  }

  /// Reads options as text, such as `group_size:1,zstd:3`.
  ///
  /// @throws IllegalArgumentException if a key is unknown or there twice, a value is not among those above, or two keys
  ///     contradict each other
  public static ArrayRecordWriterOptions parse(String text) {
    return of(OptionText.parse(text, KEYS));
  }

  /// Reads options from settings.
  ///
  /// @throws IllegalArgumentException if a key is unknown, a value is not among those above, or two keys contradict
  ///     each other
  public static ArrayRecordWriterOptions of(Map<String, String> settings) {
    return of(OptionText.of(settings, KEYS));
  }

  private static ArrayRecordWriterOptions of(OptionText text) {
    int groupSize = (int) text.integer("group_size", 1, Integer.MAX_VALUE, 1);
    text.integerOrAuto("max_parallelism", 1, Integer.MAX_VALUE);
    text.integer("saturation_delay_ms", 1, Integer.MAX_VALUE, 1);
    boolean transpose = text.has("transpose") && !text.word("transpose", "", "true", "false").equals("false");
    long bucket = text.bytesOrAuto("transpose_bucket_size", 1, -1).orElse(DEFAULT_BUCKET);
    boolean padded = text.word("pad_to_block_boundary", "", "true", "false").equals("true");
    String compressor = compressor(text);
    text.word("uncompressed", "");
    int level =
        switch (compressor) {
          case "brotli" -> (int) text.integerOrEmpty("brotli", 0, 11, 6);
          case "zstd" -> (int) text.integerOrEmpty("zstd", -131072, 22, 3);
          case "snappy" -> (int) text.integerOrEmpty("snappy", 1, 2, 1);
          default -> 0;
        };
    Compression compression =
        compressor.equals("uncompressed")
            ? Compression.NONE
            : Compression.valueOf(compressor.toUpperCase(Locale.ROOT));
    return new ArrayRecordWriterOptions(
        groupSize, transpose, bucket, compression, level, windowLog(text, compression, compressor), padded);
  }

  private static String compressor(OptionText text) {
    List<String> named = text.keys().stream().filter(COMPRESSORS::contains).toList();
    if (named.size() > 1) {
      throw new IllegalArgumentException("Option %s conflicts with option %s".formatted(named.get(1), named.get(0)));
    }
    return named.isEmpty() ? "zstd" : named.getFirst();
  }

  private static OptionalInt windowLog(OptionText text, Compression compression, String compressor) {
    if (text.has("window_log") && (compression == Compression.NONE || compression == Compression.SNAPPY)) {
      throw new IllegalArgumentException("Option window_log conflicts with option " + compressor);
    }
    OptionalLong bits = text.integerOrAuto("window_log", 10, compression == Compression.BROTLI ? 30 : 31);
    if (bits.isPresent()) {
      return OptionalInt.of((int) bits.getAsLong());
    }
    return compression == Compression.ZSTD ? OptionalInt.of(DEFAULT_ZSTD_WINDOW) : OptionalInt.empty();
  }

  /// The text that the file carries, as ArrayRecord's own writer has it in Python.
  public String recorded() {
    StringBuilder text =
        new StringBuilder(
            "group_size:%d,transpose:%b,pad_to_block_boundary:%b".formatted(groupSize, transpose, padToBlockBoundary));
    if (transpose) {
      text.append(",transpose_bucket_size:").append(Long.toUnsignedString(transposeBucketSize));
    }
    text.append(
        switch (compression) {
          case NONE -> ",uncompressed";
          case BROTLI -> ",brotli:" + level;
          case ZSTD -> ",zstd:" + level;
          case SNAPPY -> ",snappy";
        });
    windowLog.ifPresent(bits -> text.append(",window_log:").append(bits));
    return text.append(",max_parallelism:1").toString();
  }
}
