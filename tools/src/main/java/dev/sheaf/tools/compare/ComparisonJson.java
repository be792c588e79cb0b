package dev.sheaf.tools.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Comparisons as JSON, for programs: two spaces of indent, `\n` at each line's end.
public final class ComparisonJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ComparisonJson() {}

  /// A comparison of schemas.
  ///
  /// ```text
  /// {"level": "widening", "old": NAME, "new": NAME, "changes": [
  ///   {"path": "a.b", "what": "shape", "from": "(3)", "to": "(N)", "level": "widening", "forward": REASON}]}
  /// ```
  public static String of(SchemaComparison comparison) {
    return print(node(comparison));
  }

  static ObjectNode node(SchemaComparison comparison) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("level", comparison.level().toString()).put("old", comparison.old()).put("new", comparison.now());
    ArrayNode changes = root.putArray("changes");
    for (Change change : comparison.changes()) {
      ObjectNode node =
          changes
              .addObject()
              .put("path", change.path())
              .put("what", change.what())
              .put("from", change.from())
              .put("to", change.to())
              .put("level", change.level().toString());
      change.backward().ifPresent(reason -> node.put("backward", reason));
      change.forward().ifPresent(reason -> node.put("forward", reason));
    }
    return root;
  }

  /// Of schemas that are not known themselves.
  static ObjectNode unknown(Level level, boolean same) {
    return JsonNodeFactory.instance.objectNode().put("level", level.toString()).put("same_schema", same);
  }

  static String print(ObjectNode root) {
    var indent = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter().withArrayIndenter(indent).withObjectIndenter(indent);
    try {
      return MAPPER.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of plain nodes can always be written", e);
    }
  }
}
