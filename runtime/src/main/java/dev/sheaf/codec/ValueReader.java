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
import dev.sheaf.schema.RecordSchema;
import java.time.DateTimeException;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /// About what a value in a list, a map or an `Optional` takes beside itself: a reference, and its share of the table.
  private static final long LIST_ENTRY_BYTES = 8;
  private static final long MAP_ENTRY_BYTES = 64;

  /// About what a text takes beside its characters, and a record beside its fields.
  private static final long TEXT_BYTES = 48;
  private static final long RECORD_BYTES = 16;

  private final JsonReader in;
  private final DecodeContext context;

  private FieldType type;
  private boolean absent;

  ValueReader(JsonReader in, DecodeContext context, FieldType type) {
    this.in = in;
    this.context = context;
    this.type = type;
  }

  /// Goes to a value of another type: one reader serves all fields of a record, one after the other.
  ///
  /// @param missing whether the data does not have it; then it is optional
  void moveTo(FieldType next, boolean missing) {
    type = next;
    absent = missing;
  }

  /// An array.
  ///
  /// @throws ClassCastException if the declared dtype is not the one of `A`
  public <A extends NdArray> A array(Class<A> array) {
    ArrayType declared = (ArrayType) type;
    long offset = start();
    A read = array.cast(ArrayEncoding.read(in, declared, context));
    // It was made within what was left.
    context.allocate(read.segment().byteSize(), in);
    hold(ConstraintCheck.array(read, declared.constraints()), offset);
    return read;
  }

  /// A boolean.
  public boolean bool() {
    ScalarType declared = (ScalarType) type;
    long offset = start();
    boolean value = ScalarText.bool(in, context.options());
    hold(ConstraintCheck.bool(value, declared.constraints()), offset);
    return value;
  }

  /// A whole number inside the range of the declared Java type.
  public long integer() {
    ScalarType declared = (ScalarType) type;
    long offset = start();
    long value = ScalarText.integer(in, declared.scalar(), context.options());
    hold(ConstraintCheck.integer(value, declared.constraints()), offset);
    return value;
  }

  /// A number, rounded to `double` and then, where `float` is declared, to that.
  public double floating() {
    ScalarType declared = (ScalarType) type;
    long offset = start();
    double value = ScalarText.floating(in, declared.scalar(), context.options());
    hold(ConstraintCheck.floating(value, declared.scalar(), declared.constraints()), offset);
    return value;
  }

  /// A text.
  public String text() {
    TextType declared = (TextType) type;
    long offset = start();
    String value = in.text(context.maxTextBytes());
    context.allocate(TEXT_BYTES + value.length(), in);
    hold(ConstraintCheck.text(value, declared.constraints()), offset);
    return value;
  }

  /// Bytes, in the data a text in base64.
  public byte[] bytes() {
    BytesType declared = (BytesType) type;
    long offset = start();
    byte[] value = Base64Text.bytes(in, context.limits());
    context.allocate(value.length, in);
    hold(ConstraintCheck.size(value.length, "bytes", declared.constraints()), offset);
    return value;
  }

  /// The position of an enum's constant.
  public int constant() {
    EnumType declared = (EnumType) type;
    long offset = start();
    boolean text = in.peek() == '"';
    if (!text && !in.startsValue()) {
      throw in.unexpected("a text");
    }
    String found = text ? in.string() : in.found();
    int position = text ? declared.values().indexOf(found) : -1;
    if (position < 0) {
      throw in.error(
          Rule.VALUE,
          offset,
          "one of " + String.join(", ", declared.values()),
          text ? "\"%s\"".formatted(found) : found);
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
    context.allocate(TEXT_BYTES, in);
    try {
      return time.cast(TimeText.parse(declared.time(), text));
    } catch (DateTimeException e) {
      throw in.error(
          Rule.VALUE,
          offset,
          "%s such as %s".formatted(declared.time().javaName(), declared.time().example()),
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
    context.allocate(LIST_ENTRY_BYTES, in);
    moveTo(declared.of(), false);
    return Optional.of(reading.read(this));
  }

  /// Values in order; the list cannot be changed.
  public <T> List<T> list(Reading<T> reading) {
    ListType declared = (ListType) type;
    long offset = start();
    JsonReader.Place place = in.here();
    List<T> values = new ArrayList<>();
    in.beginList();
    while (in.nextItem()) {
      in.place(place, values.size());
      context.allocate(LIST_ENTRY_BYTES, in);
      moveTo(declared.element(), false);
      values.add(reading.read(this));
    }
    in.place(place);
    hold(ConstraintCheck.size(values.size(), "elements", declared.constraints()), offset);
    return Collections.unmodifiableList(values);
  }

  /// Values under names, in the order of the data; the map cannot be changed.
  public <T> Map<String, T> map(Reading<T> reading) {
    MapType declared = (MapType) type;
    long offset = start();
    JsonReader.Place place = in.here();
    // Java's hash tables turn a crowded bucket of texts into a tree: names chosen to collide do not slow it down.
    Map<String, T> values = new LinkedHashMap<>();
    in.beginObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      in.peek();
      long member = in.offset();
      in.place(place, key);
      context.allocate(MAP_ENTRY_BYTES + TEXT_BYTES + key.length(), in);
      boolean again = values.containsKey(key);
      if (again && !context.options().lastDuplicate()) {
        throw in.error(Rule.JSON, member, "each name once", "\"%s\" again".formatted(key));
      }
      moveTo(declared.value(), false);
      values.put(key, reading.read(this));
    }
    in.place(place);
    hold(ConstraintCheck.size(values.size(), "entries", declared.constraints()), offset);
    return Collections.unmodifiableMap(values);
  }

  /// The fields of a record.
  public FieldReader fields() {
    start();
    RecordSchema record = ((RecordType) type).record();
    context.allocate(RECORD_BYTES + LIST_ENTRY_BYTES * record.fields().size(), in);
    return new FieldReader(record, in, context.forRecord(), null);
  }

  /// The fields of one of several records; [FieldReader#variant()] says which.
  public FieldReader variant() {
    start();
    context.allocate(RECORD_BYTES, in);
    return VariantReader.fields((UnionType) type, in, context);
  }

  /// A sequence: values in a list are read now, those in files when they are asked for.
  public <T> LazySequence<T> sequence(Reading<T> reading) {
    SequenceType declared = (SequenceType) type;
    start();
    return SequenceReader.read(in, declared.element(), reading, context);
  }

  private void hold(ConstraintCheck.@Nullable Violation violation, long offset) {
    if (violation != null) {
      Rule rule = violation.limit() ? Rule.LIMIT : Rule.CONSTRAINT;
      throw in.error(rule, offset, violation.expected(), violation.foundWhere());
    }
  }

  /// Goes to where the value starts.
  private long start() {
    var _ = in.peek();
    return in.offset();
  }
}
