package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.codec.DecodeOptions;
import java.nio.file.Path;
import java.util.Map;

/// Loads payloads of the records that cases declare.
interface PayloadReader {
  /// The fields of the record in a payload, by name: arrays and lazy sequences of arrays.
  Map<String, Object> load(JsonNode schema, Path payload, DecodeOptions options);
}
