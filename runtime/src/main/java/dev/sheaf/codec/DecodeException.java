package dev.sheaf.codec;

import dev.sheaf.DataException;
import dev.sheaf.schema.Field;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The bytes of a record are not what its schema says. The facts are fields; the message is made from them.
public final class DecodeException extends DataException {
  @Serial private static final long serialVersionUID = 1L;

  /// What kind of fault it is: what a program can tell apart.
  public enum Rule {
    /// Not one JSON document in UTF-8, a number that JSON does not know, or a key that is there twice.
    JSON,
    /// A [DecodeLimits] was reached.
    LIMIT,
    /// A field of the record, or a key of an encoded array, is not there.
    MISSING,
    /// A field or key that nobody declared.
    EXTRA,
    /// The wrong kind of JSON value in a place.
    TYPE,
    /// An element that is no value of its type.
    VALUE,
    /// An unknown dtype, or one that does not convert to the declared one.
    DTYPE,
    /// A shape that is no shape, does not fit the declared one, or a ragged list.
    SHAPE,
    /// An unknown, missing or misplaced encoding or compression.
    ENCODING,
    /// A fraction, NaN or infinity where an integer is needed.
    INTEGER,
    /// A number that the dtype cannot hold.
    RANGE,
    /// The number of elements in a JSON buffer is not the product of the shape.
    JSON_COUNT,
    /// Text that is not strict base64.
    BASE64,
    /// The decoded bytes are not the product of the shape times the element size.
    BASE64_LENGTH,
    /// The file has fewer bytes than the array needs, or the offset lies past its end.
    BINREF_LENGTH,
    /// Not a whole LZ4 frame.
    LZ4,
    /// A reference that is malformed, or that leads outside the folder.
    PATH,
    /// A file that is not there or cannot be read.
    FILE,
    /// A pattern that is malformed.
    GLOB,
    /// A value of the right type that a constraint of its field excludes.
    CONSTRAINT;

    /// The name in messages, reports and conformance cases, such as `json-count`.
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  private static final long UNKNOWN = -1;
  private static final int MAX_SHOWN = 1000;

  private final Rule rule;
  private final long record;
  private final String fieldPath;

  /// @param rule what kind of fault it is
  /// @param file the file, or another name of the source
  /// @param fieldPath where in the record, such as `data[3]`; empty for the record itself
  /// @param offset where in the file, in bytes from its start; -1 when it has no place there
  /// @param expected what should stand there
  /// @param found what does
  /// @param cause what made it fail, if something did
  public DecodeException(
      Rule rule, String file, String fieldPath, long offset, String expected, String found, @Nullable Throwable cause) {
    this(rule, file, UNKNOWN, fieldPath, offset, shown(expected), shown(found), cause);
  }

  private DecodeException(
      Rule rule,
      String file,
      long record,
      String fieldPath,
      long offset,
      String expected,
      String found,
      @Nullable Throwable cause) {
    super(
        "%s%s%s%s: expected %s, found %s [%s]"
            .formatted(
                file,
                offset < 0 ? "" : ", byte " + offset,
                record < 0 ? "" : ", record " + record,
                fieldPath.isEmpty() ? "" : ", field " + fieldPath,
                expected,
                found,
                rule.key()),
        file,
        offset,
        expected,
        found,
        cause);
    this.rule = rule;
    this.record = record;
    this.fieldPath = fieldPath;
  }

  /// A text that may quote the data: as much of it as a person reads, and nothing that a terminal would obey.
  static String shown(String text) {
    boolean whole = text.length() <= MAX_SHOWN;
    StringBuilder shown = new StringBuilder();
    for (char c : (whole ? text : text.substring(0, MAX_SHOWN)).toCharArray()) {
      shown.append(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : c);
    }
    return whole ? shown.toString() : shown + "... (%d characters)".formatted(text.length());
  }

  /// The same fault, told by a dataset that knows which of its records it is; this one becomes the cause.
  public DecodeException inRecord(long position) {
    return new DecodeException(rule, file(), position, fieldPath, offset(), expected(), found(), this);
  }

  /// What kind of fault it is.
  public Rule rule() {
    return rule;
  }

  /// Which record of the dataset, from 0; -1 when it was not read from a dataset.
  public long record() {
    return record;
  }

  /// Where in the record; empty for the record itself.
  public String fieldPath() {
    return fieldPath;
  }

  /// Whether the fault is in this field, or in a part of it.
  public boolean isIn(Field<?, ?> field) {
    String path = field.path();
    return fieldPath.startsWith(path)
        && (fieldPath.length() == path.length() || ".[".indexOf(fieldPath.charAt(path.length())) >= 0);
  }
}
