package dev.sheaf.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/// One measured figure, as each side prints it on a line of its own.
///
/// @param who the side, with its version
/// @param work what was done
/// @param bytes how many bytes it was done to
/// @param seconds the least time of one run, answer checked
record Figure(String who, String work, long bytes, double seconds) {
  private static final JsonMapper JSON = new JsonMapper();

  /// Reads a line; empty if it is no figure in bytes (a count of items, a note, a peer that was skipped).
  static Optional<Figure> parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return node.has("bytes") && node.has("seconds")
          ? Optional.of(
              new Figure(
                  node.path("peer").asText(),
                  node.path("work").asText(),
                  node.get("bytes").asLong(),
                  node.get("seconds").asDouble()))
          : Optional.empty();
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /// The line that [#parse] reads.
  String line() {
    return JSON.createObjectNode()
        .put("peer", who)
        .put("work", work)
        .put("bytes", bytes)
        .put("seconds", seconds)
        .toString();
  }

  /// Millions of bytes in a second, to one digit after the point.
  double megabytesPerSecond() {
    return Math.round(bytes / seconds / 1e5) / 10.0;
  }
}
