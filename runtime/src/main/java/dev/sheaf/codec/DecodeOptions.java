package dev.sheaf.codec;

/// How payloads are read where there is a choice.
///
/// @param limits how much is taken on
/// @param allowOutside whether references may lead outside the payload's folder
public record DecodeOptions(DecodeLimits limits, boolean allowOutside) {
  /// Default limits; references stay inside the folder.
  public static final DecodeOptions DEFAULT = new DecodeOptions(DecodeLimits.DEFAULT, false);

  /// These options with other limits.
  public DecodeOptions withLimits(DecodeLimits other) {
    return new DecodeOptions(other, allowOutside);
  }

  /// These options with references allowed to lead outside the payload's folder: for data that you trust.
  public DecodeOptions allowingOutside() {
    return new DecodeOptions(limits, true);
  }
}
