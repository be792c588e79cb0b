package dev.sheaf.tfds;

import dev.sheaf.tfds.SplitSlice.Rounding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which records of a split: from one position to another.
///
/// @param from the first
/// @param to the one after the last; not after `from` where there are none
record Bounds(TfdsSplit split, long from, long to) {
  /// The bounds of a slice, by the arithmetic of TensorFlow Datasets, of which some is surprising: a negative
  /// percentage that rounds to 0 is the start, not the end; `:0shard` is all shards.
  ///
  /// @throws IllegalArgumentException if the split has not so many records
  static Bounds of(TfdsSplit split, SplitSlice slice) {
    long count = split.examples();
    double from = absolute(split, slice, slice.from(), 0, false);
    double to = absolute(split, slice, slice.to(), count, true);
    if (Math.abs(from) > count || Math.abs(to) > count) {
      throw new IllegalArgumentException(
          "expected a slice of the %d records of \"%s\", found [%.0f:%.0f]".formatted(count, split.name(), from, to));
    }
    return new Bounds(split, fromStart(from, count), fromStart(to, count));
  }

  private static long fromStart(double bound, long count) {
    return bound < 0 ? count + (long) bound : (long) bound;
  }

  private static double absolute(
      TfdsSplit split, SplitSlice slice, @Nullable Double bound, long open, boolean end) {
    if (bound == null) {
      return open;
    }
    return switch (slice.unit()) {
      case RECORDS -> bound;
      case PERCENT -> percent(bound, split, slice.rounding());
      case SHARDS -> shards(bound, split.shards(), end);
    };
  }

  private static double percent(double bound, TfdsSplit split, Rounding rounding) {
    long count = split.examples();
    if (rounding == Rounding.CLOSEST) {
      return Math.rint(bound * count / 100);
    }
    if (count < 100) {
      throw new IllegalArgumentException(
          "expected 100 records or more to drop the remainder of percentages, found %d in \"%s\""
              .formatted(count, split.name()));
    }
    long onePercent = count / 100;
    double records = bound * onePercent;
    if (records != Math.rint(records)) {
      throw new IllegalArgumentException(
          "expected a percentage that is whole records of \"%s\", found %s".formatted(split.name(), bound));
    }
    return records;
  }

  /// How many records lie before a shard. As an end, 0 and what is below count from the last shard; then, and as a
  /// start, numbers are what they are in Python's slices.
  private static long shards(double bound, List<TfdsSplit.Shard> shards, boolean end) {
    double position = end && bound <= 0 ? shards.size() + bound : bound;
    if (position < 0) {
      position += shards.size();
    }
    long before = 0;
    for (int i = 0; i < Math.min(position, shards.size()); i++) {
      before += shards.get(i).examples();
    }
    return before;
  }

  /// These records in so many parts that differ by one at most, the longer ones first.
  ///
  /// @param equal whether all parts are of one length, and what is left belongs to none
  /// @throws IllegalArgumentException if they end before they begin
  List<Bounds> parts(int count, boolean equal) {
    if (from > to) {
      throw new IllegalArgumentException(
          "expected a slice of \"%s\" that can be cut into parts, found [%d:%d]".formatted(split.name(), from, to));
    }
    long each = (to - from) / Math.max(1, count);
    long longer = equal ? 0 : (to - from) % Math.max(1, count);
    List<Bounds> parts = new ArrayList<>();
    long start = from;
    for (int i = 0; i < count; i++) {
      long next = start + each + (i < longer ? 1 : 0);
      parts.add(new Bounds(split, start, next));
      start = next;
    }
    return parts;
  }

  /// Where these records lie.
  List<FileInstruction> instructions() {
    List<FileInstruction> instructions = new ArrayList<>();
    long start = 0;
    for (TfdsSplit.Shard shard : split.shards()) {
      long end = start + shard.examples();
      long skip = Math.max(from - start, 0);
      long take = Math.min(to, end) - start - skip;
      if (take > 0) {
        instructions.add(new FileInstruction(shard.file(), skip, take, shard.examples()));
      }
      start = end;
    }
    return instructions;
  }
}
