package dev.sheaf.stage;

import dev.sheaf.format.FileProbe;
import java.nio.file.Path;
import java.util.List;

/// What a cache of items says of itself, without its items being looked at.
///
/// @param items how many there are
/// @param plan the order before the cache, in words
/// @param version what the caller said of the functions before it
/// @param dataset the fingerprint of the datasets that the items were read from
/// @param codec the form of the items
/// @param byteOrder the byte order of the machine that wrote it, which arrays are in
public record CacheSummary(
    long items, String plan, String version, String dataset, String codec, String byteOrder) {
  /// Whether a file is such a cache.
  public static boolean isOf(FileProbe probe) {
    return probe.has(0, CacheFile.MAGIC);
  }

  /// Reads what a cache says.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if it is no cache, or a damaged one
  /// @throws dev.sheaf.format.UnsupportedFormatException if another version wrote it
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  public static CacheSummary read(Path file) {
    CacheOrigin[] origin = new CacheOrigin[1];
    try (CacheFile cache = CacheFile.open(file, found -> origin[0] = found)) {
      return new CacheSummary(
          cache.count(),
          part(origin[0], CacheMismatchException.Part.PLAN),
          part(origin[0], CacheMismatchException.Part.VERSION),
          part(origin[0], CacheMismatchException.Part.DATASET),
          part(origin[0], CacheMismatchException.Part.CODEC),
          part(origin[0], CacheMismatchException.Part.ORDER));
    }
  }

  private static String part(CacheOrigin origin, CacheMismatchException.Part part) {
    return origin.parts().get(List.of(CacheMismatchException.Part.values()).indexOf(part));
  }
}
