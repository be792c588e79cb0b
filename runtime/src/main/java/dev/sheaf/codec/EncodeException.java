package dev.sheaf.codec;

import dev.sheaf.DataException;
import java.io.Serial;
import java.util.Locale;

/// A value cannot be written as asked. The facts are fields; the message is made from them.
///
/// It counts as a fault of the data, not of the caller: NaN in a result, or half a surrogate pair in a text, comes from
/// wherever the values came from, the calling code is the same as for values that can be written, and a program may
/// well go on with the next record, or with another encoding. What was written before stays where it is in a stream; a
/// file that is saved does not appear.
public final class EncodeException extends DataException {
  @Serial private static final long serialVersionUID = 1L;

  /// What kind of fault it is: what a program can tell apart.
  public enum Rule {
    /// NaN or an infinity where JSON has a number.
    NONFINITE,
    /// A text with half a surrogate pair, which UTF-8 does not know.
    TEXT,
    /// An array of another dtype than the declared one.
    DTYPE,
    /// An array whose shape does not fit the declared one, or the other arrays of its record.
    SHAPE,
    /// A value that breaks a constraint of its field, so that reading would refuse it.
    CONSTRAINT;

    /// The name in messages and conformance cases, such as `nonfinite`.
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Rule rule;
  private final String fieldPath;
  private final long element;

  /// @param rule what kind of fault it is
  /// @param file the file, or another name of the target
  /// @param fieldPath where in the record, such as `data[3]`; empty for the record itself
  /// @param element which element of the array there, from 0 in row-major order; -1 when it is none
  /// @param expected what can be written
  /// @param found what cannot
  public EncodeException(Rule rule, String file, String fieldPath, long element, String expected, String found) {
    super(
        "%s%s%s: expected %s, found %s [%s]"
            .formatted(
                file,
                fieldPath.isEmpty() ? "" : ", field " + fieldPath,
                element < 0 ? "" : ", element " + element,
                DecodeException.shown(expected),
                DecodeException.shown(found),
                rule.key()),
        file,
        NOWHERE,
        DecodeException.shown(expected),
        DecodeException.shown(found),
        null);
    this.rule = rule;
    this.fieldPath = fieldPath;
    this.element = element;
  }

  /// What kind of fault it is.
  public Rule rule() {
    return rule;
  }

  /// Where in the record; empty for the record itself.
  public String fieldPath() {
    return fieldPath;
  }

  /// Which element of the array at [#fieldPath()], from 0 in row-major order; -1 when it is none.
  public long element() {
    return element;
  }
}
