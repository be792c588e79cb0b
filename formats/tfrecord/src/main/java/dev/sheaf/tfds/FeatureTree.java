package dev.sheaf.tfds;

import dev.sheaf.schema.DType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a record is made of, as `features.json` says it.
sealed interface FeatureTree {
  /// Features by name.
  record Dict(Map<String, FeatureTree> features) implements FeatureTree {
    public Dict {
      features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    }
  }

  /// Any number of values, or a fixed one. Of features by name it is stored as a list for each of them.
  ///
  /// @param length how many; -1 for any number
  record Sequence(FeatureTree feature, long length) implements FeatureTree {}

  /// A value.
  ///
  /// @param kind the class of the feature
  /// @param form how it is stored
  /// @param dtype the type of its elements; empty for texts and bytes
  /// @param shape the extents; -1 where any may be
  /// @param classes how many classes a label has; -1 where it is none, or that is not said
  /// @param optional whether it may be missing
  record Leaf(
      String kind, Form form, Optional<DType> dtype, List<Long> shape, long classes, boolean optional)
      implements FeatureTree {
    public Leaf {
      shape = List.copyOf(shape);
    }

    /// How many axes may have any extent.
    long unknownAxes() {
      return shape.stream().filter(dim -> dim < 0).count();
    }

    /// How many elements there are along the axes whose extent is known.
    long knownSize() {
      return shape.stream().filter(dim -> dim >= 0).reduce(1L, (a, b) -> a * b);
    }
  }

  /// How values are stored.
  enum Form {
    /// As a list of numbers.
    NUMBERS,
    /// As the bytes of an array.
    RAW,
    /// As the bytes of an array, compressed with zlib.
    ZLIB,
    /// As texts in UTF-8.
    TEXT,
    /// As bytes without a meaning.
    BYTES,
    /// As files of PNG or JPEG.
    IMAGE
  }
}
