package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.io.FileSlices;
import dev.sheaf.it.conformance.Fairseq2Values.JsonNull;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.text.ArrayParser;
import dev.sheaf.text.FieldSplitter;
import dev.sheaf.text.IntegerParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// The functions that cases give to `map`: those of their users, and the library's own for texts.
///
/// @param folder where the files of the case are
record Fairseq2Functions(Path folder) {
  /// What a user's function throws.
  static final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserException(Object value) {
      super("refuses " + value);
    }
  }

  /// A value of a kind that a function does not take, where Java's types would have said so at once.
  static final class ValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ValueException(String expected, Object found) {
      super("expected %s, found %s".formatted(expected, found));
    }
  }

  /// One function, or a list of them that is applied from left to right.
  ///
  /// @throws IllegalArgumentException if an argument is wrong
  Function<Object, Object> of(JsonNode json) {
    if (json.isObject()) {
      return one(json);
    }
    Function<Object, Object> all = Function.identity();
    for (JsonNode each : json) {
      all = all.andThen(one(each));
    }
    return all;
  }

  private Function<Object, Object> one(JsonNode json) {
    return switch (json.get("fn").textValue()) {
      case "identity" -> value -> value;
      case "add" -> arithmetic(json, Math::addExact, Double::sum);
      case "mul" -> arithmetic(json, Math::multiplyExact, (a, b) -> a * b);
      case "neg" -> value -> value instanceof Long number ? (Object) (-number) : -(Double) value;
      case "square" ->
          value -> value instanceof Long number ? (Object) (number * number) : (Double) value * (Double) value;
      case "to_string" -> Object::toString;
      case "parse_int" -> text(value -> Long.parseLong(value.strip()));
      case "upper" -> text(value -> value.toUpperCase(Locale.ROOT));
      case "lower" -> text(value -> value.toLowerCase(Locale.ROOT));
      case "suffix" -> text(value -> value + json.get("value").textValue());
      case "column" -> text(FieldSplitter.on(separator(json)).field(json.get("index").intValue()));
      case "length" -> Fairseq2Functions::length;
      case "sum" -> value -> ((List<?>) value).stream().mapToLong(element -> (Long) element).sum();
      case "append" -> value -> appended((List<?>) value, Fairseq2Values.of(json.get("value")));
      case "reverse" -> value -> reversed((List<?>) value);
      case "pair" -> value -> List.of(value, value);
      case "wrap" -> value -> Map.of(json.get("key").textValue(), value);
      case "get" -> value -> ((Map<?, ?>) value).get(json.get("key").textValue());
      case "at" -> value -> ((List<?>) value).get(json.get("index").intValue());
      case "record" -> value -> tokens((Long) value);
      case "constant" -> _ -> Fairseq2Values.of(json.get("value"));
      case "null" -> _ -> JsonNull.NULL;
      case "fail_on" -> failOn(Fairseq2Values.list(json.get("values")));
      case "str_splitter" -> text(splitter(json));
      case "str_to_int" -> text(IntegerParser.ofBase(json.path("base").asInt(10)));
      case "str_to_array" -> text(arrayParser(json));
      case "file_slice" -> text(fileSlices(json));
      default -> throw ConformanceCases.unknown("function", json.get("fn"));
    };
  }

  private interface OnIntegers {
    long apply(long left, long right);
  }

  private interface OnReals {
    double apply(double left, double right);
  }

  private static Function<Object, Object> arithmetic(JsonNode json, OnIntegers integers, OnReals reals) {
    Object right = Fairseq2Values.of(json.get("value"));
    return left ->
        left instanceof Long a && right instanceof Long b
            ? (Object) integers.apply(a, b)
            : reals.apply(((Number) left).doubleValue(), ((Number) right).doubleValue());
  }

  private static Function<Object, Object> failOn(List<Object> values) {
    return value -> {
      if (values.contains(value)) {
        throw new UserException(value);
      }
      return value;
    };
  }

  private static long length(Object value) {
    return switch (value) {
      case Map<?, ?> map -> map.size();
      case List<?> list -> list.size();
      case String text -> text.codePointCount(0, text.length());
      default -> throw new ValueException("something with a length", value);
    };
  }

  private static List<Object> appended(List<?> list, Object element) {
    List<Object> longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }

  private static List<Object> reversed(List<?> list) {
    List<Object> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }

  private static Map<String, Object> tokens(long number) {
    Map<String, Object> tokens = new LinkedHashMap<>();
    tokens.put("id", number);
    tokens.put("tokens", Collections.nCopies((int) Math.floorMod(number, 4L) + 1, number));
    return tokens;
  }

  private static Function<Object, Object> text(Function<String, ?> function) {
    return value -> {
      if (value instanceof String text) {
        return function.apply(text);
      }
      throw new ValueException("a text", value);
    };
  }

  private static char separator(JsonNode json) {
    return json.path("sep").asText("\t").charAt(0);
  }

  private static Function<String, ?> splitter(JsonNode json) {
    FieldSplitter splitter = FieldSplitter.on(separator(json));
    JsonNode indices = json.path("indices");
    boolean exclude = json.path("exclude").asBoolean();
    if (indices.isInt() && !exclude && !json.has("names")) {
      return splitter.field(indices.intValue());
    }
    int[] positions = indices.isInt() ? new int[] {indices.intValue()} : integers(indices);
    if (positions.length > 0) {
      splitter = exclude ? splitter.without(positions) : splitter.only(positions);
    }
    return json.has("names") ? splitter.named(texts(json.get("names"))) : splitter;
  }

  private static int[] integers(JsonNode json) {
    return IntStream.range(0, json.size()).map(i -> json.get(i).intValue()).toArray();
  }

  private static String[] texts(JsonNode json) {
    return IntStream.range(0, json.size()).mapToObj(i -> json.get(i).textValue()).toArray(String[]::new);
  }

  private static ArrayParser arrayParser(JsonNode json) {
    ArrayParser parser = ArrayParser.of(DType.fromWireName(json.path("dtype").asText("int32")).orElseThrow());
    // fairseq2 takes a shape without axes for none.
    if (json.path("shape").isEmpty()) {
      return parser;
    }
    return parser.shaped(
        ShapePattern.parse(
            StreamSupport.stream(json.get("shape").spliterator(), false)
                .map(extent -> extent.longValue() == -1 ? "?" : extent.asText())
                .collect(Collectors.joining(", "))));
  }

  private Function<String, ?> fileSlices(JsonNode json) {
    FileSlices slices = FileSlices.in(json.has("root") ? folder.resolve(json.get("root").textValue()) : folder);
    FileSlices kept = json.has("cache") ? slices.keeping(json.get("cache").intValue()) : slices;
    return reference -> {
      Map<String, Object> slice = new LinkedHashMap<>();
      slice.put("path", reference);
      slice.put("data", kept.ofText().apply(reference));
      return slice;
    };
  }
}
