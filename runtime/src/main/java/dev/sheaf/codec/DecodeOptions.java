package dev.sheaf.codec;

/// How payloads are read where there is a choice.
///
/// @param limits how much is taken on
/// @param allowOutside whether references may lead outside the payload's folder
/// @param lastDuplicate whether of a name that is there twice in an object the last counts; else it is refused
/// @param ignoresUnknown whether fields that nobody declared are passed over; else they are refused
/// @param acceptsSpellings whether numbers and booleans may be spelled as texts or as each other, where that says the
///     same value
public record DecodeOptions(
    DecodeLimits limits,
    boolean allowOutside,
    boolean lastDuplicate,
    boolean ignoresUnknown,
    boolean acceptsSpellings) {
  /// Default limits; references stay inside the folder; each declared field once and no others; other spellings of the
  /// same value are taken.
  public static final DecodeOptions DEFAULT = new DecodeOptions(DecodeLimits.DEFAULT, false, false, false, true);

  /// These options with other limits.
  public DecodeOptions withLimits(DecodeLimits other) {
    return new DecodeOptions(other, allowOutside, lastDuplicate, ignoresUnknown, acceptsSpellings);
  }

  /// These options with references allowed to lead outside the payload's folder: for data that you trust.
  public DecodeOptions allowingOutside() {
    return new DecodeOptions(limits, true, lastDuplicate, ignoresUnknown, acceptsSpellings);
  }
}
