package dev.sheaf.tfds;

import dev.sheaf.io.CorruptDataException;
import dev.sheaf.tfrecord.example.Example;
import dev.sheaf.tfrecord.example.Feature;
import org.jspecify.annotations.Nullable;

/// One message, with what errors are to say of it.
///
/// @param place the file and which of its records it is
record StoredRecord(Example example, String place) {
  /// The feature of a name; null where it has no list.
  @Nullable Feature feature(String key) {
    Feature feature = example.features().get(key);
    return feature == null || feature.kind() == Feature.Kind.NONE ? null : feature;
  }

  /// The same feature, whose values are of this kind.
  Feature kind(Feature feature, Feature.Kind kind, String key) {
    if (feature.kind() != kind) {
      throw corrupt(feature, "values of %s in \"%s\"".formatted(kind, key), feature);
    }
    return feature;
  }

  CorruptDataException missing(String key) {
    String found = example.features().containsKey(key) ? "one without a list" : "none";
    return new CorruptDataException(place, 0, "the feature \"%s\"".formatted(key), found);
  }

  CorruptDataException corrupt(Feature feature, String expected, Object found) {
    return new CorruptDataException(place, feature.offset(), expected, found.toString());
  }

  /// For what several features say together.
  CorruptDataException corrupt(String expected, String found) {
    return new CorruptDataException(place, 0, expected, found);
  }
}
