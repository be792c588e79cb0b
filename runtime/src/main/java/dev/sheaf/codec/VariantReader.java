package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.FieldType.UnionType.Variant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds out which of several records an object is, wherever in it the discriminator stands.
final class VariantReader {
  private VariantReader() {}

  /// The fields of the record, from the start of the object on.
  static FieldReader fields(UnionType type, JsonReader in, DecodeContext context) {
    if (in.peek() != '{') {
      throw in.unexpected("an object with the field " + type.discriminator());
    }
    long start = in.offset();
    int depth = in.depth();
    int variant = variant(type, in, context.options().lastDuplicate());
    if (variant < 0) {
      throw in.error(
          Rule.MISSING,
          start,
          "the field \"%s\" (one of %s)".formatted(type.discriminator(), tags(type.variants())),
          "an object without it");
    }
    in.seek(start);
    in.depth(depth);
    return new JsonFieldReader(
        type.variants().get(variant).record(),
        in,
        context.forRecord(),
        new FieldReader.Discriminator(type, variant));
  }

  /// Looks through the object: up to the discriminator, or, where the last one of several counts, to the end.
  private static int variant(UnionType type, JsonReader in, boolean last) {
    JsonReader.Place union = in.here();
    int variant = -1;
    in.beginObject();
    for (@Nullable String key = in.nextKey(type.discriminator()); key != null; key = in.nextKey(type.discriminator())) {
      if (!key.equals(type.discriminator())) {
        in.skipValue();
        continue;
      }
      in.place(union, key);
      variant = position(type, in);
      in.place(union);
      if (!last) {
        return variant;
      }
    }
    return variant;
  }

  private static int position(UnionType type, JsonReader in) {
    boolean text = in.peek() == '"';
    long offset = in.offset();
    if (!text && !in.startsValue()) {
      throw in.unexpected("a text");
    }
    String found = text ? in.string() : in.found();
    for (int i = 0; text && i < type.variants().size(); i++) {
      if (type.variants().get(i).tag().equals(found)) {
        return i;
      }
    }
    throw in.error(
        Rule.VALUE, offset, "one of " + tags(type.variants()), text ? "\"%s\"".formatted(found) : found);
  }

  private static String tags(List<Variant> variants) {
    return variants.stream().map(Variant::tag).collect(Collectors.joining(", "));
  }
}
