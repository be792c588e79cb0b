package dev.sheaf.arrayrecord;

import java.util.List;
import java.util.Map;

/// How an ArrayRecord file is read. The keys are those of ArrayRecord's own reader, as text or as settings of
/// [dev.sheaf.format.FormatOptions]:
///
/// | Key | Values | Default |
/// |---|---|---|
/// | `readahead_buffer_size` | `auto`, or bytes up to 1G | 1M |
/// | `max_parallelism` | `auto`, or 0 to 2147483647 | 0 |
/// | `index_storage_option` | `in_memory`, `offloaded` | `in_memory` |
/// | `footer_prefetch_bytes` | `auto`, or bytes up to 1G | |
///
/// The first says how much is fetched or decoded at once when a range is read, which does not matter for a mapped file
/// that one thread reads; the second, how many threads decode ahead then, 64 at most: with 0 the caller does it. The
/// others are taken and not needed: a large index stays in the file, a small one is kept in memory.
///
/// @param readaheadBufferSize in bytes
/// @param maxParallelism threads; 0 for none
public record ArrayRecordReaderOptions(long readaheadBufferSize, int maxParallelism) {
  private static final List<String> KEYS =
      List.of("max_parallelism", "readahead_buffer_size", "index_storage_option", "footer_prefetch_bytes");
  private static final long MAX_BYTES = 1L << 30;
  private static final long DEFAULT_BYTES = 1L << 20;

  /// The defaults of the table above.
  public static final ArrayRecordReaderOptions DEFAULT = new ArrayRecordReaderOptions(DEFAULT_BYTES, 0);

  public ArrayRecordReaderOptions {
    if (readaheadBufferSize < 0 || readaheadBufferSize > MAX_BYTES) {
      throw new IllegalArgumentException(
          "expected a readaheadBufferSize of 0 to %d bytes, found %d".formatted(MAX_BYTES, readaheadBufferSize));
    }
    if (maxParallelism < 0) {
      throw new IllegalArgumentException("expected a maxParallelism of 0 or more, found " + maxParallelism);
    }
  }

  /// Reads options as text, such as `readahead_buffer_size:1M,max_parallelism:2`.
  ///
  /// @throws IllegalArgumentException if a key is unknown or there twice, or a value is not among those above
  public static ArrayRecordReaderOptions parse(String text) {
    return of(OptionText.parse(text, KEYS));
  }

  /// Reads options from settings.
  ///
  /// @throws IllegalArgumentException if a key is unknown, or a value is not among those above
  public static ArrayRecordReaderOptions of(Map<String, String> settings) {
    return of(OptionText.of(settings, KEYS));
  }

  private static ArrayRecordReaderOptions of(OptionText text) {
    long readahead = text.bytesOrAuto("readahead_buffer_size", 0, MAX_BYTES).orElse(DEFAULT_BYTES);
    int parallelism = (int) text.integerOrAuto("max_parallelism", 0, Integer.MAX_VALUE).orElse(0);
    boolean offloaded = text.word("index_storage_option", "", "in_memory", "offloaded").equals("offloaded");
    if (text.bytesOrAuto("footer_prefetch_bytes", 0, MAX_BYTES).orElse(0) > 0 && offloaded) {
      throw new IllegalArgumentException(
          "footer_prefetch_bytes > 0 is only supported with index_storage_option:in_memory.");
    }
    return new ArrayRecordReaderOptions(readahead, parallelism);
  }
}
