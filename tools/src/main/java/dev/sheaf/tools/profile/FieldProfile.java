package dev.sheaf.tools.profile;

import dev.sheaf.schema.FieldType;
import java.util.List;
import java.util.Optional;

/// What the values of one field are like.
///
/// @param path where the field is: `image`, inside a record `cloud.points`, the elements of a list `tags[]`, the values
///     of a map `scores{}`, a field of one record of a union `shape<circle>.radius`
/// @param description for people; empty when the author gave none
/// @param type what the field holds
/// @param count how many values there are; those that are absent are not among them
/// @param absent how often an optional value is not there
/// @param numbers what the numbers are like, those of all arrays together; empty where there are none
/// @param shapes what shapes the arrays have
/// @param lengths how long values are: along the first axis of arrays whose first axis may differ, and of texts, bytes,
///     lists, maps and sequences
/// @param values which texts, names, truth values or tags there are
/// @param times from when to when
/// @param samples the values of some rows; of a list or a map, its first
/// @param samplesLeftOut how many of those are not among them because they are too large
public record FieldProfile(
    String path,
    String description,
    FieldType type,
    long count,
    long absent,
    Optional<NumberProfile> numbers,
    Optional<ShapeProfile> shapes,
    Optional<LengthProfile> lengths,
    Optional<ValueProfile> values,
    Optional<TimeProfile> times,
    List<Sample> samples,
    int samplesLeftOut) {
  public FieldProfile {
    samples = List.copyOf(samples);
  }

  /// A value of one row.
  ///
  /// @param row the row's position
  /// @param value as [dev.sheaf.codec.SchemaCodec] gives it, for as long as it is held
  public record Sample(long row, Object value) {}

  /// The first and the last point in time, or the shortest and the longest span.
  ///
  /// @param min as ISO 8601 writes it
  /// @param max as ISO 8601 writes it
  public record TimeProfile(String min, String max) {}
}
