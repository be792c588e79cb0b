package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.array.NdArray;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.stage.PackedTokens;
import dev.sheaf.stage.TokenPacking;
import dev.sheaf.stage.UnfitItemException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The operator `pack` of cases that were drawn from fairseq2.
final class Fairseq2Packing {
  private Fairseq2Packing() {}

  static Pipeline<Object> of(Pipeline<Object> pipeline, JsonNode json) {
    int elements = json.get("elements").intValue();
    int maxLength = json.get("max_length").intValue();
    TokenPacking packing =
        json.path("truncate").asBoolean(true)
            ? TokenPacking.cut(elements, maxLength)
            : TokenPacking.whole(elements, maxLength);
    if (json.has("pad_value")) {
      packing = packing.padded(json.get("pad_value").numberValue());
    }
    if (json.path("drop_remainder").asBoolean(true)) {
      packing = packing.dropRemainder();
    }
    return pipeline.pack(packing, Fairseq2Packing::array).map(Fairseq2Packing::row);
  }

  private static NdArray array(Object item) {
    if (item instanceof NdArray array) {
      return array;
    }
    throw new UnfitItemException("packTokens", "an array", item.toString());
  }

  private static Map<String, Object> row(PackedTokens packed) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("seqs", packed.elements());
    row.put("seq_lens", packed.lengths().stream().map(Integer::longValue).toList());
    return row;
  }
}
