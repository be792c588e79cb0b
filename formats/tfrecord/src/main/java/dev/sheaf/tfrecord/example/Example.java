package dev.sheaf.tfrecord.example;

import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/// A message of the type `tf.train.Example`: features by name. It was checked to its last byte, and is a view of its
/// bytes: good for as long as they are. Safe for any number of threads.
///
/// It is read as protobuf says, also where no writer known would write so: numbers packed or not, entries in any order,
/// parts that are merged, unknown fields. Where a name comes twice, the last one counts.
public final class Example {
  private static final int FEATURES = 1 << 3 | WireReader.LENGTH;

  private final Map<String, Feature> features;

  private Example(Map<String, Feature> features) {
    this.features = Collections.unmodifiableMap(features);
  }

  /// Reads a message.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if it is none
  /// @throws dev.sheaf.format.UnsupportedFormatException if it has 2 GiB or more
  public static Example parse(MemorySegment message) {
    return parse(message, "tf.train.Example", 0);
  }

  /// Reads a message out of a file.
  ///
  /// @param place the file, for errors
  /// @param offset where the message begins there
  /// @throws dev.sheaf.io.CorruptDataException if it is none
  /// @throws dev.sheaf.format.UnsupportedFormatException if it has 2 GiB or more
  public static Example parse(MemorySegment message, String place, long offset) {
    return parse(message, place, offset, FeatureNames.NONE);
  }

  static Example parse(MemorySegment message, String place, long offset, FeatureNames names) {
    WireReader wire = new WireReader(message, place, offset);
    Map<String, Feature> features = FeatureMap.empty();
    while (wire.hasMore()) {
      int tag = wire.tag();
      if (tag == FEATURES) {
        int outer = wire.enter();
        FeatureMap.readFeatures(wire, names, features);
        wire.leave(outer);
      } else {
        wire.skip(tag);
      }
    }
    return new Example(features);
  }

  /// All features by name, in the order of the message.
  public Map<String, Feature> features() {
    return features;
  }

  /// The feature of this name.
  public Optional<Feature> feature(String name) {
    return Optional.ofNullable(features.get(name));
  }
}
