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

/// Reads one value from JSON. Limits are held before memory is taken.
final class JsonValueReader extends ValueReader {
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

  JsonValueReader(JsonReader in, DecodeContext context, FieldType type) {
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

  @Override
  public <A extends NdArray> A array(Class<A> array) {
    ArrayType declared = (ArrayType) type;
    long offset = start();
    A read = array.cast(ArrayEncoding.read(in, declared, context));
    // It was made within what was left.
    context.allocate(read.segment().byteSize(), in);
    hold(ConstraintCheck.array(read, declared.constraints()), offset);
    return read;
  }

  @Override
  public boolean bool() {
    ScalarType declared = (ScalarType) type;
    long offset = start();
    boolean value = ScalarText.bool(in, context.options());
    hold(ConstraintCheck.bool(value, declared.constraints()), offset);
    return value;
  }

  @Override
  public long integer() {
    ScalarType declared = (ScalarType) type;
    long offset = start();
    long value = ScalarText.integer(in, declared.scalar(), context.options());
    hold(ConstraintCheck.integer(value, declared.constraints()), offset);
    return value;
  }

  @Override
  public double floating() {
    ScalarType declared = (ScalarType) type;
    long offset = start();
    double value = ScalarText.floating(in, declared.scalar(), context.options());
    hold(ConstraintCheck.floating(value, declared.scalar(), declared.constraints()), offset);
    return value;
  }

  @Override
  public String text() {
    TextType declared = (TextType) type;
    long offset = start();
    String value = in.text(context.maxTextBytes());
    context.allocate(TEXT_BYTES + value.length(), in);
    hold(ConstraintCheck.text(value, declared.constraints()), offset);
    return value;
  }

  @Override
  public byte[] bytes() {
    BytesType declared = (BytesType) type;
    long offset = start();
    byte[] value = Base64Text.bytes(in, context.limits());
    context.allocate(value.length, in);
    hold(ConstraintCheck.size(value.length, "bytes", declared.constraints()), offset);
    return value;
  }

  @Override
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

  @Override
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

  @Override
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

  @Override
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

  @Override
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

  @Override
  public FieldReader fields() {
    start();
    RecordSchema record = ((RecordType) type).record();
    context.allocate(RECORD_BYTES + LIST_ENTRY_BYTES * record.fields().size(), in);
    return new JsonFieldReader(record, in, context.forRecord(), null);
  }

  @Override
  public FieldReader variant() {
    start();
    context.allocate(RECORD_BYTES, in);
    return VariantReader.fields((UnionType) type, in, context);
  }

  @Override
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
