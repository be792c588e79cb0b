package dev.sheaf.parquet;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts the values of rows together from the entries of the leaves. For one thread.
///
/// An entry's definition level says how far down the path to its leaf there is something, and its repetition level at
/// which list it goes on. See the [Dremel paper](https://research.google/pubs/pub36632/), part 4.
final class Assembler {
  private final Column column;
  private final LeafCursor[] cursors;
  private final int firstLeaf;

  /// @param cursors one for each leaf of the column, at the same row
  Assembler(Column column, LeafCursor[] cursors) {
    this.column = column;
    this.cursors = cursors;
    this.firstLeaf = column.node().firstLeaf();
  }

  /// The value of the next row; null where it is missing.
  @Nullable Object next() {
    for (LeafCursor cursor : cursors) {
      if (cursor.repetition() != 0) {
        throw cursor.place().corrupt("the start of a row of \"%s\"".formatted(column.node().path()), "more values");
      }
    }
    return read(column);
  }

  private LeafCursor first(SchemaNode node) {
    return cursors[node.firstLeaf() - firstLeaf];
  }

  private @Nullable Object read(Column part) {
    SchemaNode node = part.node();
    return switch (part) {
      case Column.Single _ -> first(node).next();
      case Column.Struct struct -> missing(node) ? skip(node, node.definition()) : readStruct(struct);
      case Column.Listed list -> missing(node) ? skip(node, node.definition()) : readList(list);
      case Column.Mapped map -> missing(node) ? skip(node, node.definition()) : readMap(map);
      case Column.Refused(_, _, String expected, String found) ->
          throw first(node).place().unsupported(expected, found);
    };
  }

  private boolean missing(SchemaNode node) {
    return node.optional() && first(node).definition() < node.definition();
  }

  /// Steps over the one entry that each leaf has for nothing.
  private @Nullable Object skip(SchemaNode node, int below) {
    for (int i = 0; i < node.leafCount(); i++) {
      cursors[node.firstLeaf() - firstLeaf + i].skip(below);
    }
    return null;
  }

  private Map<String, @Nullable Object> readStruct(Column.Struct struct) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Column field : struct.fields()) {
      values.put(field.node().name(), read(field));
    }
    return values;
  }

  private Object readList(Column.Listed list) {
    Optional<Column.ArrayForm> form = list.array();
    if (form.isPresent()) {
      NdArray array = readArray(list, form.get());
      if (array != null) {
        return array;
      }
    }
    List<@Nullable Object> values = new ArrayList<>();
    if (empty(list.repeated())) {
      skip(list.repeated(), list.repeated().definition());
    } else {
      do {
        values.add(read(list.element()));
      } while (goesOn(list.repeated()));
    }
    checkSize(list, values.size());
    return values;
  }

  private boolean empty(SchemaNode repeated) {
    return first(repeated).definition() < repeated.definition();
  }

  /// Whether the list has another value; all leaves must agree on it.
  private boolean goesOn(SchemaNode repeated) {
    LeafCursor first = first(repeated);
    boolean goesOn = !first.done() && first.repetition() == repeated.repetition();
    for (int i = 1; i < repeated.leafCount(); i++) {
      LeafCursor other = cursors[repeated.firstLeaf() - firstLeaf + i];
      if (goesOn != (!other.done() && other.repetition() == repeated.repetition())) {
        throw other.place().corrupt("lists of one length in \"%s\"".formatted(repeated.path()), "another length");
      }
    }
    return goesOn;
  }

  private void checkSize(Column.Listed list, long size) {
    if (list.size() >= 0 && size != list.size()) {
      throw first(list.node())
          .place()
          .corrupt("%d values in each list of \"%s\"".formatted(list.size(), list.node().path()), size);
    }
  }

  /// Null where a value of the list is missing: then it is no array.
  private @Nullable NdArray readArray(Column.Listed list, Column.ArrayForm form) {
    LeafCursor cursor = first(list.repeated());
    int count = 0;
    if (empty(list.repeated())) {
      cursor.skip(list.repeated().definition());
    } else {
      count = cursor.run(list.repeated().repetition());
    }
    if (count < 0) {
      return null;
    }
    long[] inner = form.extents(1);
    long each = Shape.of(inner).size();
    long[] extents = new long[inner.length + 1];
    extents[0] = form.fixed() ? form.extents(0)[0] : each == 0 ? 0 : count / each;
    System.arraycopy(inner, 0, extents, 1, inner.length);
    Shape shape = Shape.of(extents);
    if (shape.size() != count) {
      throw cursor
          .place()
          .corrupt("arrays of %s in \"%s\"".formatted(form.type().shape(), list.node().path()), count + " elements");
    }
    MemorySegment elements = LeafType.allocate(form.dtype(), count);
    if (count > 0) {
      cursor.takeNumbers(count, form.dtype(), elements, pattern(list, form));
    }
    return NdArray.wrap(form.dtype(), elements, shape);
  }

  /// How the entries of a list that is an array repeat.
  static ListPattern pattern(Column.Listed list, Column.ArrayForm form) {
    if (list.dims().isPresent()) {
      // One list, seen as an array of several axes.
      return new ListPattern(new long[] {-1}, list.repeated().repetition());
    }
    long[] extents = new long[form.axes().size()];
    extents[0] = -1;
    System.arraycopy(form.extents(1), 0, extents, 1, extents.length - 1);
    return new ListPattern(extents, list.repeated().repetition());
  }

  private Map<String, @Nullable Object> readMap(Column.Mapped map) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (empty(map.repeated())) {
      skip(map.repeated(), map.repeated().definition());
      return values;
    }
    do {
      Place place = first(map.node()).place();
      if (!(read(map.key()) instanceof String key)) {
        throw place.corrupt("a key in \"%s\"".formatted(map.node().path()), "none");
      }
      if (values.containsKey(key)) {
        throw place.corrupt(
            "keys of different texts in \"%s\"".formatted(map.node().path()), "\"%s\" twice".formatted(key));
      }
      values.put(key, read(map.value()));
    } while (goesOn(map.repeated()));
    return values;
  }
}
