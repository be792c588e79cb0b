package dev.sheaf.parquet;

import java.util.List;
import java.util.Map;

/// A field of an Arrow schema: what a file's metadata says of a column beyond Parquet's own types.
///
/// See [Schema.fbs](https://github.com/apache/arrow/blob/main/format/Schema.fbs).
///
/// @param type the number of the type in the union `Type`
/// @param size how long a fixed-size list is; the unit of time for durations, from 0 for seconds to 3 for nanoseconds
record ArrowField(String name, int type, int size, List<ArrowField> children, Map<String, String> metadata) {
  static final int FIXED_SIZE_LIST = 16;
  static final int DURATION = 18;

  ArrowField {
    children = List.copyOf(children);
    metadata = Map.copyOf(metadata);
  }

  /// How many units of a duration a second has.
  long perSecond() {
    return switch (size) {
      case 0 -> 1;
      case 1 -> 1000;
      case 2 -> 1_000_000;
      default -> 1_000_000_000;
    };
  }
}
