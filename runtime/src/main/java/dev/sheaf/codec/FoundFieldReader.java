package dev.sheaf.codec;

import dev.sheaf.SheafException;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.RecordSchema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Walks through one record whose values are there already, in the order of the schema.
final class FoundFieldReader extends FieldReader {
  private final Map<String, ?> values;
  private final String place;
  private final DecodeContext context;
  private int current = NONE;
  private @Nullable FoundValueReader found;
  private @Nullable ValueReader value;

  /// @param place where in the outermost record this one is; empty if it is that
  FoundFieldReader(
      RecordSchema schema,
      Map<String, ?> values,
      String place,
      DecodeContext context,
      @Nullable Discriminator discriminator) {
    super(schema, discriminator);
    this.values = values;
    this.place = place;
    this.context = context;
  }

  @Override
  public int next() {
    List<FieldSchema> fields = schema.fields();
    if (++current == fields.size()) {
      return NONE;
    }
    FieldSchema field = fields.get(current);
    String name = field.name();
    String at = place.isEmpty() ? name : place + "." + name;
    Object given = values.get(name);
    if (given == null && field.defaultJson().isPresent()) {
      JsonReader json = JsonFieldReader.text("default of " + name, field.defaultJson().get(), context);
      json.place(at);
      value = new JsonValueReader(json, context, field.type());
      return current;
    }
    if (given == null && !(field.type() instanceof OptionalType)) {
      throw new DecodeException(
          Rule.MISSING, context.source(), at, -1, "a value of type " + field.type().inWords(), "none", null);
    }
    if (found == null) {
      found = new FoundValueReader(context);
    }
    found.moveTo(field.type(), given, at);
    value = found;
    return current;
  }

  @Override
  public ValueReader value() {
    if (value == null) {
      throw new IllegalStateException("expected a call of next() before the first value");
    }
    return value;
  }

  @Override
  public RuntimeException refused(RuntimeException refusal) {
    if (refusal instanceof SheafException) {
      return refusal;
    }
    return new DecodeException(
        Rule.CONSTRAINT,
        context.source(),
        place,
        -1,
        "values that the constructor of %s takes".formatted(schema.name()),
        "values that it refuses with " + refusal,
        refusal);
  }
}
