package dev.sheaf.tools.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.SheafException;
import dev.sheaf.format.Layout;
import java.util.Map;
import java.util.Optional;

/// An inspection as JSON for programs. A number that nobody knows is left out.
final class InspectionJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private InspectionJson() {}

  static ObjectNode of(Inspection found) {
    ObjectNode root =
        NODES
            .objectNode()
            .put("place", found.place())
            .put("kind", found.kind())
            .put("files", found.files())
            .put("bytes", found.bytes());
    number(root, "rows", found.rows());
    root.set("facts", texts(found.facts()));
    ArrayNode fields = root.putArray("fields");
    found.fields().forEach(field -> field(fields.addObject(), field));
    ArrayNode columns = root.putArray("columns");
    found.columns().forEach(column -> column(columns.addObject(), column));
    ArrayNode samples = root.putArray("samples");
    found
        .samples()
        .forEach(sample -> samples.addObject().put("row", sample.row()).set("values", texts(sample.values())));
    found.cost().ifPresent(cost -> cost(root.putObject("cost"), cost, found.rows()));
    found.failure().map(SheafException::getMessage).ifPresent(message -> root.put("failure", message));
    return root;
  }

  private static void field(ObjectNode node, Inspection.Field field) {
    node.put("name", field.name()).put("type", field.type());
    Optional.of(field.seen()).filter(seen -> !seen.isEmpty()).ifPresent(seen -> node.put("seen", seen));
  }

  private static void column(ObjectNode node, Layout.Column column) {
    node.put("name", column.name()).put("type", column.type());
    number(node, "storedBytes", column.storedBytes());
    node.set("facts", texts(column.facts()));
  }

  private static void cost(ObjectNode node, Inspection.Cost cost, long rows) {
    node.put("rowsRead", cost.rows());
    number(node, "storedBytesPerRow", cost.storedBytes());
    number(node, "decodedBytesPerRow", cost.decodedBytes());
    node.put("nanos", cost.nanos());
    number(node, "estimatedNanosForAll", rows < 0 ? Inspection.UNKNOWN : cost.nanosFor(rows));
  }

  private static void number(ObjectNode node, String name, long value) {
    if (value >= 0) {
      node.put(name, value);
    }
  }

  private static ObjectNode texts(Map<String, String> texts) {
    ObjectNode node = NODES.objectNode();
    texts.forEach(node::put);
    return node;
  }
}
