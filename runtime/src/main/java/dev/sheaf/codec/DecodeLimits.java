package dev.sheaf.codec;

/// How much a reader takes on before it refuses: each of them is checked before the memory is taken or the file opened.
///
/// The defaults admit every payload that people write on purpose, and keep one that was written to do harm from taking
/// the machine down:
///
/// | | Default | Why |
/// |---|---|---|
/// | `maxDepth` | 200 levels | three times the 64 axes that an array can have |
/// | `maxNameBytes` | 64 KiB | longer than any path that a file system takes, and than any number with a meaning |
/// | `maxTextBytes` | 16 MiB | a long document; what is longer belongs into `byte[]` or a file of its own |
/// | `maxArrayElements` | 2^31 | as many as fit `maxArrayBytes` at one byte each |
/// | `maxArrayBytes` | 2 GiB | the longest Java array of bytes |
/// | `maxTotalBytes` | 8 GiB | four of the largest arrays; a small payload may name much data by references |
/// | `maxFiles` | 100,000 | a few seconds of opening files; more of them make a dataset |
///
/// The last two hold for one record or payload with all that is read along with it. An item of a lazy sequence that
/// lies in a file of its own is read later, perhaps on another thread, and has them to itself.
///
/// @param maxDepth how deeply JSON values may be nested
/// @param maxNameBytes how many bytes a name, a number, or a text with one of some forms (a path, a constant, a time)
///     may have
/// @param maxTextBytes how many bytes the value of a field of texts may have
/// @param maxArrayElements how many elements one decoded array may have
/// @param maxArrayBytes how many bytes one decoded array, or one value of bytes, may have
/// @param maxTotalBytes how many bytes all values of one record or payload may have together, about
/// @param maxFiles how many files one record or payload may have opened
public record DecodeLimits(
    int maxDepth,
    int maxNameBytes,
    int maxTextBytes,
    long maxArrayElements,
    long maxArrayBytes,
    long maxTotalBytes,
    int maxFiles) {
  /// See the table above.
  public static final DecodeLimits DEFAULT =
      new DecodeLimits(200, 64 << 10, 16 << 20, 1L << 31, 1L << 31, 1L << 33, 100_000);

  /// More levels would need more stack than a thread surely has.
  private static final int MOST_LEVELS = 1000;

  public DecodeLimits {
    if (maxDepth < 1 || maxDepth > MOST_LEVELS) {
      throw new IllegalArgumentException("expected 1 to %d levels, found %d".formatted(MOST_LEVELS, maxDepth));
    }
    if (maxNameBytes < 1) {
      throw new IllegalArgumentException("expected 1 byte or more for a name, found " + maxNameBytes);
    }
    notNegative(maxTextBytes, "bytes for a text");
    notNegative(maxArrayElements, "elements for an array");
    notNegative(maxArrayBytes, "bytes for an array");
    notNegative(maxTotalBytes, "bytes in total");
    notNegative(maxFiles, "files");
  }

  private static void notNegative(long limit, String what) {
    if (limit < 0) {
      throw new IllegalArgumentException("expected 0 or more %s, found %d".formatted(what, limit));
    }
  }

  /// These limits with values nested so deeply at most: 1 to 1000 levels.
  public DecodeLimits withMaxDepth(int levels) {
    return new DecodeLimits(
        levels, maxNameBytes, maxTextBytes, maxArrayElements, maxArrayBytes, maxTotalBytes, maxFiles);
  }

  /// These limits with names and numbers of so many bytes at most.
  public DecodeLimits withMaxNameBytes(int bytes) {
    return new DecodeLimits(maxDepth, bytes, maxTextBytes, maxArrayElements, maxArrayBytes, maxTotalBytes, maxFiles);
  }

  /// These limits with texts of so many bytes at most.
  public DecodeLimits withMaxTextBytes(int bytes) {
    return new DecodeLimits(maxDepth, maxNameBytes, bytes, maxArrayElements, maxArrayBytes, maxTotalBytes, maxFiles);
  }

  /// These limits with arrays of so many elements at most.
  public DecodeLimits withMaxArrayElements(long elements) {
    return new DecodeLimits(maxDepth, maxNameBytes, maxTextBytes, elements, maxArrayBytes, maxTotalBytes, maxFiles);
  }

  /// These limits with arrays of so many bytes at most.
  public DecodeLimits withMaxArrayBytes(long bytes) {
    return new DecodeLimits(maxDepth, maxNameBytes, maxTextBytes, maxArrayElements, bytes, maxTotalBytes, maxFiles);
  }

  /// These limits with so many bytes at most for one record or payload.
  public DecodeLimits withMaxTotalBytes(long bytes) {
    return new DecodeLimits(maxDepth, maxNameBytes, maxTextBytes, maxArrayElements, maxArrayBytes, bytes, maxFiles);
  }

  /// These limits with so many files at most for one record or payload.
  public DecodeLimits withMaxFiles(int files) {
    return new DecodeLimits(
        maxDepth, maxNameBytes, maxTextBytes, maxArrayElements, maxArrayBytes, maxTotalBytes, files);
  }

  /// How many elements of `elementBytes` bytes one array may have.
  long maxElements(int elementBytes) {
    return Math.min(maxArrayElements, maxArrayBytes / elementBytes);
  }
}
