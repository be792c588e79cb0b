package dev.sheaf.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/// A node of a file's schema: a group of others, or a leaf that has a column of its own.
///
/// @param element what the footer says of it
/// @param path the names from below the root, joined by dots
/// @param definition the definition level of a value that is there
/// @param repetition how many repeated nodes there are on the way, this one included
/// @param firstLeaf the number of the first leaf in it; leaves are counted through the file
/// @param children empty for a leaf
record SchemaNode(
    SchemaElement element, String path, int definition, int repetition, int firstLeaf, List<SchemaNode> children) {
  /// Levels are kept in bytes, and values are assembled by methods that call themselves.
  static final int MAX_DEPTH = 64;

  SchemaNode {
    children = List.copyOf(children);
  }

  /// The tree that `elements` list in depth-first order.
  static SchemaNode root(List<SchemaElement> elements, Place place) {
    if (elements.isEmpty()) {
      throw place.corrupt("a schema", "none");
    }
    return new Reader(elements, place).root();
  }

  String name() {
    return Footer.there(element.getName());
  }

  boolean leaf() {
    return element.isSetType();
  }

  Type physical() {
    return Footer.there(element.getType());
  }

  boolean optional() {
    return element.getRepetition_type() == FieldRepetitionType.OPTIONAL;
  }

  boolean repeated() {
    return element.getRepetition_type() == FieldRepetitionType.REPEATED;
  }

  /// How many leaves there are in it.
  int leafCount() {
    return leaf() ? 1 : children.stream().mapToInt(SchemaNode::leafCount).sum();
  }

  /// Adds the leaves in it, in order.
  void collectLeaves(List<SchemaNode> leaves) {
    if (leaf()) {
      leaves.add(this);
    }
    children.forEach(child -> child.collectLeaves(leaves));
  }

  /// Walks through the list once.
  private static final class Reader {
    private final List<SchemaElement> elements;
    private final Place place;
    private int next;
    private int leaves;

    Reader(List<SchemaElement> elements, Place place) {
      this.elements = elements;
      this.place = place;
    }

    SchemaNode root() {
      SchemaElement element = elements.get(next++);
      SchemaNode root = new SchemaNode(element, "", 0, 0, 0, children(element, "", 0, 0, 1));
      if (next != elements.size()) {
        throw place.corrupt("%d elements in the schema".formatted(next), elements.size());
      }
      return root;
    }

    private List<SchemaNode> children(SchemaElement parent, String path, int definition, int repetition, int depth) {
      int count = parent.getNum_children();
      if (count < 0 || count > elements.size() - next) {
        throw place.corrupt(
            "at most %d children of \"%s\" in the schema".formatted(elements.size() - next, parent.getName()), count);
      }
      if (depth > MAX_DEPTH) {
        throw place.unsupported("a schema of at most %d levels".formatted(MAX_DEPTH), "more");
      }
      List<SchemaNode> children = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        children.add(node(path, definition, repetition, depth));
      }
      return children;
    }

    private SchemaNode node(String above, int definition, int repetition, int depth) {
      if (next == elements.size()) {
        throw place.corrupt("an element of the schema below \"%s\"".formatted(above), "its end");
      }
      SchemaElement element = elements.get(next++);
      String path = (depth == 1 ? "" : above + ".") + element.getName();
      if (!element.isSetRepetition_type() || element.getRepetition_type() == null) {
        throw place.corrupt("a repetition for \"%s\" in the schema".formatted(path), "none");
      }
      int defined = definition + (element.getRepetition_type() == FieldRepetitionType.REQUIRED ? 0 : 1);
      int repeated = repetition + (element.getRepetition_type() == FieldRepetitionType.REPEATED ? 1 : 0);
      if (!element.isSetType()) {
        int first = leaves;
        List<SchemaNode> children = children(element, path, defined, repeated, depth + 1);
        if (children.isEmpty()) {
          throw place.unsupported("groups with fields", "the group \"%s\" without one".formatted(path));
        }
        return new SchemaNode(element, path, defined, repeated, first, children);
      }
      if (element.getType() == null || element.getNum_children() > 0) {
        throw place.corrupt("a type or children for \"%s\" in the schema".formatted(path), "neither, or both");
      }
      if (element.getType() == Type.FIXED_LEN_BYTE_ARRAY && element.getType_length() < 1) {
        throw place.corrupt("a length of 1 or more for \"%s\"".formatted(path), element.getType_length());
      }
      return new SchemaNode(element, path, defined, repeated, leaves++, List.of());
    }
  }
}
