package dev.sheaf.dataset;

/// How a dataset is packed. Whatever the number of threads, the same rows give the same bytes.
///
/// @param shardRows how many rows a shard has at most, 1 or more
/// @param shardBytes how many bytes of values a shard has at most, 1 or more; a row that is longer has one of its own
/// @param threads how many threads read rows, from 1 to 1024
public record PackOptions(long shardRows, long shardBytes, int threads) {
  /// One shard for all rows, and as many threads as there are cores.
  public static final PackOptions DEFAULT =
      new PackOptions(Long.MAX_VALUE, Long.MAX_VALUE, ScanOptions.DEFAULT.threads());

  public PackOptions {
    if (shardRows < 1 || shardBytes < 1) {
      throw new IllegalArgumentException(
          "expected 1 row and 1 byte or more for a shard, found %d rows, %d bytes".formatted(shardRows, shardBytes));
    }
    if (threads < 1 || threads > ScanOptions.MAX_THREADS) {
      throw new IllegalArgumentException(
          "expected 1 to %d threads, found %d".formatted(ScanOptions.MAX_THREADS, threads));
    }
  }

  /// These options with shards of at most this many rows.
  public PackOptions withShardRows(long rows) {
    return new PackOptions(rows, shardBytes, threads);
  }

  /// These options with shards of at most this many bytes of values.
  public PackOptions withShardBytes(long bytes) {
    return new PackOptions(shardRows, bytes, threads);
  }

  /// These options with this many threads.
  public PackOptions withThreads(int count) {
    return new PackOptions(shardRows, shardBytes, count);
  }

  /// Whether there can be more than one shard.
  boolean sharded() {
    return shardRows < Long.MAX_VALUE || shardBytes < Long.MAX_VALUE;
  }
}
