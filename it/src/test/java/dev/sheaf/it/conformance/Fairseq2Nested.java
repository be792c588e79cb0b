package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.it.conformance.Fairseq2Functions.UserException;
import dev.sheaf.pipeline.Pipeline;
import java.util.List;
import java.util.function.Function;

/// The functions of cases that give a pipeline for each element.
final class Fairseq2Nested {
  private Fairseq2Nested() {}

  static Function<Object, Pipeline<Object>> of(JsonNode json) {
    return switch (json.get("fn").textValue()) {
      case "range" -> pair -> range((Long) ((List<?>) pair).get(0), (Long) ((List<?>) pair).get(1));
      case "up_to" -> stop -> range(0, (Long) stop);
      case "twice" -> value -> Pipeline.of(List.of(value, value));
      case "items" -> list -> Pipeline.of((List<?>) list);
      case "constant" -> Pipeline::constant;
      case "endless" -> value -> once(value).repeat();
      case "endless_unless" -> value -> endlessUnless(json, value);
      case "endless_then_take" -> value -> once(value).repeat().take(json.get("count").longValue());
      case "counted" -> start -> Pipeline.count((Long) start, 1).take(json.get("count").longValue()).map(item -> item);
      case "zip_next" -> value -> Pipeline.zip(List.of(once(value), once((Long) value + 1))).map(row -> row);
      case "shuffled" -> stop -> range(0, (Long) stop).shuffle(json.get("seed").longValue());
      case "fail_on" -> value -> failOn(json, value);
      default -> throw ConformanceCases.unknown("nested pipeline", json.get("fn"));
    };
  }

  private static Pipeline<Object> range(long start, long stop) {
    return Pipeline.range(start, Math.max(start, stop), 1).map(number -> number);
  }

  private static Pipeline<Object> once(Object value) {
    return Pipeline.of(List.of(value));
  }

  private static Pipeline<Object> endlessUnless(JsonNode json, Object value) {
    Pipeline<Object> once = once(value);
    return value.equals(Fairseq2Values.of(json.get("value"))) ? once.repeat() : once;
  }

  private static Pipeline<Object> failOn(JsonNode json, Object value) {
    if (Fairseq2Values.list(json.get("values")).contains(value)) {
      throw new UserException(value);
    }
    return once(value);
  }
}
