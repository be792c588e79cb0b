package dev.sheaf.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.FieldSchema;
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
import dev.sheaf.schema.Scalar;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads records slowly and simply: Jackson makes a tree, and the rules stand here one after the other.
///
/// What it gives is made to be compared: a record is a list of its values, bytes are hexadecimal text.
final class ReferenceReader {
  /// The data is refused.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  /// A number as it is spelled.
  record Numeral(String text) {}

  /// A record of a sealed interface.
  record Variant(String tag, List<Object> values) {}

  /// JSON's null.
  private static final Object NULL = new Object();

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final Set<String> WORDS = Set.of("NaN", "Infinity", "-Infinity");
  private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "on", "1");
  private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "off", "0");

  private ReferenceReader() {}

  static List<Object> read(byte[] json, RecordSchema schema) throws Refused {
    return record(tree(json), schema, "");
  }

  // Text to tree.

  private static Object tree(byte[] json) throws Refused {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw new Refused("not UTF-8");
    }
    if (text.startsWith("\uFEFF")) {
      throw new Refused("a byte-order mark");
    }
    try (JsonParser in = JSON.createParser(text)) {
      in.nextToken();
      Object tree = node(in);
      if (in.nextToken() != null) {
        throw new Refused("more behind the document");
      }
      return tree;
    } catch (IOException e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
  }

  private static Object node(JsonParser in) throws IOException, Refused {
    JsonToken token = in.currentToken();
    if (token == null) {
      throw new Refused("nothing");
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String name = paired(in.currentName());
          in.nextToken();
          if (members.put(name, node(in)) != null) {
            throw new Refused("twice: " + name);
          }
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          items.add(node(in));
        }
        yield items;
      }
      case VALUE_STRING -> paired(in.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        String number = in.getText();
        if (!number.matches("[-0-9.eE+]+") && !WORDS.contains(number)) {
          throw new Refused("a word that is no number: " + number);
        }
        yield new Numeral(number);
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> NULL;
      default -> throw new Refused(token.toString());
    };
  }

  private static String paired(String text) throws Refused {
    if (!StandardCharsets.UTF_16.newEncoder().canEncode(text)) {
      throw new Refused("half a surrogate pair");
    }
    return text;
  }

  // Tree to values.

  private static List<Object> record(Object node, RecordSchema schema, String discriminator) throws Refused {
    Map<String, Object> members = new LinkedHashMap<>(object(node));
    members.remove(discriminator);
    List<Object> values = new ArrayList<>();
    for (FieldSchema field : schema.fields()) {
      Object member = members.remove(field.name());
      if (member != null) {
        values.add(value(member, field.type()));
      } else if (field.defaultJson().isPresent()) {
        values.add(value(tree(field.defaultJson().get().getBytes(StandardCharsets.UTF_8)), field.type()));
      } else if (field.type() instanceof OptionalType) {
        values.add(Optional.empty());
      } else {
        throw new Refused("missing: " + field.name());
      }
    }
    if (!members.isEmpty()) {
      throw new Refused("unknown: " + members.keySet());
    }
    return values;
  }

  private static Object value(Object node, FieldType type) throws Refused {
    return switch (type) {
      case ScalarType(Scalar scalar, List<Constraint> constraints) -> {
        Object value = scalar(node, scalar);
        for (Constraint constraint : constraints) {
          if (constraint instanceof Constraint.Range range
              && new BigDecimal(value.toString()).compareTo(range.max().orElseThrow()) > 0) {
            throw new Refused("too large");
          }
        }
        yield value;
      }
      case TextType _ -> text(node);
      case BytesType _ -> bytes(text(node));
      case EnumType(_, List<String> values) -> oneOf(values, text(node));
      case TimeType(var time) -> {
        try {
          yield TimeText.parse(time, text(node));
        } catch (DateTimeException e) {
          throw new Refused("no time");
        }
      }
      case OptionalType(FieldType of) -> isNull(node) ? Optional.empty() : Optional.of(value(node, of));
      case ListType(FieldType element, _) -> list(node, element);
      case SequenceType(FieldType element) -> list(node, element);
      case MapType(FieldType of, _) -> {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, Object> member : object(node).entrySet()) {
          values.put(member.getKey(), value(member.getValue(), of));
        }
        yield List.of(List.copyOf(values.keySet()), List.copyOf(values.values()));
      }
      case RecordType(RecordSchema record) -> record(node, record, "");
      case UnionType union -> {
        Object tag = object(node).get(union.discriminator());
        for (UnionType.Variant variant : union.variants()) {
          if (variant.tag().equals(tag)) {
            yield new Variant(variant.tag(), record(node, variant.record(), union.discriminator()));
          }
        }
        throw new Refused("no such variant: " + tag);
      }
      case ArrayType array -> ReferenceArrays.read(node, array);
    };
  }

  private static List<Object> list(Object node, FieldType element) throws Refused {
    if (!(node instanceof List<?> items)) {
      throw new Refused("no list");
    }
    List<Object> values = new ArrayList<>();
    for (Object item : items) {
      values.add(value(item, element));
    }
    return values;
  }

  @SuppressWarnings("unchecked") // Objects are made above, as such maps.
  static Map<String, Object> object(Object node) throws Refused {
    if (node instanceof Map<?, ?> members) {
      return (Map<String, Object>) members;
    }
    throw new Refused("no object");
  }

  static Object member(Map<String, Object> object, String name) throws Refused {
    Object member = object.get(name);
    if (member == null) {
      throw new Refused("missing: " + name);
    }
    return member;
  }

  static String text(Object node) throws Refused {
    if (node instanceof String text) {
      return text;
    }
    throw new Refused("no text");
  }

  static boolean isNull(Object node) {
    return node.equals(NULL);
  }

  private static String oneOf(List<String> values, String text) throws Refused {
    if (!values.contains(text)) {
      throw new Refused("not one of " + values);
    }
    return text;
  }

  static String bytes(String base64) throws Refused {
    try {
      if (base64.length() % 4 != 0) {
        throw new Refused("base64 without its padding");
      }
      return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new Refused("no base64");
    }
  }

  private static Object scalar(Object node, Scalar scalar) throws Refused {
    return switch (scalar) {
      case BOOLEAN -> bool(node);
      case BYTE -> (byte) integer(node, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SHORT -> (short) integer(node, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> (int) integer(node, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> integer(node, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT -> {
        double value = floating(node);
        if (Float.isInfinite((float) value) && Double.isFinite(value)) {
          throw new Refused("too large for float");
        }
        yield (float) value;
      }
      case DOUBLE -> floating(node);
    };
  }

  private static boolean bool(Object node) throws Refused {
    if (node instanceof Boolean value) {
      return value;
    }
    String word = node instanceof String text ? text.toLowerCase(Locale.ROOT) : "";
    double number = node instanceof Numeral(String text) && !WORDS.contains(text) ? Double.parseDouble(text) : 2;
    if (number == 1 || TRUE.contains(word)) {
      return true;
    }
    if (number == 0 || FALSE.contains(word)) {
      return false;
    }
    throw new Refused("no boolean");
  }

  private static long integer(Object node, long min, long max) throws Refused {
    if (node instanceof Boolean value) {
      return value ? 1 : 0;
    }
    String text =
        switch (node) {
          case Numeral(String number) when !WORDS.contains(number) -> number;
          case String spelled when spelled.strip().matches("[+-]?[0-9]+(_[0-9]+)*([.]0+)?") ->
              spelled.strip().replace("_", "");
          default -> throw new Refused("no whole number");
        };
    if (!text.matches(".*[1-9].*") || text.matches("[-+0.]+[eE].*")) {
      // Zero, whatever its exponent is.
      return 0;
    }
    if (text.matches(".*[eE][-+]?0*[1-9][0-9]{4,}")) {
      throw new Refused("no whole number, or one beyond all types");
    }
    BigDecimal value = new BigDecimal(text).stripTrailingZeros();
    boolean whole = value.scale() <= 0;
    boolean inside = value.compareTo(BigDecimal.valueOf(min)) >= 0 && value.compareTo(BigDecimal.valueOf(max)) <= 0;
    if (!whole || !inside) {
      throw new Refused("no whole number of the type");
    }
    return value.longValueExact();
  }

  /// A number, spelled in any way that says one.
  static double floating(Object node) throws Refused {
    return switch (node) {
      case Boolean value -> value ? 1 : 0;
      case Numeral(String text) -> finite(text);
      case String text -> {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.matches("[+-]?(inf|infinity|nan)")) {
          double word = plain.endsWith("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
          yield plain.startsWith("-") ? -word : word;
        }
        String digits = "[0-9]+(_[0-9]+)*";
        if (!plain.matches("[+-]?(D([.](D)?)?|[.]D)(e[+-]?D)?".replace("D", digits))) {
          throw new Refused("no number");
        }
        yield finite(plain.replace("_", ""));
      }
      default -> throw new Refused("no number");
    };
  }

  private static double finite(String text) throws Refused {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value) && !WORDS.contains(text)) {
      throw new Refused("too large");
    }
    return value;
  }
}
