package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Walks through one record's JSON by its schema: which field comes next, and its value.
///
/// Refuses a field that is unknown, there twice or missing. Fields come in the order of the data; those that it does
/// not have, and that have a default or are optional, come last. For one record and one thread.
///
/// ```java
/// for (int field = fields.next(); field >= 0; field = fields.next()) {
///   switch (field) {
///     case 0 -> name = fields.value().text();
///     ...
/// ```
public final class FieldReader {
  private static final int DEFAULT_CHUNK_BYTES = 64 << 10;

  /// Which of several records this is.
  record Discriminator(UnionType type, int variant) {}

  private final RecordSchema schema;
  private final JsonReader in;
  private final DecodeContext context;
  private final Optional<Discriminator> discriminator;
  private final JsonReader.Place outer;
  private final ValueReader[] readers;
  private final boolean[] seen;
  private long start;
  private boolean begun;
  private boolean ended;
  private boolean tagged;
  private int current = -1;
  private @Nullable ValueReader value;

  FieldReader(RecordSchema schema, JsonReader in, DecodeContext context, Optional<Discriminator> discriminator) {
    this.schema = schema;
    this.in = in;
    this.context = context;
    this.discriminator = discriminator;
    this.outer = in.here();
    this.seen = new boolean[schema.fields().size()];
    this.readers = new ValueReader[seen.length];
  }

  /// The fields of the record that `in` is at.
  public static FieldReader of(RecordSchema schema, JsonReader in, DecodeContext context) {
    return new FieldReader(schema, in, context, Optional.empty());
  }

  /// Which of the records of a [sealed interface][ValueReader#variant()] this is: a position in the union's variants.
  ///
  /// @throws IllegalStateException if it is a record of its own
  public int variant() {
    return discriminator.orElseThrow(() -> new IllegalStateException("not one of several records")).variant();
  }

  /// Goes to the next field: its position in the schema, or -1 after the last, when all have been there.
  ///
  /// @throws DecodeException if the next field is unknown or there twice, or if one is missing at the end
  public int next() {
    if (schema.bare()) {
      current = begun ? -1 : 0;
    } else if (ended) {
      current = nextAbsent();
    } else {
      current = nextNamed();
    }
    begun = true;
    if (current < 0) {
      in.place(outer);
    } else if (!schema.bare() || outer.isRoot()) {
      in.place(outer, schema.fields().get(current).name());
    }
    return current;
  }

  private int nextNamed() {
    in.place(outer);
    if (!begun) {
      if (in.peek() != '{') {
        throw in.unexpected("an object with the fields " + names());
      }
      start = in.offset();
      in.beginObject();
    }
    while (true) {
      in.peek();
      String name = in.nextKey();
      if (name == null) {
        ended = true;
        return nextAbsent();
      }
      in.peek();
      long offset = in.offset();
      int position = position(name);
      if (position >= 0) {
        once(seen[position], name, offset);
        seen[position] = true;
        value = reader(position);
        return position;
      }
      if (discriminator.isPresent() && discriminator.get().type().discriminator().equals(name)) {
        once(tagged, name, offset);
        tagged = true;
        in.skipValue();
      } else {
        in.skipValue();
        if (!context.options().ignoresUnknown()) {
          throw in.error(
              Rule.EXTRA, offset, "the fields %s only".formatted(names()), "the field \"%s\"".formatted(name));
        }
      }
    }
  }

  private void once(boolean before, String name, long offset) {
    if (before && !context.options().lastDuplicate()) {
      throw in.error(Rule.JSON, offset, "each field once", "\"%s\" again".formatted(name));
    }
  }

  private int position(String name) {
    // Writers keep the order of the fields: the one behind the last is nearly always next.
    int guess = current + 1;
    if (guess < seen.length && schema.fields().get(guess).name().equals(name)) {
      return guess;
    }
    for (int position = 0; position < seen.length; position++) {
      if (schema.fields().get(position).name().equals(name)) {
        return position;
      }
    }
    return -1;
  }

  private ValueReader reader(int position) {
    ValueReader reader = readers[position];
    if (reader == null) {
      reader = new ValueReader(in, context, schema.fields().get(position).type());
      readers[position] = reader;
    }
    return reader;
  }

  /// The next field that the data does not have.
  private int nextAbsent() {
    for (int position = 0; position < seen.length; position++) {
      if (!seen[position]) {
        seen[position] = true;
        value = absent(schema.fields().get(position));
        return position;
      }
    }
    return -1;
  }

  private ValueReader absent(FieldSchema field) {
    if (field.defaultJson().isPresent()) {
      byte[] json = field.defaultJson().get().getBytes(StandardCharsets.UTF_8);
      InputFile source = InputFile.of("default of " + field.name(), MemorySegment.ofArray(json));
      JsonReader of = new JsonReader(source, context.options().limits(), DEFAULT_CHUNK_BYTES);
      of.place(outer, field.name());
      return new ValueReader(of, context, field.type());
    }
    if (field.type() instanceof OptionalType optional) {
      return ValueReader.absent(in, context, optional);
    }
    throw in.error(
        Rule.MISSING, start, "the field \"%s\"".formatted(field.name()), "an object without it");
  }

  private String names() {
    List<FieldSchema> fields = schema.fields();
    return fields.isEmpty() ? "none" : fields.stream().map(FieldSchema::name).collect(Collectors.joining(", "));
  }

  /// The value of the field that [#next()] went to, still unread.
  ///
  /// @throws IllegalStateException before the first field
  public ValueReader value() {
    if (schema.bare()) {
      return reader(0);
    }
    if (value == null) {
      throw new IllegalStateException("expected a call of next() before the first value");
    }
    return value;
  }
}
