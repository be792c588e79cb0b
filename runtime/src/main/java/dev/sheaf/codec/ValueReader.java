package dev.sheaf.codec;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import java.time.DateTimeException;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one value of a declared type from JSON: what a codec calls for each field. For one record and one thread.
///
/// Which method to call follows from the type; each reads the value whole and leaves the reader behind it, and throws
/// a [DecodeException] if the data is no such value. Which spellings a number or a boolean may have follows the
/// writers of array payloads: text and booleans for numbers are taken where they say the same value.
public final class ValueReader {
  /// Reads one value.
  ///
  /// @param <T> the Java type of the value
  @FunctionalInterface
  public interface Reading<T> {
    /// Reads the value that `value` is at.
    T read(ValueReader value);
  }

  private final JsonReader in;
  private final DecodeContext context;
  private final FieldType type;
  private final boolean absent;

  ValueReader(JsonReader in, DecodeContext context, FieldType type) {
    this(in, context, type, false);
  }

  private ValueReader(JsonReader in, DecodeContext context, FieldType type, boolean absent) {
    this.in = in;
    this.context = context;
    this.type = type;
    this.absent = absent;
  }

  /// For an optional value that is not there.
  static ValueReader absent(JsonReader in, DecodeContext context, OptionalType type) {
    return new ValueReader(in, context, type, true);
  }

  /// The declared type of the value.
  FieldType type() {
    return type;
  }

  /// An array.
  ///
  /// @throws ClassCastException if the declared dtype is not the one of `A`
  public <A extends NdArray> A array(Class<A> array) {
    ArrayType declared = (ArrayType) type;
    long offset = start();
    A read = array.cast(ArrayEncoding.read(in, declared, context));
    ConstraintCheck.array(read, declared.constraints(), in, offset);
    return read;
  }

  /// A boolean.
  public boolean bool() {
    ScalarType declared = (ScalarType) type;
    long offset = start();
    boolean value = ScalarText.bool(in, context.options().acceptsSpellings());
    ConstraintCheck.bool(value, declared.constraints(), in, offset);
    return value;
  }

  /// A whole number inside the range of the declared Java type.
  public long integer() {
    ScalarType declared = (ScalarType) type;
    long offset = start();
    long value = ScalarText.integer(in, declared.scalar(), context.options().acceptsSpellings());
    ConstraintCheck.integer(value, declared.constraints(), in, offset);
    return value;
  }

  /// A number, rounded to `double` and then, where `float` is declared, to that.
  public double floating() {
    ScalarType declared = (ScalarType) type;
    long offset = start();
    double value = ScalarText.floating(in, declared.scalar(), context.options().acceptsSpellings());
    ConstraintCheck.floating(value, declared.constraints(), in, offset);
    return value;
  }

  /// A text.
  public String text() {
    TextType declared = (TextType) type;
    long offset = start();
    String value = in.string();
    ConstraintCheck.text(value, declared.constraints(), in, offset);
    return value;
  }

  /// Bytes, in the data a text in base64.
  public byte[] bytes() {
    BytesType declared = (BytesType) type;
    long offset = start();
    byte[] value = Base64Text.bytes(in, context.options().limits());
    ConstraintCheck.size(value.length, "bytes", declared.constraints(), in, offset);
    return value;
  }

  /// The position of an enum's constant.
  public int constant() {
    EnumType declared = (EnumType) type;
    long offset = start();
    String value = in.string();
    int position = declared.values().indexOf(value);
    if (position < 0) {
      throw in.error(
          Rule.VALUE, offset, "one of " + String.join(", ", declared.values()), "\"%s\"".formatted(value));
    }
    return position;
  }

  /// A value of `java.time`.
  ///
  /// @throws ClassCastException if the declared type is another
  public <T> T time(Class<T> time) {
    TimeType declared = (TimeType) type;
    long offset = start();
    String text = in.string();
    try {
      return time.cast(TimeText.parse(declared.time(), text));
    } catch (DateTimeException e) {
      throw in.error(
          Rule.VALUE,
          offset,
          "a %s such as %s".formatted(declared.time().javaName(), declared.time().example()),
          "\"%s\"".formatted(text));
    }
  }

  /// A value that may be missing or null.
  public <T> Optional<T> optional(Reading<T> reading) {
    OptionalType declared = (OptionalType) type;
    if (absent) {
      return Optional.empty();
    }
    if (in.peek() == 'n') {
      in.word("null");
      return Optional.empty();
    }
    return Optional.of(reading.read(new ValueReader(in, context, declared.of())));
  }

  /// Values in order; the list cannot be changed.
  public <T> List<T> list(Reading<T> reading) {
    ListType declared = (ListType) type;
    long offset = start();
    JsonReader.Place place = in.here();
    ValueReader element = new ValueReader(in, context, declared.element());
    List<T> values = new ArrayList<>();
    in.beginList();
    while (in.nextItem()) {
      in.place(place, values.size());
      context.allocate(DecodeLimits.REFERENCE_BYTES, in);
      values.add(reading.read(element));
    }
    in.place(place);
    ConstraintCheck.size(values.size(), "elements", declared.constraints(), in, offset);
    return Collections.unmodifiableList(values);
  }

  /// Values under names, in the order of the data; the map cannot be changed.
  public <T> Map<String, T> map(Reading<T> reading) {
    MapType declared = (MapType) type;
    long offset = start();
    JsonReader.Place place = in.here();
    ValueReader element = new ValueReader(in, context, declared.value());
    // Java's hash tables turn a crowded bucket of texts into a tree: names chosen to collide do not slow it down.
    Map<String, T> values = new LinkedHashMap<>();
    in.beginObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      in.peek();
      long member = in.offset();
      in.place(place, key);
      context.allocate(DecodeLimits.REFERENCE_BYTES + 2L * key.length(), in);
      boolean again = values.containsKey(key);
      if (again && !context.options().lastDuplicate()) {
        throw in.error(Rule.JSON, member, "each name once", "\"%s\" again".formatted(key));
      }
      T value = reading.read(element);
      values.put(key, value);
    }
    in.place(place);
    ConstraintCheck.size(values.size(), "entries", declared.constraints(), in, offset);
    return Collections.unmodifiableMap(values);
  }

  /// The fields of a record.
  public FieldReader fields() {
    start();
    return new FieldReader(((RecordType) type).record(), in, context.forRecord(), Optional.empty());
  }

  /// The fields of one of several records; [FieldReader#variant()] says which.
  public FieldReader variant() {
    start();
    return VariantReader.fields((UnionType) type, in, context);
  }

  /// A sequence: values in a list are read now, those in files when they are asked for.
  public <T> LazySequence<T> sequence(Reading<T> reading) {
    SequenceType declared = (SequenceType) type;
    start();
    return SequenceReader.read(in, declared.element(), reading, context);
  }

  /// Goes to where the value starts.
  private long start() {
    var _ = in.peek();
    return in.offset();
  }
}
