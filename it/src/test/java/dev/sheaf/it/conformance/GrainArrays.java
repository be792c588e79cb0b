package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/// Arrays as the cases write them.
final class GrainArrays {
  private GrainArrays() {}

  /// An array that a case gives.
  static NdArray of(JsonNode json) {
    return of(
        json,
        json.get("$array"),
        Shape.of(StreamSupport.stream(json.get("shape").spliterator(), false).mapToLong(JsonNode::longValue).toArray()));
  }

  /// An array of one element that a case gives.
  static NdArray scalar(JsonNode json) {
    return of(json, JsonNodeFactory.instance.arrayNode().add(json.get("$scalar")), Shape.of());
  }

  private static NdArray of(JsonNode json, JsonNode elements, Shape shape) {
    DType dtype = DType.fromWireName(json.get("dtype").textValue()).orElseThrow();
    NdArray wide =
        dtype.kind() == DType.Kind.FLOAT
            ? Float64Array.of(
                shape, StreamSupport.stream(elements.spliterator(), false).mapToDouble(JsonNode::doubleValue).toArray())
            : Int64Array.of(
                shape, StreamSupport.stream(elements.spliterator(), false).mapToLong(JsonNode::longValue).toArray());
    return wide.convertExactly(dtype);
  }

  /// An array as the cases write it: of int64 or int32, nested lists.
  static JsonNode shown(NdArray array) {
    if (array.dtype() == DType.INT64 || array.dtype() == DType.INT32) {
      return nested(array.convertExactly(Int64Array.class));
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode elements = node.putArray("$array");
    if (array.dtype().kind() == DType.Kind.FLOAT) {
      for (double element : array.convertExactly(Float64Array.class).toArray()) {
        elements.add(element);
      }
    } else {
      for (long element : array.convertExactly(Int64Array.class).toArray()) {
        elements.add(element);
      }
    }
    node.put("dtype", array.dtype().toString());
    ArrayNode shape = node.putArray("shape");
    for (long dim : array.shape().toArray()) {
      shape.add(dim);
    }
    return node;
  }

  private static JsonNode nested(Int64Array array) {
    if (array.shape().rank() == 0) {
      return JsonNodeFactory.instance.numberNode(array.getFlat(0));
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (long i = 0; i < array.shape().dim(0); i++) {
      list.add(nested(array.at(i)));
    }
    return list;
  }

  /// The elements of the source `sequences`: feature `f` of element `k` holds `10000 f + 100 (k + 1) + position`.
  static List<Object> sequences(JsonNode lengths) {
    List<Object> elements = new ArrayList<>();
    long feature = 0;
    for (Map.Entry<String, JsonNode> named : lengths.properties()) {
      for (int k = 0; k < named.getValue().size(); k++) {
        if (feature == 0) {
          elements.add(new LinkedHashMap<String, NdArray>());
        }
        JsonNode length = named.getValue().get(k);
        long first = 10_000L * feature + 100L * (k + 1);
        @SuppressWarnings("unchecked") // It was made above.
        Map<String, NdArray> element = (Map<String, NdArray>) elements.get(k);
        element.put(
            named.getKey(),
            length.isNull()
                ? Int64Array.of(Shape.of(), first)
                : Int64Array.of(
                    Shape.of(length.longValue()), LongStream.range(first, first + length.longValue()).toArray()));
      }
      feature++;
    }
    return elements;
  }
}
