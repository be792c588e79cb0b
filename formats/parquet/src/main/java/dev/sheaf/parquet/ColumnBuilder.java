package dev.sheaf.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sheaf.schema.FieldType.BytesType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;

/// Finds the columns behind the nodes of a file's schema: which groups are lists and maps, and what Arrow's schema
/// adds.
///
/// See [Parquet's logical types](https://parquet.apache.org/docs/file-format/types/logicaltypes/).
final class ColumnBuilder {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Place place;
  private final long maxBytes;

  /// @param place where the footer begins
  /// @param maxBytes how many bytes a value may have
  ColumnBuilder(Place place, long maxBytes) {
    this.place = place;
    this.maxBytes = maxBytes;
  }

  /// The columns of the children of `parent`, each of which has a name of its own.
  ///
  /// @param arrow the fields that Arrow's schema has in its place; those that do not have the name are passed over
  List<Column> children(SchemaNode parent, List<ArrowField> arrow) {
    Set<String> names = new HashSet<>();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < parent.children().size(); i++) {
      SchemaNode child = parent.children().get(i);
      if (!names.add(child.name())) {
        throw place.unsupported("fields of different names", "two of \"%s\"".formatted(child.path()));
      }
      columns.add(column(child, at(arrow, i).filter(field -> field.name().equals(child.name()))));
    }
    return columns;
  }

  private static Optional<ArrowField> at(List<ArrowField> fields, int index) {
    return index < fields.size() ? Optional.of(fields.get(index)) : Optional.empty();
  }

  private static Optional<ArrowField> child(Optional<ArrowField> field, int index) {
    return field.flatMap(each -> at(each.children(), index));
  }

  private Column column(SchemaNode node, Optional<ArrowField> arrow) {
    if (node.repeated()) {
      // Without a list around it: none of its values is missing, and neither is the list.
      return new Column.Listed(node, node, bare(node, Optional.empty()), -1, Optional.empty());
    }
    return bare(node, arrow);
  }

  private Column bare(SchemaNode node, Optional<ArrowField> arrow) {
    if (node.leaf()) {
      return new Column.Single(node, new LeafValues(node, LeafType.of(node, arrow, place)));
    }
    boolean oneRepeated = node.children().size() == 1 && node.children().getFirst().repeated();
    if (oneRepeated && list(node.element())) {
      return list(node, node.children().getFirst(), arrow);
    }
    if (oneRepeated && map(node.element())) {
      return map(node, node.children().getFirst(), arrow);
    }
    return new Column.Struct(node, children(node, arrow.map(ArrowField::children).orElse(List.of())));
  }

  private static boolean list(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    return logical != null
        ? logical.isSetLIST()
        : element.getConverted_type() == ConvertedType.LIST;
  }

  private static boolean map(SchemaElement element) {
    LogicalType logical = element.getLogicalType();
    return logical != null
        ? logical.isSetMAP()
        : element.getConverted_type() == ConvertedType.MAP
            || element.getConverted_type() == ConvertedType.MAP_KEY_VALUE;
  }

  private Column list(SchemaNode node, SchemaNode repeated, Optional<ArrowField> arrow) {
    Optional<ArrowField> fixed = arrow.filter(field -> field.type() == ArrowField.FIXED_SIZE_LIST);
    int size = fixed.map(ArrowField::size).orElse(-1);
    if (fixed.isPresent() && size < 0) {
      throw place.corrupt("a size of the lists of \"%s\"".formatted(node.path()), size);
    }
    Optional<JsonNode> tensor = fixed.flatMap(this::tensor);
    if (tensor.isPresent() && permuted(tensor.get())) {
      return new Column.Refused(
          node, new BytesType(List.of()), "tensors in row-major order in \"%s\"".formatted(node.path()), "others");
    }
    Column element = element(node, repeated, child(arrow, 0));
    Column.Listed list =
        new Column.Listed(node, repeated, element, size, tensor.map(each -> extents(each, node, size)));
    checkSize(list);
    return list;
  }

  /// Old writers leave out the level between the repeated node and the element.
  private Column element(SchemaNode node, SchemaNode repeated, Optional<ArrowField> arrow) {
    boolean itself =
        repeated.leaf()
            || repeated.children().size() > 1
            || repeated.children().getFirst().repeated()
            || repeated.name().equals("array")
            || repeated.name().equals(node.name() + "_tuple");
    return itself ? bare(repeated, arrow) : column(repeated.children().getFirst(), arrow);
  }

  private void checkSize(Column.Listed list) {
    list.array()
        .filter(Column.ArrayForm::fixed)
        .ifPresent(
            form -> {
              long bytes = form.dtype().byteSize();
              for (long extent : form.extents(0)) {
                if (extent > 0 && bytes > maxBytes / extent) {
                  throw place.unsupported(
                      "arrays of at most %d bytes".formatted(maxBytes),
                      "%s in \"%s\"".formatted(form.type().shape(), list.node().path()));
                }
                bytes *= extent;
              }
            });
  }

  private Optional<JsonNode> tensor(ArrowField field) {
    if (!"arrow.fixed_shape_tensor".equals(field.metadata().get("ARROW:extension:name"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(field.metadata().getOrDefault("ARROW:extension:metadata", "{}")));
    } catch (JsonProcessingException e) {
      throw place.corrupt("the shape of the tensors of \"%s\" as JSON".formatted(field.name()), e.getOriginalMessage());
    }
  }

  private static boolean permuted(JsonNode tensor) {
    JsonNode permutation = tensor.path("permutation");
    for (int axis = 0; axis < permutation.size(); axis++) {
      if (permutation.get(axis).asInt(-1) != axis) {
        return true;
      }
    }
    return false;
  }

  private List<Long> extents(JsonNode tensor, SchemaNode node, int size) {
    List<Long> extents = new ArrayList<>();
    long product = 1;
    for (JsonNode extent : tensor.path("shape")) {
      long value = extent.canConvertToLong() ? extent.asLong() : -1;
      extents.add(value);
      product = value < 0 || value > Integer.MAX_VALUE || product > Integer.MAX_VALUE ? -1 : product * value;
      if (product < 0) {
        break;
      }
    }
    if (product != size) {
      throw place.corrupt(
          "a shape of %d elements for \"%s\"".formatted(size, node.path()), tensor.path("shape").toString());
    }
    return extents;
  }

  private Column map(SchemaNode node, SchemaNode repeated, Optional<ArrowField> arrow) {
    Optional<ArrowField> entries = child(arrow, 0);
    List<SchemaNode> children = repeated.children();
    if (children.size() == 2 && !children.get(0).optional() && !children.get(0).repeated()) {
      Column key = column(children.get(0), child(entries, 0));
      Column value = column(children.get(1), child(entries, 1));
      if (key instanceof Column.Single single && single.values().type() instanceof LeafType.Text) {
        return new Column.Mapped(node, repeated, single, value);
      }
    }
    // Keys that are no texts, and sets of keys: as a list of entries, in which nothing is lost.
    return new Column.Listed(node, repeated, bare(repeated, entries), -1, Optional.empty());
  }
}
