package dev.sheaf.stage;

import java.util.Optional;

/// One of the named arrays of items that are packed into rows: how long it is in a row, and what stands around its elements.
///
/// ```java
/// PackedFeature.of("tokens", 1024).padded(-1)
/// ```
///
/// @param name what the array is called
/// @param length how many elements a row has along the first axis
/// @param kind what becomes of it in a row
/// @param alignment segments begin at multiples of it
/// @param padding what stands where no item's elements are; the dtype must have it
/// @param begin what stands in the place of the first element of each segment, if anything
public record PackedFeature(
    String name, int length, Kind kind, int alignment, Number padding, Optional<Number> begin) {
  private static final String SEGMENT_IDS = "_segment_ids";
  private static final String POSITIONS = "_positions";

  /// What becomes of an array in a row.
  public enum Kind {
    /// It is packed, may be cut, and has segment ids and positions.
    SEQUENCE,
    /// It is packed, never cut, and has no segment ids and positions.
    META,
    /// The arrays of the items in a row are stacked: a row has one for each segment, and no padding.
    COLLECTED
  }

  /// @throws IllegalArgumentException if the length or the alignment is less than 1, or a meta feature has a begin
  public PackedFeature {
    if (length < 1) {
      throw new IllegalArgumentException("expected rows of 1 element or more of %s, found %d".formatted(name, length));
    }
    if (alignment < 1) {
      throw new IllegalArgumentException("expected %s aligned to 1 or more, found %d".formatted(name, alignment));
    }
    if (kind != Kind.SEQUENCE && begin.isPresent()) {
      throw new IllegalArgumentException("expected no begin in " + name + ", which has no segments");
    }
  }

  /// An array of up to `length` elements in a row, padded with zeros.
  ///
  /// @throws IllegalArgumentException if the length is less than 1
  public static PackedFeature of(String name, int length) {
    return new PackedFeature(name, length, Kind.SEQUENCE, 1, 0L, Optional.empty());
  }

  /// An array that is no sequence, such as a label: a row has those of its items, stacked.
  public static PackedFeature collected(String name) {
    return new PackedFeature(name, Integer.MAX_VALUE, Kind.COLLECTED, 1, 0L, Optional.empty());
  }

  /// The same, as a meta feature: put beside the others only.
  ///
  /// @throws IllegalArgumentException if it has a begin
  public PackedFeature meta() {
    return new PackedFeature(name, length, Kind.META, alignment, padding, begin);
  }

  /// The same, with segments that begin at multiples of `elements`.
  ///
  /// @throws IllegalArgumentException if that is less than 1
  public PackedFeature aligned(int elements) {
    return new PackedFeature(name, length, kind, elements, padding, begin);
  }

  /// The same, with another padding.
  public PackedFeature padded(Number value) {
    return new PackedFeature(name, length, kind, alignment, value, begin);
  }

  /// The same, with a token in the place of the first element of each segment that has one.
  ///
  /// @throws IllegalArgumentException if it is no sequence
  public PackedFeature beginningWith(Number token) {
    return new PackedFeature(name, length, kind, alignment, padding, Optional.of(token));
  }

  /// What the array is called that says for each element in which segment of its row it is, from 1; 0 for padding.
  public String segmentIds() {
    return name + SEGMENT_IDS;
  }

  /// What the array is called that says for each element where in its segment it is, from 0; 0 for padding.
  public String positions() {
    return name + POSITIONS;
  }

  /// Whether it is cut, and has segment ids and positions.
  boolean isSequence() {
    return kind == Kind.SEQUENCE;
  }

  /// Where a segment would begin behind `used` elements.
  int next(int used) {
    return Math.ceilDiv(used, alignment) * alignment;
  }

  /// As it stands in a plan: `tokens 1024`.
  @Override
  public String toString() {
    return name
        + (kind == Kind.COLLECTED ? "" : " " + length)
        + (kind == Kind.SEQUENCE ? "" : " " + kind)
        + (alignment > 1 ? " ALIGNED " + alignment : "")
        + (padding.doubleValue() != 0 ? " PADDED " + padding : "")
        + begin.map(token -> " BEGIN " + token).orElse("");
  }
}
