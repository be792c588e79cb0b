package dev.sheaf.tools.infer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.sheaf.schema.DType;
import dev.sheaf.tools.infer.NumberKinds.Spelled;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks through JSON from front to back: of a list, however long, only what its elements are like is kept.
final class JsonValues {
  private static final int LONGEST_TEXT = 200;
  private static final Set<String> ARRAY_KEYS = Set.of("object_type", "shape", "dtype", "data");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          // The codec's own limits hold when the data is validated; here nothing is kept of what is long.
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).maxNumberLength(1 << 20).build())
          .build();

  private JsonValues() {}

  static JsonParser open(InputStream in) throws IOException {
    return FACTORY.createParser(in);
  }

  static JsonParser open(byte[] json) throws IOException {
    return FACTORY.createParser(json);
  }

  /// The value that a parser is at; it is at its last token then.
  static Value read(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> {
        ListInMaking list = new ListInMaking();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(in));
        }
        yield list.build(false);
      }
      case VALUE_STRING -> new Value.Text(beginning(in.getText()), false);
      case VALUE_TRUE, VALUE_FALSE -> new Value.Single(NumberKinds.of(Spelled.TRUTH));
      case VALUE_NUMBER_INT -> new Value.Single(NumberKinds.of(integer(in)));
      case VALUE_NUMBER_FLOAT -> new Value.Single(NumberKinds.of(Spelled.DECIMAL));
      case VALUE_NULL -> new Value.Missing();
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("expected a value, found " + in.currentToken());
    };
  }

  private static String beginning(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }

  private static Spelled integer(JsonParser in) throws IOException {
    return switch (in.getNumberType()) {
      case INT, LONG -> in.getLongValue() < 0 ? Spelled.NEGATIVE : Spelled.NATURAL;
      case BIG_INTEGER -> {
        var value = in.getBigIntegerValue();
        yield value.signum() > 0 && value.bitLength() <= Long.SIZE ? Spelled.LARGE : Spelled.DECIMAL;
      }
      case FLOAT, DOUBLE, BIG_DECIMAL -> Spelled.DECIMAL;
    };
  }

  /// An array in the form of payloads, or another object.
  private static Value object(JsonParser in) throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    Optional<long[]> shape = Optional.empty();
    Optional<DType> dtype = Optional.empty();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      if (name.equals("shape") && in.currentToken() == JsonToken.START_ARRAY) {
        List<Long> extents = new ArrayList<>();
        fields.put(name, shape(in, extents));
        shape = Optional.of(extents.stream().mapToLong(Long::longValue).toArray());
      } else if (name.equals("buffer") && in.currentToken() == JsonToken.VALUE_STRING) {
        // It may be as long as the file, and is left out before it is read.
        fields.put(name, new Value.Text("", false));
      } else {
        if (name.equals("dtype") && in.currentToken() == JsonToken.VALUE_STRING) {
          dtype = DType.fromWireName(in.getText());
        }
        fields.put(name, read(in));
      }
    }
    boolean encoded = ARRAY_KEYS.containsAll(fields.keySet()) && fields.get("data") instanceof Value.Fields;
    if (encoded && shape.isPresent() && dtype.isPresent()) {
      return new Value.Numbers(NumberKinds.of(dtype.get()), shape.get(), false);
    }
    return new Value.Fields(fields, Value.Fields.Certainty.OPEN);
  }

  private static Value shape(JsonParser in, List<Long> extents) throws IOException {
    ListInMaking list = new ListInMaking();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        extents.add(in.getLongValue());
      }
      list.add(read(in));
    }
    return list.build(false);
  }

  /// A list while its elements come.
  static final class ListInMaking {
    private final Seen elements = new Seen();
    private final NumberKinds numbers = new NumberKinds();
    private long count;
    private boolean regular = true;
    private long[] inner = {};

    void add(Value value) {
      elements.add(value, "");
      Optional<Value.Numbers> array =
          switch (value) {
            case Value.Single(NumberKinds kinds) -> Optional.of(new Value.Numbers(kinds, new long[0], false));
            case Value.Listed(_, Optional<Value.Numbers> asArray, _) -> asArray;
            case Value.Missing _,
                Value.Numbers _,
                Value.Text _,
                Value.Bytes _,
                Value.Moment _,
                Value.Fields _ ->
                Optional.empty();
          };
      regular = regular && array.isPresent() && (count == 0 || Arrays.equals(inner, array.get().dims()));
      if (regular) {
        inner = array.orElseThrow().dims();
        numbers.add(array.get().numbers());
        regular = !numbers.isMixed();
      }
      count++;
    }

    /// @param lazy whether the elements lay in files of their own
    Value.Listed build(boolean lazy) {
      if (!regular || lazy) {
        return new Value.Listed(elements, Optional.empty(), lazy);
      }
      long[] dims = new long[inner.length + 1];
      dims[0] = count;
      System.arraycopy(inner, 0, dims, 1, inner.length);
      return new Value.Listed(elements, Optional.of(new Value.Numbers(numbers, dims, false)), false);
    }
  }
}
