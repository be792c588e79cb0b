package dev.sheaf.codec;

import java.util.EnumSet;
import java.util.Set;

/// How payloads are read where there is a choice. Immutable; each method that names a choice gives new options with it.
///
/// Without any choice, everything that says one value clearly is read, and nothing that would change a value. What has
/// no option is refused always: a byte-order mark, bytes that are not UTF-8, half a surrogate pair, anything behind the
/// document, a field that is missing and has no default.
///
/// ```java
/// DecodeOptions options = DecodeOptions.DEFAULT.ignoringUnknown().withLimits(limits);
/// ```
public final class DecodeOptions {
  /// What data may be like, or must be.
  private enum Choice {
    OUTSIDE,
    LAST_DUPLICATE,
    UNKNOWN,
    NO_SPELLINGS,
    CASTS,
    EXACT_SHAPES,
    EXACT_DTYPES
  }

  /// Default limits; references stay inside the folder; each declared field once and no others; other spellings of the
  /// same value are taken; a shape or a dtype that leads to the declared one without loss is taken.
  public static final DecodeOptions DEFAULT = new DecodeOptions(DecodeLimits.DEFAULT, EnumSet.noneOf(Choice.class));

  /// Data exactly as it is declared: no other spellings, shapes or dtypes. For checking what a writer writes.
  public static final DecodeOptions STRICT = DEFAULT.withoutSpellings().withExactShapes().withExactDtypes();

  /// As Tesseract's reference reads payloads, also where that changes values; but paths stay inside the folder.
  public static final DecodeOptions REFERENCE = DEFAULT.withLastDuplicate().withCasts();

  private final DecodeLimits limits;
  private final Set<Choice> choices;

  private DecodeOptions(DecodeLimits limits, Set<Choice> choices) {
    this.limits = limits;
    this.choices = choices;
  }

  private DecodeOptions with(Choice choice) {
    Set<Choice> more = EnumSet.of(choice);
    more.addAll(choices);
    return new DecodeOptions(limits, more);
  }

  /// These options with other limits.
  public DecodeOptions withLimits(DecodeLimits other) {
    return new DecodeOptions(other, choices);
  }

  /// References may lead outside the payload's folder: for data that you trust.
  public DecodeOptions allowingOutside() {
    return with(Choice.OUTSIDE);
  }

  /// Of a name that is there twice in an object, the last value counts; else the data is refused.
  ///
  /// It holds for the fields of a record, the names of a map, the keys of an encoded array and `inputs` alike. The
  /// values before it must be as declared, too; but of the elements of an encoded array only the last `buffer` is read.
  public DecodeOptions withLastDuplicate() {
    return with(Choice.LAST_DUPLICATE);
  }

  /// Fields that nobody declared are passed over, as long as they are JSON; else the data is refused. The keys of an
  /// encoded array are a closed set all the same.
  public DecodeOptions ignoringUnknown() {
    return with(Choice.UNKNOWN);
  }

  /// Single numbers must be JSON numbers, and single booleans `true` or `false`.
  ///
  /// Else a text that says a number, a boolean for 0 or 1, a number 0 or 1 for a boolean, and the words that people
  /// write for booleans, are taken.
  public DecodeOptions withoutSpellings() {
    return with(Choice.NO_SPELLINGS);
  }

  /// Values that their type cannot hold are made to fit as Tesseract's reference does it; else such data is refused.
  ///
  /// - A single integer wraps, as it does in Java; one with a fraction or an exponent becomes a `double` first. A
  ///   single number beyond its floating-point type becomes infinite.
  /// - Floating-point and complex elements become infinite beyond all doubles: 1e400 does, 1e39 as float32 is refused.
  /// - Integer elements become doubles first where one has a fraction, or where they lie on both sides of 2^63. Then
  ///   their last digits may change, and 2^63 and 2^64 wrap; others beyond their dtype are refused.
  /// - Of boolean elements 0, null, an empty text and an empty object are false, and all others true. Where texts are
  ///   among them and neither a null nor an object, only an empty text is false.
  /// - Texts as elements lose NULs at their end.
  ///
  /// An integer that no double holds (of 309 digits and more) stays refused where a floating-point number is declared.
  public DecodeOptions withCasts() {
    return with(Choice.CASTS);
  }

  /// An array must have the declared shape: no axis of 1 is repeated where more is declared.
  public DecodeOptions withExactShapes() {
    return with(Choice.EXACT_SHAPES);
  }

  /// The dtype of an encoded array must be the declared one.
  public DecodeOptions withExactDtypes() {
    return with(Choice.EXACT_DTYPES);
  }

  /// How much is taken on.
  public DecodeLimits limits() {
    return limits;
  }

  /// Whether references [may lead outside][#allowingOutside()] the payload's folder.
  public boolean allowsOutside() {
    return choices.contains(Choice.OUTSIDE);
  }

  /// Whether of a name that is there twice [the last value counts][#withLastDuplicate()].
  public boolean lastDuplicate() {
    return choices.contains(Choice.LAST_DUPLICATE);
  }

  /// Whether fields that nobody declared [are passed over][#ignoringUnknown()].
  public boolean ignoresUnknown() {
    return choices.contains(Choice.UNKNOWN);
  }

  /// Whether numbers and booleans [may be spelled][#withoutSpellings()] as texts or as each other.
  public boolean acceptsSpellings() {
    return !choices.contains(Choice.NO_SPELLINGS);
  }

  /// Whether values that do not fit [are made to fit][#withCasts()].
  public boolean casts() {
    return choices.contains(Choice.CASTS);
  }

  /// Whether an array must have [the declared shape][#withExactShapes()].
  public boolean exactShapes() {
    return choices.contains(Choice.EXACT_SHAPES);
  }

  /// Whether an encoded array must have [the declared dtype][#withExactDtypes()].
  public boolean exactDtypes() {
    return choices.contains(Choice.EXACT_DTYPES);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DecodeOptions options && limits.equals(options.limits) && choices.equals(options.choices);
  }

  @Override
  public int hashCode() {
    return 31 * limits.hashCode() + choices.hashCode();
  }

  @Override
  public String toString() {
    return "DecodeOptions[%s, %s]".formatted(limits, choices);
  }
}
