package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;

/// What one record or payload has taken so far, held against [DecodeLimits]. For one thread.
final class DecodeBudget {
  private final DecodeLimits limits;
  private long bytes;
  private int files;

  DecodeBudget(DecodeLimits limits) {
    this.limits = limits;
  }

  /// How many bytes may still be taken.
  long bytesLeft() {
    return limits.maxTotalBytes() - bytes;
  }

  /// Takes bytes, before they are allocated.
  void take(long count, JsonReader in, long offset) {
    if (count > bytesLeft()) {
      throw in.error(
          Rule.LIMIT, offset, "at most %d bytes in one record or payload".formatted(limits.maxTotalBytes()), "more");
    }
    bytes += count;
  }

  /// Takes a file, before it is opened.
  void open(JsonReader in, long offset) {
    if (files == limits.maxFiles()) {
      throw in.error(Rule.LIMIT, offset, "at most %d files in one record or payload".formatted(files), "one more");
    }
    files++;
  }
}
