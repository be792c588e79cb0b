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
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Takes a value that a format has given, as one of its declared type.
///
/// A text where another type is declared is read as a field of JSON: tables of texts hold numbers so.
final class FoundValueReader extends ValueReader {
  private final DecodeContext context;
  private FieldType type = new TextType(List.of());
  private @Nullable Object value;
  private String place = "";

  FoundValueReader(DecodeContext context) {
    this.context = context;
  }

  private FoundValueReader(DecodeContext context, FieldType type, @Nullable Object value, String place) {
    this.context = context;
    moveTo(type, value, place);
  }

  /// Goes to another value: one reader serves all fields of a record, one after the other.
  ///
  /// @param next null where it is missing
  void moveTo(FieldType nextType, @Nullable Object next, String nextPlace) {
    type = nextType;
    value = next;
    place = nextPlace;
  }

  @Override
  public <A extends NdArray> A array(Class<A> array) {
    ArrayType declared = (ArrayType) type;
    if (value instanceof String text) {
      return json(text).array(array);
    }
    NdArray read = new FoundArray(declared, place, context).of(value);
    hold(ConstraintCheck.array(read, declared.constraints()));
    return array.cast(read);
  }

  @Override
  public boolean bool() {
    ScalarType declared = (ScalarType) type;
    Object one = single();
    boolean read =
        switch (one) {
          case Boolean bool -> bool;
          case Number number when context.options().acceptsSpellings() && number.doubleValue() == 0 -> false;
          case Number number when context.options().acceptsSpellings() && number.doubleValue() == 1 -> true;
          case String text -> json(quoted(text)).bool();
          case null, default -> throw mistyped("a boolean");
        };
    hold(ConstraintCheck.bool(read, declared.constraints()));
    return read;
  }

  @Override
  public long integer() {
    ScalarType declared = (ScalarType) type;
    Object one = single();
    if (one instanceof String text) {
      return json(quoted(text)).integer();
    }
    Number number = number(one, "a whole number");
    long read;
    try {
      read = FoundNumber.toLong(number, declared.scalar());
    } catch (ArithmeticException e) {
      Rule rule = FoundNumber.isWhole(number) ? Rule.RANGE : Rule.INTEGER;
      throw error(rule, String.valueOf(e.getMessage()), number.toString());
    }
    hold(ConstraintCheck.integer(read, declared.constraints()));
    return read;
  }

  @Override
  public double floating() {
    ScalarType declared = (ScalarType) type;
    Object one = single();
    if (one instanceof String text) {
      return json(quoted(text)).floating();
    }
    Number number = number(one, "a number");
    double read;
    try {
      read = FoundNumber.toDouble(number, declared.scalar());
    } catch (ArithmeticException e) {
      throw error(Rule.RANGE, String.valueOf(e.getMessage()), number.toString());
    }
    hold(ConstraintCheck.floating(read, declared.scalar(), declared.constraints()));
    return read;
  }

  /// The value; of an array without axes its element, as a number or a boolean.
  private @Nullable Object single() {
    return value instanceof NdArray array && array.shape().rank() == 0 ? FoundNumber.element(array) : value;
  }

  private Number number(@Nullable Object one, String expected) {
    return switch (one) {
      case Number number -> number;
      case Boolean bool when context.options().acceptsSpellings() -> bool ? 1 : 0;
      case null, default -> throw mistyped(expected);
    };
  }

  @Override
  public String text() {
    TextType declared = (TextType) type;
    String read = string("a text");
    if (read.length() > context.maxTextBytes()) {
      throw error(
          Rule.LIMIT,
          "a text of at most %d bytes".formatted(context.maxTextBytes()),
          "%d characters".formatted(read.length()));
    }
    hold(ConstraintCheck.text(read, declared.constraints()));
    return read;
  }

  private String string(String expected) {
    return switch (value) {
      case String text -> text;
      case byte[] bytes -> {
        try {
          yield StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
          throw error(Rule.VALUE, expected + " in UTF-8", "%d bytes that are none".formatted(bytes.length));
        }
      }
      case null, default -> throw mistyped(expected);
    };
  }

  @Override
  public byte[] bytes() {
    BytesType declared = (BytesType) type;
    byte[] read =
        switch (value) {
          case byte[] bytes -> bytes;
          case NdArray array when array.dtype().byteSize() == 1 && array.shape().rank() == 1 ->
              array.segment().toArray(ValueLayout.JAVA_BYTE);
          case String text -> json(quoted(text)).bytes();
          case null, default -> throw mistyped("bytes");
        };
    hold(ConstraintCheck.size(read.length, "bytes", declared.constraints()));
    return read;
  }

  @Override
  public int constant() {
    EnumType declared = (EnumType) type;
    String text = string("a text");
    int position = declared.values().indexOf(text);
    if (position < 0) {
      throw error(Rule.VALUE, "one of " + String.join(", ", declared.values()), "\"%s\"".formatted(text));
    }
    return position;
  }

  @Override
  public <T> T time(Class<T> time) {
    TimeType declared = (TimeType) type;
    if (value != null && TimeText.isOf(declared.time(), value)) {
      return time.cast(value);
    }
    if (value instanceof String text) {
      return json(quoted(text)).time(time);
    }
    throw mistyped(declared.time().javaName());
  }

