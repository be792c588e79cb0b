package dev.sheaf.parquet;

import dev.sheaf.array.NdArray;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads rows of columns: by whole pages into one array where that is possible, else value by value.
final class ColumnReader {
  /// Some rows of one group.
  private record Part(int group, long from, long to) {}

  private final Footer footer;
  private final InputFile file;
  private final FormatOptions options;
  private final PageHeaders headers;
  private final DecodedParts parts;

  ColumnReader(Footer footer, InputFile file, FormatOptions options, DecodedParts parts) {
    this.footer = footer;
    this.file = file;
    this.options = options;
    this.headers = new PageHeaders(file, options);
    this.parts = parts;
  }

  // One row.

  /// The value in one row.
  @Nullable Object value(Column column, long row) {
    int group = footer.rowGroupOf(row);
    long inGroup = row - footer.firstRows()[group];
    return assembler(column, new Part(group, inGroup, inGroup + 1)).next();
  }

  private Assembler assembler(Column column, Part part) {
    SchemaNode node = column.node();
    LeafCursor[] cursors = new LeafCursor[node.leafCount()];
    for (int i = 0; i < cursors.length; i++) {
      SchemaNode leaf = footer.leaves().get(node.firstLeaf() + i);
      Chunk chunk = chunk(part.group, leaf);
      cursors[i] =
          new LeafCursor(
              leaf, values(column, leaf), slices(chunk, part, leaf).toList(), place(part.group, leaf));
    }
    return new Assembler(column, cursors);
  }

  private Place place(int group, SchemaNode leaf) {
    return new Place(file.name(), Footer.start(footer.pages(group, leaf.firstLeaf())));
  }

  /// What the values of a leaf somewhere in a column mean.
  private static LeafValues values(Column column, SchemaNode leaf) {
    return switch (column) {
      case Column.Single single -> single.values();
      case Column.Listed list -> values(list.element(), leaf);
      case Column.Mapped map -> map.key().node().equals(leaf) ? map.key().values() : values(map.value(), leaf);
      case Column.Struct struct ->
          struct.fields().stream()
              .filter(
                  field ->
                      field.node().firstLeaf() <= leaf.firstLeaf()
                          && leaf.firstLeaf() < field.node().firstLeaf() + field.node().leafCount())
              .map(field -> values(field, leaf))
              .findFirst()
              .orElseThrow();
      case Column.Refused refused -> new LeafValues(leaf, new LeafType.Bytes());
    };
  }

  private Chunk chunk(int group, SchemaNode leaf) {
    int number = leaf.firstLeaf();
    return parts.get(
        new DecodedParts.Key(group, number, -1),
        Chunk.class,
        () ->
            Chunk.open(
                footer.chunk(group, number),
                leaf,
                footer.firstRows()[group + 1] - footer.firstRows()[group],
                file,
                headers,
                options.maxRecordBytes()),
        Chunk::weight);
  }

  /// The entries of the rows of a part, page by page: each page is let go of before the next one is read.
  private Stream<LeafCursor.Slice> slices(Chunk chunk, Part part, SchemaNode leaf) {
    if (part.from == part.to) {
      return Stream.empty();
    }
    int first = chunk.pageOf(part.from);
    // The last row may go on in pages in which no row of the part begins.
    return IntStream.range(first, chunk.pages())
        .takeWhile(page -> chunk.firstRow(page) < part.to || (chunk.firstRow(page) == part.to && leaf.repetition() > 0))
        .mapToObj(page -> slice(chunk, part, leaf, page, page == first));
  }

  private LeafCursor.Slice slice(Chunk chunk, Part part, SchemaNode leaf, int number, boolean first) {
    long row = chunk.firstRow(number);
    long end = chunk.firstRow(number + 1);
    boolean whole = part.from <= row && end <= part.to;
    // Whoever reads a page in pieces comes again.
    Page page =
        whole
            ? chunk.page(number)
            : parts.get(
                new DecodedParts.Key(part.group, leaf.firstLeaf(), number),
                Page.class,
                () -> chunk.page(number),
                Page::weight);
    int from = first ? entry(page, part.from - row) : 0;
    int to = end > part.to || row == part.to ? entry(page, part.to - row) : page.size();
    return new LeafCursor.Slice(page, from, to, present(page, 0, from, leaf.definition()));
  }

  /// The entry with which a row begins, counted from the first one that begins in the page.
  private static int entry(Page page, long row) {
    byte[] repetitions = page.repetitions();
    if (repetitions == null) {
      return (int) row;
    }
    long rows = -1;
    for (int i = 0; i < page.size(); i++) {
      rows += repetitions[i] == 0 ? 1 : 0;
      if (rows == row) {
        return i;
      }
    }
    return page.size();
  }

  private static int present(Page page, int from, int to, int max) {
    byte[] definitions = page.definitions();
    if (definitions == null) {
      return to - from;
    }
    int present = 0;
    for (int i = from; i < to; i++) {
      present += definitions[i] == max ? 1 : 0;
    }
    return present;
  }

  // Many rows.

  private List<Part> parts(long from, long to) {
    if (from == to) {
      return List.of();
    }
    long[] firsts = footer.firstRows();
    return IntStream.rangeClosed(footer.rowGroupOf(from), footer.rowGroupOf(to - 1))
        .mapToObj(
            group ->
                new Part(
                    group,
                    Math.max(from, firsts[group]) - firsts[group],
                    Math.min(to, firsts[group + 1]) - firsts[group]))
        .filter(part -> part.from < part.to)
        .toList();
  }

