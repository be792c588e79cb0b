package dev.sheaf.codec;

import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Walks through one record by its schema: which field comes next, and its value.
///
/// Fields that the data does not have, and that have a default or are optional, come last. For one record and one
/// thread.
///
/// ```java
/// for (int field = fields.next(); field >= 0; field = fields.next()) {
///   switch (field) {
///     case 0 -> name = fields.value().text();
///     ...
/// ```
public abstract sealed class FieldReader permits JsonFieldReader, FoundFieldReader {
  /// What [#next()] gives after the last field.
  static final int NONE = -1;

  /// Which of several records this is.
  record Discriminator(UnionType type, int variant) {}

  final RecordSchema schema;
  final @Nullable Discriminator discriminator;

  FieldReader(RecordSchema schema, @Nullable Discriminator discriminator) {
    this.schema = schema;
    this.discriminator = discriminator;
  }

  /// The fields of the record of JSON that `in` is at, in the order of the data. A field that is unknown, there twice or
  /// missing is refused.
  public static FieldReader of(RecordSchema schema, JsonReader in, DecodeContext context) {
    return new JsonFieldReader(schema, in, context, null);
  }

  /// The fields of a record whose values are there already, by name. A field that is missing is refused; names that the
  /// schema does not have are passed over: a table may have more columns than a record.
  ///
  /// Values are of the Java types that formats give: arrays and lists of numbers, numbers, booleans, texts, bytes,
  /// values of `java.time`, lists, and maps for records and maps; null is a missing value. A number becomes one of the
  /// declared type where that can hold it, rounded where it is a floating-point type; bytes are a text where they are
  /// UTF-8; a text is read as a field of JSON would be.
  public static FieldReader of(RecordSchema schema, Map<String, ?> values, DecodeContext context) {
    return new FoundFieldReader(schema, values, "", context, null);
  }

  /// Which of the records of a [sealed interface][ValueReader#variant()] this is: a position in the union's variants.
  ///
  /// @throws IllegalStateException if it is a record of its own
  public final int variant() {
    if (discriminator == null) {
      throw new IllegalStateException("expected one of several records, found a record of its own");
    }
    return discriminator.variant();
  }

  /// Goes to the next field: its position in the schema, or -1 after the last, when all have been there.
  ///
  /// @throws DecodeException if the next field is unknown or there twice, or if one is missing at the end
  public abstract int next();

  /// The value of the field that [#next()] went to, still unread.
  ///
  /// @throws IllegalStateException before the first field
  public abstract ValueReader value();

  /// The error for a record whose own constructor does not take the values that were read: a fault of the data, at the
  /// record. One that Sheaf raised itself, in a sequence that the constructor looked into, stays as it is.
  public abstract RuntimeException refused(RuntimeException refusal);
}
