package dev.sheaf.parquet;

import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Walks through the entries of some rows in one leaf, over the borders of pages. For one thread.
final class LeafCursor {
  /// Some entries of a page.
  ///
  /// @param firstValue which of the page's values belongs to the first entry that has one
  record Slice(Page page, int from, int to, int firstValue) {}

  private final SchemaNode leaf;
  private final LeafValues values;
  private final List<Slice> slices;
  private final Place place;
  private int slice;
  private int entry;
  private int value;

  /// @param place where the leaf's chunk is, for messages where no page is left
  LeafCursor(SchemaNode leaf, LeafValues values, List<Slice> slices, Place place) {
    this.leaf = leaf;
    this.values = values;
    this.slices = slices;
    this.place = place;
    begin();
  }

  private void begin() {
    while (slice < slices.size()) {
      Slice current = slices.get(slice);
      if (current.from < current.to) {
        entry = current.from;
        value = current.firstValue;
        return;
      }
      slice++;
    }
  }

  boolean done() {
    return slice == slices.size();
  }

  Place place() {
    return done() ? place : slices.get(slice).page.place();
  }

  private Slice current() {
    if (done()) {
      throw place.corrupt("as many values in \"%s\" as in the leaves beside it".formatted(leaf.path()), "fewer");
    }
    return slices.get(slice);
  }

  int repetition() {
    byte[] repetitions = current().page.repetitions();
    return repetitions == null ? 0 : repetitions[entry];
  }

  int definition() {
    byte[] definitions = current().page.definitions();
    return definitions == null ? leaf.definition() : definitions[entry];
  }

  /// Steps to the next entry; gives the value of this one, null where there is none.
  @Nullable Object next() {
    Slice current = current();
    Object result = null;
    if (definition() == leaf.definition()) {
      result = values.value(current.page.values(), value, current.page.place());
      value++;
    }
    step(current);
    return result;
  }

  /// Steps over an entry without a value.
  ///
  /// @param below where this entry's path must end at the latest
  void skip(int below) {
    if (definition() >= below) {
      throw place().corrupt("nothing in \"%s\", as in the leaves beside it".formatted(leaf.path()), "a value");
    }
    step(current());
  }

  private void step(Slice current) {
    entry++;
    if (entry == current.to) {
      slice++;
      begin();
    }
  }

  /// How many entries there are up to the next one that repeats something further out than `repetition`, this one
  /// included; -1 where one of them has no value.
  int run(int repetition) {
    int count = 0;
    int first = entry;
    for (int i = slice; i < slices.size(); i++) {
      Slice each = slices.get(i);
      byte[] repetitions = each.page.repetitions();
      byte[] definitions = each.page.definitions();
      for (int at = i == slice ? first : each.from; at < each.to; at++, count++) {
        if (count > 0 && (repetitions == null ? 0 : repetitions[at]) < repetition) {
          return count;
        }
        if (definitions != null && definitions[at] != leaf.definition()) {
          return -1;
        }
      }
    }
    return count;
  }

  /// Takes the next `count` entries, which have values, as the elements of an array.
  ///
  /// @param pattern how the entries must repeat; the first of them begins a list
  void takeNumbers(int count, DType dtype, MemorySegment target, ListPattern pattern) {
    for (int taken = 0; taken < count; ) {
      Slice current = current();
      int here = Math.min(count - taken, current.to - entry);
      byte[] repetitions = current.page.repetitions();
      if (repetitions != null && !pattern.matches(repetitions, entry, entry + here, taken)) {
        throw current.page.place().corrupt("lists of one length in \"%s\"".formatted(leaf.path()), "another length");
      }
      values.copyNumbers(current.page.values(), value, value + here, dtype, target, taken);
      taken += here;
      entry += here;
      value += here;
      if (entry == current.to) {
        slice++;
        begin();
      }
    }
  }
}
