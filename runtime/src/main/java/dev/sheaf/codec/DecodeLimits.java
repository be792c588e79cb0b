package dev.sheaf.codec;

/// How much a reader takes on before it refuses: checked before anything is allocated.
///
/// @param maxDepth how deeply JSON values may be nested
/// @param maxArrayBytes how many bytes one decoded array may have
/// @param maxStringBytes how many bytes a name or a text other than an array's data may have
public record DecodeLimits(int maxDepth, long maxArrayBytes, int maxStringBytes) {
  /// 64 levels, which is more axes than any array has; 2 GiB for one array; 64 KiB for a name or a path.
  public static final DecodeLimits DEFAULT = new DecodeLimits(64, 1L << 31, 1 << 16);
}
