package dev.sheaf.tfds;

import dev.sheaf.array.NdArray;
import dev.sheaf.tfrecord.example.Feature;
import java.util.ArrayList;
import java.util.List;

/// Takes sequences in sequences apart: all values lie in one list, and beside it for each level how many are in each.
///
/// @param decoder makes the values
/// @param path the name of the feature
/// @param lengths what lengths the sequences must have, outermost first; -1 for any
record RaggedDecoder(LeafDecoder decoder, String path, List<Long> lengths) {
  private static final long[] NONE = {};

  Object decode(StoredRecord record) {
    Object values = decoder.sequence(record, record.feature(path + "/ragged_flat_values"));
    for (int level = lengths.size() - 2; level >= 0; level--) {
      values = grouped(record, values, level);
    }
    checkLength(record, FeatureDecoder.lengthOf(values), 0);
    return values;
  }

  /// The values, put into the sequences of one level.
  private List<Object> grouped(StoredRecord record, Object values, int level) {
    String key = path + "/ragged_row_lengths_" + level;
    Feature feature = record.feature(key);
    long[] rows = feature == null ? NONE : record.kind(feature, Feature.Kind.INT64, key).integers();
    long count = FeatureDecoder.lengthOf(values);
    List<Object> groups = new ArrayList<>();
    long from = 0;
    for (long row : rows) {
      if (row < 0 || row > count - from) {
        throw record.corrupt(
            "lengths in \"%s\" of %d values together".formatted(key, count), "%d after %d".formatted(row, from));
      }
      checkLength(record, row, level + 1);
      groups.add(slice(values, from, from + row));
      from += row;
    }
    if (from != count) {
      throw record.corrupt(
          "lengths in \"%s\" of %d values together".formatted(key, count), "lengths of %d".formatted(from));
    }
    return groups;
  }

  private void checkLength(StoredRecord record, long found, int level) {
    long expected = lengths.get(level);
    if (expected >= 0 && found != expected) {
      throw record.corrupt("%d values in \"%s\"".formatted(expected, path), Long.toString(found));
    }
  }

  private static Object slice(Object values, long from, long to) {
    return switch (values) {
      case NdArray array -> array.slice(from, to);
      case List<?> list -> List.copyOf(list.subList((int) from, (int) to));
      default -> throw new AssertionError("expected values of a sequence, found " + values.getClass());
    };
  }
}
