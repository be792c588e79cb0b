package dev.sheaf.codec;

/// How much a reader takes on before it refuses: checked before anything is allocated.
///
/// @param maxDepth how deeply JSON values may be nested
/// @param maxArrayBytes how many bytes one decoded array may have
/// @param maxStringBytes how many bytes a name, a number or a text other than an array's data
///     may have
public record DecodeLimits(int maxDepth, long maxArrayBytes, int maxStringBytes) {
  /// 200 levels, far more than the 64 axes that an array can have; 2 GiB for one array; 64 KiB for a name or a path.
  public static final DecodeLimits DEFAULT = new DecodeLimits(200, 1L << 31, 1 << 16);

  /// What a value in a list or a map takes beside itself, about.
  static final long REFERENCE_BYTES = 8;

  /// More levels would need more stack than a thread surely has.
  private static final int MOST_LEVELS = 1000;

  public DecodeLimits {
    if (maxDepth < 1 || maxDepth > MOST_LEVELS) {
      throw new IllegalArgumentException("expected 1 to %d levels, found %d".formatted(MOST_LEVELS, maxDepth));
    }
    if (maxArrayBytes < 0 || maxStringBytes < 1) {
      throw new IllegalArgumentException(
          "expected limits of some bytes, found %d for an array and %d for a text"
              .formatted(maxArrayBytes, maxStringBytes));
    }
  }
}
