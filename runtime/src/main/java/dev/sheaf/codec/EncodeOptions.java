package dev.sheaf.codec;

/// How payloads are written where there is a choice. Immutable.
///
/// There is none about values that are not as declared: dtypes, shapes, dimension variables and constraints are checked
/// before a value is written, as they are when it is read: reading refuses nothing for them that was written.
///
/// @param encoding how arrays are written
/// @param compression how the bytes of an array are packed; [Encoding#JSON] has none
/// @param maxFileSize with [Encoding#BINREF]: once a binary file has more bytes than this, the next array begins
///     another; so a file may be larger by one array
/// @param replacingFiles with [Encoding#BINREF]: whether binary files that are there already may be replaced
/// @param nonFiniteAsNull with [Encoding#JSON]: whether NaN and the infinities become `null`, which is read as NaN
public record EncodeOptions(
    Encoding encoding, Compression compression, long maxFileSize, boolean replacingFiles, boolean nonFiniteAsNull) {
  /// How the elements of an array are written.
  public enum Encoding {
    /// As nested lists of numbers: people can read it, and it takes the most space.
    JSON,
    /// As base64 of the elements' bytes: every bit survives, NaN's too.
    BASE64,
    /// As bytes in a file beside the payload, which refers to them: large arrays can be read without the payload.
    BINREF;

    /// The name in payloads.
    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// How the bytes of an array are packed.
  public enum Compression {
    /// They are written as they are.
    NONE,
    /// Each array is an LZ4 frame.
    LZ4
  }

  /// 100 MiB, as other writers of such payloads have it.
  private static final long DEFAULT_MAX_FILE_SIZE = 100L << 20;

  /// Nested lists of numbers; files of 100 MiB where there are any; nothing is replaced, and no value changed.
  public static final EncodeOptions DEFAULT =
      new EncodeOptions(Encoding.JSON, Compression.NONE, DEFAULT_MAX_FILE_SIZE, false, false);

  public EncodeOptions {
    if (encoding == Encoding.JSON && compression != Compression.NONE) {
      throw new IllegalArgumentException(
          "expected no compression with json (base64 and binref have one), found " + compression);
    }
    if (maxFileSize < 0) {
      throw new IllegalArgumentException("expected a file size of 0 bytes or more, found " + maxFileSize);
    }
  }

  /// These options with another encoding, not compressed.
  public EncodeOptions withEncoding(Encoding other) {
    return new EncodeOptions(other, Compression.NONE, maxFileSize, replacingFiles, nonFiniteAsNull);
  }

  /// These options with another compression.
  ///
  /// @throws IllegalArgumentException if the encoding has none
  public EncodeOptions withCompression(Compression other) {
    return new EncodeOptions(encoding, other, maxFileSize, replacingFiles, nonFiniteAsNull);
  }

  /// These options with another size, in bytes, beyond which a binary file takes no further array.
  public EncodeOptions withMaxFileSize(long bytes) {
    return new EncodeOptions(encoding, compression, bytes, replacingFiles, nonFiniteAsNull);
  }

  /// These options with binary files replaced where there are some of the same name.
  public EncodeOptions replacingBinaryFiles() {
    return new EncodeOptions(encoding, compression, maxFileSize, true, nonFiniteAsNull);
  }

  /// These options with NaN and the infinities written as `null` in lists of numbers, as the writers of other systems
  /// do: all three are read back as NaN.
  public EncodeOptions writingNonFiniteAsNull() {
    return new EncodeOptions(encoding, compression, maxFileSize, replacingFiles, true);
  }
}
