package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What JSON Schema cannot say: the one list of reasons why a payload that is to be refused may be taken by the schema
/// of its record.
enum JsonSchemaSilence {
  COUNT("that a buffer has as many elements as the shape says") {
    @Override
    boolean covers(String why, JsonNode record, JsonNode declared) {
      return why.equals("json-count");
    }
  },
  RAGGED("that lists side by side are equally long") {
    @Override
    boolean covers(String why, JsonNode record, JsonNode declared) {
      return why.equals("shape") && within(record).anyMatch(JsonSchemaSilence::isRagged);
    }
  },
  DEPTH("how deeply lists of any rank may be nested") {
    @Override
    boolean covers(String why, JsonNode record, JsonNode declared) {
      return Set.of("shape", "limit").contains(why) && depth(record) > NUMPY_AXES;
    }
  },
  NOTHING("that an axis of 0 has no room for the element of an axis of 1") {
    @Override
    boolean covers(String why, JsonNode record, JsonNode declared) {
      return why.equals("shape") && within(declared).anyMatch(JsonSchemaSilence::hasAxisOfZero);
    }
  },
  SPELLING("how a number is spelled: 1.0 or 1, 1e20 or all digits") {
    @Override
    boolean covers(String why, JsonNode record, JsonNode declared) {
      return Set.of("dtype", "value").contains(why)
          && within(record).noneMatch(JsonNode::isTextual)
          && within(record).anyMatch(node -> node.isFloatingPointNumber() || node.isBigInteger());
    }
  },
  WIRE("what the dtype in the data makes of an element on its way to the declared one") {
    @Override
    boolean covers(String why, JsonNode record, JsonNode declared) {
      return Set.of("range", "value").contains(why)
          && within(record).anyMatch(node -> isEncoded(node, "json") && !hasDtype(declared, node.get("dtype")));
    }
  },
  MIXED("that a boolean has no place beside a text") {
    @Override
    boolean covers(String why, JsonNode record, JsonNode declared) {
      return why.equals("value") && within(record).anyMatch(JsonSchemaSilence::hasTextAndBoolean);
    }
  },
  NUMBER_IN_TEXT("how large a number is that is written as a text") {
    @Override
    boolean covers(String why, JsonNode record, JsonNode declared) {
      return why.equals("range") && within(record).anyMatch(node -> node.asText().matches("[0-9+-].*[0-9]j?"));
    }
  },
  BYTES("which bytes a text of base64 holds, and how many") {
    @Override
    boolean covers(String why, JsonNode record, JsonNode declared) {
      return Set.of("base64-length", "lz4").contains(why)
          || (why.equals("range") && within(record).anyMatch(node -> isEncoded(node, "base64")));
    }
  },
  FILES("which files there are, and what is in them") {
    @Override
    boolean covers(String why, JsonNode record, JsonNode declared) {
      return Set.of("binref-length", "file", "glob", "path").contains(why)
          || (why.equals("range") && within(record).anyMatch(node -> isEncoded(node, "binref")));
    }
  };

  private static final int NUMPY_AXES = 64;

  private final String words;

  JsonSchemaSilence(String words) {
    this.words = words;
  }

  /// What it is, to be read behind "cannot say".
  String words() {
    return words;
  }

  /// Whether this is why a record that is to be refused is taken.
  ///
  /// @param why the class of the refusal
  /// @param declared the record's declaration
  abstract boolean covers(String why, JsonNode record, JsonNode declared);

  /// Why a record that is to be refused is taken; empty where there is no reason.
  static Optional<JsonSchemaSilence> about(String why, JsonNode record, JsonNode declared) {
    return Arrays.stream(values()).filter(one -> one.covers(why, record, declared)).findFirst();
  }

  /// A value and all values in it.
  private static Stream<JsonNode> within(JsonNode node) {
    return Stream.concat(Stream.of(node), children(node).flatMap(JsonSchemaSilence::within));
  }

  private static Stream<JsonNode> children(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }

  private static boolean isRagged(JsonNode list) {
    return list.isArray()
        && children(list).anyMatch(JsonNode::isArray)
        && children(list).map(item -> item.isArray() ? item.size() : -1).distinct().count() > 1;
  }

  private static int depth(JsonNode node) {
    int deepest = children(node).mapToInt(JsonSchemaSilence::depth).max().orElse(0);
    return node.isArray() ? 1 + deepest : deepest;
  }

  private static boolean hasAxisOfZero(JsonNode declared) {
    return children(declared.path("shape")).anyMatch(extent -> extent.isNumber() && extent.asLong() == 0);
  }

  private static boolean isEncoded(JsonNode array, String encoding) {
    return array.path("data").path("encoding").asText().equals(encoding);
  }

  /// Whether some array is declared with this dtype; where records hold several arrays, that is near enough.
  private static boolean hasDtype(JsonNode declared, JsonNode dtype) {
    return within(declared).anyMatch(node -> node.path("dtype").equals(dtype));
  }

  private static boolean hasTextAndBoolean(JsonNode list) {
    return list.isArray()
        && children(list).anyMatch(JsonNode::isTextual)
        && children(list).anyMatch(JsonNode::isBoolean);
  }
}
