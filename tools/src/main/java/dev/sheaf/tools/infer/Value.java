package dev.sheaf.tools.infer;

import dev.sheaf.schema.Time;
import java.util.Map;
import java.util.Optional;

/// What a value in the data is like: its kind and its size, not its content.
sealed interface Value {
  /// No value, or null.
  record Missing() implements Value {}

  /// A boolean or a number by itself.
  record Single(NumberKinds numbers) implements Value {}

  /// Numbers that lie as an array.
  ///
  /// @param dims the extents, outermost first
  /// @param flat whether the data knows no shapes: one number may be meant as such
  @SuppressWarnings("ArrayRecordComponent") // Made once for a value, and only read.
  record Numbers(NumberKinds numbers, long[] dims, boolean flat) implements Value {}

  /// A list.
  ///
  /// @param elements what is in it
  /// @param array the list as an array, where all its elements are numbers, or lists of one shape
  /// @param lazy whether it is in files of its own, one element each
  record Listed(Seen elements, Optional<Numbers> array, boolean lazy) implements Value {}

  /// A text.
  ///
  /// @param text all of it, or the beginning of a long one
  /// @param cell whether it stands in a table of texts, where numbers and times are texts too
  record Text(String text, boolean cell) implements Value {}

  /// Bytes.
  ///
  /// @param text whether they are one
  record Bytes(boolean text) implements Value {}

  /// A point in time or a span of it.
  record Moment(Time time) implements Value {}

  /// Values under names.
  ///
  /// @param named in the order of the data
  /// @param certainty whether the data says that it is a record, or that it is a map
  record Fields(Map<String, Value> named, Certainty certainty) implements Value {
    /// What is known of an object.
    enum Certainty {
      RECORD,
      MAP,
      OPEN
    }
  }
}