  @Override
  public <T> Optional<T> optional(Reading<T> reading) {
    if (value == null) {
      return Optional.empty();
    }
    moveTo(((OptionalType) type).of(), value, place);
    return Optional.of(reading.read(this));
  }

  @Override
  public <T> List<T> list(Reading<T> reading) {
    ListType declared = (ListType) type;
    if (value instanceof String text) {
      return json(text).list(reading);
    }
    List<? extends @Nullable Object> found = elements();
    String outer = place;
    List<T> values = new ArrayList<>(found.size());
    for (Object each : found) {
      moveTo(declared.element(), each, "%s[%d]".formatted(outer, values.size()));
      values.add(reading.read(this));
    }
    moveTo(declared, found, outer);
    hold(ConstraintCheck.size(values.size(), "elements", declared.constraints()));
    return Collections.unmodifiableList(values);
  }

  /// A list, or an array along its first axis.
  private List<? extends @Nullable Object> elements() {
    if (value instanceof List<?> list) {
      return list;
    }
    if (value instanceof NdArray array && array.shape().rank() > 0 && array.shape().dim(0) <= Integer.MAX_VALUE) {
      return new FirstAxis((int) array.shape().dim(0), array);
    }
    throw mistyped("a list");
  }

  private static final class FirstAxis extends AbstractList<NdArray> {
    private final int size;
    private final NdArray array;

    FirstAxis(int size, NdArray array) {
      this.size = size;
      this.array = array;
    }

    @Override
    public NdArray get(int index) {
      return array.at(index);
    }

    @Override
    public int size() {
      return size;
    }
  }

  @Override
  public <T> Map<String, T> map(Reading<T> reading) {
    MapType declared = (MapType) type;
    if (value instanceof String text) {
      return json(text).map(reading);
    }
    Map<String, ?> found = names("a map");
    String outer = place;
    Map<String, T> values = new LinkedHashMap<>();
    found.forEach(
        (key, each) -> {
          moveTo(declared.value(), each, outer.isEmpty() ? key : outer + "." + key);
          values.put(key, reading.read(this));
        });
    moveTo(declared, found, outer);
    hold(ConstraintCheck.size(values.size(), "entries", declared.constraints()));
    return Collections.unmodifiableMap(values);
  }

  @SuppressWarnings("unchecked") // Formats give records and maps under names.
  private Map<String, ?> names(String expected) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, ?>) map;
    }
    throw mistyped(expected);
  }

  @Override
  public FieldReader fields() {
    if (value instanceof String text) {
      return json(text).fields();
    }
    RecordSchema record = ((RecordType) type).record();
    return new FoundFieldReader(record, names("a record"), place, context.forRecord(), null);
  }

  @Override
  public FieldReader variant() {
    UnionType declared = (UnionType) type;
    if (value instanceof String text) {
      return json(text).variant();
    }
    Map<String, ?> found = names("a record with the field " + declared.discriminator());
    Object tag = found.get(declared.discriminator());
    for (int i = 0; i < declared.variants().size(); i++) {
      if (declared.variants().get(i).tag().equals(tag)) {
        RecordSchema record = declared.variants().get(i).record();
        return new FoundFieldReader(
            record, found, place, context.forRecord(), new FieldReader.Discriminator(declared, i));
      }
    }
    String tags = declared.variants().stream().map(UnionType.Variant::tag).collect(Collectors.joining(", "));
    throw error(
        tag == null ? Rule.MISSING : Rule.VALUE,
        "the field \"%s\" (one of %s)".formatted(declared.discriminator(), tags),
        tag == null ? "a record without it" : "\"%s\"".formatted(tag));
  }

  @Override
  public <T> LazySequence<T> sequence(Reading<T> reading) {
    FieldType element = ((SequenceType) type).element();
    if (value instanceof String text) {
      return json(text).sequence(reading);
    }
    List<? extends @Nullable Object> found = elements();
    String outer = place;
    return LazySequence.of(
        found.size(),
        index -> {
          String at = "%s[%d]".formatted(outer, index);
          return reading.read(new FoundValueReader(context.forRecord(), element, found.get((int) index), at));
        },
        index -> "%s[%d]".formatted(outer, index));
  }

  /// The same place in a JSON document that is this text.
  private JsonValueReader json(String document) {
    JsonReader in = JsonFieldReader.text(context.source(), document, context);
    in.place(place);
    return new JsonValueReader(in, context, type);
  }

  /// A text as JSON.
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private void hold(ConstraintCheck.@Nullable Violation violation) {
    if (violation != null) {
      throw error(violation.limit() ? Rule.LIMIT : Rule.CONSTRAINT, violation.expected(), violation.foundWhere());
    }
  }

  private DecodeException mistyped(String expected) {
    return error(Rule.TYPE, expected, FoundArray.inWords(value));
  }

  private DecodeException error(Rule rule, String expected, String found) {
    return new DecodeException(rule, context.source(), place, -1, expected, found, null);
  }
}
