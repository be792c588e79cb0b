package dev.sheaf.codec;

import dev.sheaf.SheafException;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Walks through one record's JSON, in the order of the data; what the data does not have comes last.
final class JsonFieldReader extends FieldReader {
  /// How many names are looked at one after the other before a table of them is worth its making.
  private static final int FEW_NAMES = 8;

  private final List<FieldSchema> declared;
  private final JsonReader in;
  private final DecodeContext context;
  private final JsonReader.Place outer;
  private final boolean[] seen;

  /// Reads all values that the data has, one after the other.
  private @Nullable JsonValueReader reader;

  /// Where each name stands; made only for a record of many fields whose data has another order.
  private @Nullable Map<String, Integer> positions;

  private long start;
  private boolean begun;
  private boolean ended;
  private boolean tagged;

  /// All fields before this one have been there.
  private int firstUnseen;

  private int current = NONE;
  private @Nullable JsonValueReader value;

  JsonFieldReader(
      RecordSchema schema, JsonReader in, DecodeContext context, @Nullable Discriminator discriminator) {
    super(schema, discriminator);
    this.declared = schema.fields();
    this.in = in;
    this.context = context;
    this.outer = in.here();
    this.seen = new boolean[declared.size()];
  }

  @Override
  public int next() {
    if (schema.bare()) {
      current = begun ? NONE : 0;
      value = reader(declared.getFirst().type(), false);
    } else if (ended) {
      current = nextAbsent();
    } else {
      current = nextNamed();
    }
    begun = true;
    if (current == NONE) {
      in.place(outer);
    } else if (!schema.bare() || outer.isRoot()) {
      in.place(outer, declared.get(current).name());
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
      // Writers keep the order of the fields: the one behind the last is nearly always next.
      int likely = current + 1 < seen.length ? current + 1 : 0;
      String name = in.nextKey(seen.length == 0 ? "" : declared.get(likely).name());
      if (name == null) {
        ended = true;
        return nextAbsent();
      }
      in.peek();
      long offset = in.offset();
      int position = position(name, likely);
      if (position != NONE) {
        once(seen[position], name, offset);
        seen[position] = true;
        value = reader(declared.get(position).type(), false);
        return position;
      }
      in.skipValue();
      if (discriminator != null && discriminator.type().discriminator().equals(name)) {
        once(tagged, name, offset);
        tagged = true;
      } else if (!context.options().ignoresUnknown()) {
        throw in.error(
            Rule.EXTRA, offset, "the fields %s only".formatted(names()), "the field \"%s\"".formatted(name));
      }
    }
  }

  private void once(boolean before, String name, long offset) {
    if (before && !context.options().lastDuplicate()) {
      throw in.error(Rule.JSON, offset, "each field once", "\"%s\" again".formatted(name));
    }
  }

  private JsonValueReader reader(FieldType type, boolean missing) {
    if (reader == null) {
      reader = new JsonValueReader(in, context, type);
    }
    reader.moveTo(type, missing);
    return reader;
  }

  private int position(String name, int likely) {
    boolean few = seen.length <= FEW_NAMES;
    int from = few ? 0 : likely;
    int to = Math.min(from + FEW_NAMES, seen.length);
    for (int position = from; position < to; position++) {
      if (declared.get(position).name().equals(name)) {
        return position;
      }
    }
    if (few) {
      return NONE;
    }
    if (positions == null) {
      positions = HashMap.newHashMap(seen.length);
      for (int position = 0; position < seen.length; position++) {
        positions.put(declared.get(position).name(), position);
      }
    }
    return positions.getOrDefault(name, NONE);
  }

  /// The next field that the data does not have.
  private int nextAbsent() {
    while (firstUnseen < seen.length && seen[firstUnseen]) {
      firstUnseen++;
    }
    if (firstUnseen == seen.length) {
      return NONE;
    }
    value = absent(declared.get(firstUnseen));
    return firstUnseen++;
  }

  private JsonValueReader absent(FieldSchema field) {
    if (field.defaultJson().isPresent()) {
      JsonReader json = text("default of " + field.name(), field.defaultJson().get(), context);
      json.place(outer, field.name());
      return new JsonValueReader(json, context, field.type());
    }
    if (field.type() instanceof OptionalType optional) {
      return reader(optional, true);
    }
    throw in.error(
        Rule.MISSING, start, "the field \"%s\"".formatted(field.name()), "an object without it");
  }

  /// A reader of JSON that is a text in memory.
  static JsonReader text(String name, String json, DecodeContext context) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new JsonReader(InputFile.of(name, MemorySegment.ofArray(bytes)), context.options().limits(), bytes.length);
  }

  private String names() {
    return declared.isEmpty() ? "none" : declared.stream().map(FieldSchema::name).collect(Collectors.joining(", "));
  }

  @Override
  public RuntimeException refused(RuntimeException refusal) {
    if (refusal instanceof SheafException) {
      return refusal;
    }
    in.place(outer);
    return in.error(
        Rule.CONSTRAINT,
        start,
        "values that the constructor of %s takes".formatted(schema.name()),
        "values that it refuses with " + refusal,
        refusal);
  }

  @Override
  public ValueReader value() {
    if (value == null) {
      throw new IllegalStateException("expected a call of next() before the first value");
    }
    return value;
  }
}
