package dev.sheaf.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/// One measured figure, as each side prints it on a line of its own.
///
/// @param who the side, with its version
/// @param work what was done
/// @param amount how much it was done to
/// @param unit what that is counted in
/// @param seconds the least time of one run, answer checked
record Figure(String who, String work, long amount, Unit unit, double seconds) {
  /// What an amount is counted in.
  enum Unit {
    BYTES("bytes", "MB/s", 1e6),
    RECORDS("records", "1000/s", 1e3),
    ITEMS("items", "1000/s", 1e3);

    private final String key;
    private final String rate;
    private final double scale;

    Unit(String key, String rate, double scale) {
      this.key = key;
      this.rate = rate;
      this.scale = scale;
    }

    /// What a rate is counted in.
    String rate() {
      return rate;
    }
  }

  Figure(String who, String work, long bytes, double seconds) {
    this(who, work, bytes, Unit.BYTES, seconds);
  }

  private static final JsonMapper JSON = new JsonMapper();

  /// Reads a line; empty if it is no figure (a note, a peer that was skipped).
  static Optional<Figure> parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      for (Unit unit : Unit.values()) {
        if (node.has(unit.key) && node.has("seconds")) {
          return Optional.of(
              new Figure(
                  node.path("peer").asText(),
                  node.path("work").asText(),
                  node.get(unit.key).asLong(),
                  unit,
                  node.get("seconds").asDouble()));
        }
      }
      return Optional.empty();
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /// The line that [#parse] reads.
  String line() {
    return JSON.createObjectNode()
        .put("peer", who)
        .put("work", work)
        .put(unit.key, amount)
        .put("seconds", seconds)
        .toString();
  }

  /// How much is done in a second, in the unit's own rate, to one digit after the point.
  double rate() {
    return Math.round(amount / seconds / unit.scale * 10) / 10.0;
  }
}
