package dev.sheaf.parquet;

import dev.sheaf.array.NdArray;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// Joins lists of numbers end to end.
///
/// @param list of which no row is missing
/// @param pattern how the entries of one row repeat
record RaggedRows(Column.Listed list, Column.ArrayForm form, SchemaNode leaf, ListPattern pattern) {
  /// The rows as values and offsets; empty where a row is missing, or a value in one.
  Optional<ColumnValues> join(List<LeafCursor.Slice> slices, long rows) {
    Shape inner = Shape.of(form.extents(1));
    long each = inner.size();
    if (each == 0 || rows >= Integer.MAX_VALUE - 8) {
      return Optional.empty();
    }
    long entries = 0;
    for (LeafCursor.Slice slice : slices) {
      entries += slice.to() - slice.from();
    }
    // Each row has an entry at least, and the entries are in memory.
    if (entries < rows || entries > Integer.MAX_VALUE - 8) {
      return Optional.empty();
    }
    long[] offsets = new long[(int) rows + 1];
    long elements = count(slices, offsets, each);
    if (elements < 0) {
      return Optional.empty();
    }
    MemorySegment target = LeafType.allocate(form.dtype(), (int) elements);
    long done = 0;
    for (LeafCursor.Slice slice : slices) {
      int present = present(slice);
      form.values()
          .copyNumbers(
              slice.page().values(), slice.firstValue(), slice.firstValue() + present, form.dtype(), target, done);
      done += present;
    }
    NdArray values = NdArray.wrap(form.dtype(), target, inner.stacked(elements / each));
    return Optional.of(new ColumnValues.Ragged(values, offsets));
  }

  /// Fills in where rows begin and end; gives the number of elements, -1 where one is missing.
  private long count(List<LeafCursor.Slice> slices, long[] offsets, long each) {
    int emptyList = list.repeated().definition() - 1;
    long elements = 0;
    long rowStart = 0;
    int row = 0;
    for (LeafCursor.Slice slice : slices) {
      byte[] repetitions = slice.page().repetitions();
      byte[] definitions = slice.page().definitions();
      for (int at = slice.from(); at < slice.to(); at++) {
        if (repetitions == null || repetitions[at] == 0) {
          if (row == offsets.length - 1 || (elements - rowStart) % each != 0) {
            return -1;
          }
          offsets[row++] = elements / each;
          rowStart = elements;
        } else if (!pattern.matches(repetitions, at, at + 1, elements - rowStart)) {
          return -1;
        }
        if (definitions == null || definitions[at] == leaf.definition()) {
          elements++;
        } else if (definitions[at] != emptyList) {
          return -1;
        }
      }
    }
    if (row != offsets.length - 1 || (elements - rowStart) % each != 0) {
      return -1;
    }
    offsets[row] = elements / each;
    return elements;
  }

  private int present(LeafCursor.Slice slice) {
    byte[] definitions = slice.page().definitions();
    if (definitions == null) {
      return slice.to() - slice.from();
    }
    int present = 0;
    for (int i = slice.from(); i < slice.to(); i++) {
      present += definitions[i] == leaf.definition() ? 1 : 0;
    }
    return present;
  }
}
