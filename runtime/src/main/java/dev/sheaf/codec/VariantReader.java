package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.FieldType.UnionType.Variant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds out which of several records an object is, wherever in it the discriminator stands.
final class VariantReader {
  private VariantReader() {}

  /// The fields of the record, from the start of the object on.
  static FieldReader fields(UnionType type, JsonReader in, DecodeContext context) {
    long start = in.offset();
    if (in.peek() != '{') {
      throw in.unexpected("an object with the field " + type.discriminator());
    }
    int depth = in.depth();
    String tag = tag(type, in, start);
    in.seek(start);
    in.depth(depth);
    for (int i = 0; i < type.variants().size(); i++) {
      Variant variant = type.variants().get(i);
      if (variant.tag().equals(tag)) {
        return new FieldReader(
            variant.record(), in, context.forRecord(), Optional.of(new FieldReader.Discriminator(type, i)));
      }
    }
    throw in.error(Rule.VALUE, start, "%s: one of %s".formatted(type.discriminator(), tags(type.variants())), tag);
  }

  private static String tag(UnionType type, JsonReader in, long start) {
    in.beginObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      if (key.equals(type.discriminator())) {
        return in.string();
      }
      in.skipValue();
    }
    throw in.error(
        Rule.MISSING,
        start,
        "the field \"%s\" (one of %s)".formatted(type.discriminator(), tags(type.variants())),
        "an object without it");
  }

  private static String tags(List<Variant> variants) {
    return variants.stream().map(Variant::tag).collect(Collectors.joining(", "));
  }
}