  ColumnValues column(Column column, long from, long to) {
    List<Part> groups = parts(from, to);
    if (column instanceof Column.Single(SchemaNode node, LeafValues values)
        && values.type() instanceof LeafType.Numeric(DType dtype)
        && node.repetition() == 0) {
      Optional<NdArray> stacked =
          stack(node, values, dtype, Shape.of(), new ListPattern(new long[] {-1}, 0), groups, to - from);
      if (stacked.isPresent()) {
        return new ColumnValues.Stacked(stacked.get());
      }
    }
    if (column instanceof Column.Listed list && list.array().isPresent()) {
      Column.ArrayForm form = list.array().get();
      SchemaNode leaf = footer.leaves().get(list.node().firstLeaf());
      ListPattern pattern = Assembler.pattern(list, form);
      if (form.fixed()) {
        Shape shape = Shape.of(form.extents(0));
        Optional<NdArray> stacked = stack(leaf, form.values(), form.dtype(), shape, pattern, groups, to - from);
        if (stacked.isPresent()) {
          return new ColumnValues.Stacked(stacked.get());
        }
      } else {
        Optional<ColumnValues> ragged = ragged(list, form, leaf, pattern, groups, to - from);
        if (ragged.isPresent()) {
          return ragged.get();
        }
      }
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (Part part : groups) {
      Assembler assembler = assembler(column, part);
      for (long row = part.from; row < part.to; row++) {
        values.add(assembler.next());
      }
    }
    return new ColumnValues.Listed(values);
  }

  /// The rows as one array; empty where a value is missing.
  private Optional<NdArray> stack(
      SchemaNode leaf,
      LeafValues values,
      DType dtype,
      Shape shape,
      ListPattern pattern,
      List<Part> groups,
      long rows) {
    long each = shape.size();
    if (each == 0) {
      return Optional.empty();
    }
    // The pages are found before memory is taken: as many values as they have were paid for with bytes.
    for (Part part : groups) {
      chunk(part.group, leaf);
      long all = footer.firstRows()[part.group + 1] - footer.firstRows()[part.group];
      if (footer.pages(part.group, leaf.firstLeaf()).getNum_values() / each != all) {
        return Optional.empty();
      }
    }
    MemorySegment target = LeafType.allocate(dtype, elements(rows, each));
    long row = 0;
    for (Part part : groups) {
      Chunk chunk = chunk(part.group, leaf);
      if (!stack(new Stacking(leaf, values, dtype, each, pattern, target), chunk, part, row * each)) {
        return Optional.empty();
      }
      row += part.to - part.from;
    }
    return Optional.of(NdArray.wrap(dtype, target, shape.stacked(rows)));
  }

  private record Stacking(
      SchemaNode leaf, LeafValues values, DType dtype, long each, ListPattern pattern, MemorySegment target) {}

  private boolean stack(Stacking into, Chunk chunk, Part part, long element) {
    long done = element;
    long wanted = element + (part.to - part.from) * into.each;
    for (LeafCursor.Slice slice : (Iterable<LeafCursor.Slice>) slices(chunk, part, into.leaf)::iterator) {
      int count = slice.to() - slice.from();
      byte[] repetitions = slice.page().repetitions();
      if (present(slice.page(), slice.from(), slice.to(), into.leaf.definition()) != count
          || count > wanted - done
          || (repetitions != null && !rowsMatch(into, repetitions, slice, done - element))) {
        return false;
      }
      into.values.copyNumbers(
          slice.page().values(), slice.firstValue(), slice.firstValue() + count, into.dtype, into.target, done);
      done += count;
    }
    return done == wanted;
  }

  /// Whether each row has as many entries as the array has elements, and no other.
  private static boolean rowsMatch(Stacking into, byte[] repetitions, LeafCursor.Slice slice, long before) {
    for (int at = slice.from(); at < slice.to(); ) {
      long phase = (before + at - slice.from()) % into.each;
      int end = (int) Math.min(slice.to(), at + into.each - phase);
      boolean begins = phase == 0;
      if (begins != (repetitions[at] == 0) || !into.pattern.matches(repetitions, at, end, phase)) {
        return false;
      }
      at = end;
    }
    return true;
  }

  private static int elements(long rows, long each) {
    if (rows > (Integer.MAX_VALUE - 8) / each) {
      throw new IllegalArgumentException(
          "expected rows of at most %d elements together, found %d rows of %d; read fewer at once"
              .formatted(Integer.MAX_VALUE - 8, rows, each));
    }
    return (int) (rows * each);
  }

  /// The rows end to end; empty where one is missing, or a value in one.
  private Optional<ColumnValues> ragged(
      Column.Listed list,
      Column.ArrayForm form,
      SchemaNode leaf,
      ListPattern pattern,
      List<Part> groups,
      long rows) {
    List<LeafCursor.Slice> slices = new ArrayList<>();
    for (Part part : groups) {
      slices(chunk(part.group, leaf), part, leaf).forEach(slices::add);
    }
    return new RaggedRows(list, form, leaf, pattern).join(slices, rows);
  }
}
