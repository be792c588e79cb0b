package dev.sheaf.tfds;

import dev.sheaf.schema.DType;
import java.util.List;
import java.util.Optional;

/// One of the values that each record of a dataset has.
///
/// @param path its name; those of features inside others stand before it, each with a `/`
/// @param kind the class of the feature, such as `Tensor`, `Image` or `ClassLabel`
/// @param dtype the type of its elements; empty for texts and bytes
/// @param sequences how many sequences it is in: so many lists are around each value
/// @param shape the shape of each value; -1 where an axis may have any extent
/// @param classes how many classes it has; empty where it is no label
/// @param labels the names of the classes; their numbers where they have none
public record TfdsFeature(
    String path,
    String kind,
    Optional<DType> dtype,
    int sequences,
    List<Long> shape,
    Optional<Long> classes,
    List<String> labels) {
  public TfdsFeature {
    shape = List.copyOf(shape);
    labels = List.copyOf(labels);
  }
}
