package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.Shape;
import dev.sheaf.stage.BinPacking;
import dev.sheaf.stage.PackedFeature;
import dev.sheaf.stage.SplitPacking;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The packing operators of the cases.
final class GrainPacking {
  private GrainPacking() {}

  static Pipeline<Object> bins(Pipeline<Object> before, JsonNode operator, BinPacking.Fit fit) {
    BinPacking packing = BinPacking.of(fit, operator.get("bins").intValue(), features(operator));
    if (operator.path("shuffle").booleanValue()) {
      packing = packing.shuffled(operator.path("seed").longValue());
      // Grain orders rows only where it shuffles them.
      if (operator.hasNonNull("group_by")) {
        packing = packing.groupedBy(operator.get("group_by").textValue());
      }
    }
    if (operator.hasNonNull("max_sequences")) {
      packing = packing.atMost(operator.get("max_sequences").intValue());
    }
    return before.pack(packing, GrainPacking::arrays).map(row -> row);
  }

  static Pipeline<Object> split(Pipeline<Object> before, JsonNode operator) {
    SplitPacking packing = SplitPacking.of(features(operator));
    return before
        .pack(operator.path("split_full").asBoolean(true) ? packing : packing.keepFull(), GrainPacking::arrays)
        .map(row -> row);
  }

  private static PackedFeature[] features(JsonNode operator) {
    Set<String> meta = texts(operator.path("meta"));
    JsonNode begin = operator.path("bos");
    Set<String> begun = texts(begin.path("features"));
    if (!begun.isEmpty() && !begin.hasNonNull("token")) {
      throw new IllegalArgumentException("the compiler asks for the token that sequences begin with");
    }
    Stream<PackedFeature> packed =
        operator.get("rows").properties().stream()
            .map(row -> feature(row.getKey(), row.getValue().intValue(), operator, meta, begun));
    Stream<PackedFeature> collected =
        meta.stream().filter(name -> !operator.get("rows").has(name)).map(PackedFeature::collected);
    return Stream.concat(packed, collected).toArray(PackedFeature[]::new);
  }

  private static PackedFeature feature(
      String name, int length, JsonNode operator, Set<String> meta, Set<String> begun) {
    PackedFeature feature = PackedFeature.of(name, length);
    feature = meta.contains(name) ? feature.meta() : feature;
    feature =
        begun.contains(name) ? feature.beginningWith(operator.get("bos").get("token").longValue()) : feature;
    JsonNode alignment = operator.path("alignment").path(name);
    feature = alignment.isMissingNode() ? feature : feature.aligned(alignment.intValue());
    JsonNode padding = operator.path("padding").path(name);
    return padding.isMissingNode() ? feature : feature.padded(padding.numberValue());
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new HashSet<>();
    list.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  private static Map<String, NdArray> arrays(Object element) {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    ((Map<?, ?>) element)
        .forEach(
            (name, value) ->
                arrays.put(
                    (String) name,
                    value instanceof Long number ? Int64Array.of(Shape.of(), number) : (NdArray) value));
    return arrays;
  }
}
