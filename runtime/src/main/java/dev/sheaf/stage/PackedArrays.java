package dev.sheaf.stage;

import dev.sheaf.array.NdArray;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The arrays of an item that is packed, in the order of the features. A scalar is a sequence of one.
///
/// @param exactly whether an item must have no other arrays
record PackedArrays<T>(
    String operator,
    List<PackedFeature> features,
    Function<? super T, ? extends Map<String, ? extends NdArray>> arrays,
    boolean exactly) {
  PackedArrays {
    features = List.copyOf(features);
    Set<String> names = new HashSet<>();
    for (PackedFeature feature : features) {
      if (!names.add(feature.name())) {
        throw new IllegalArgumentException("expected each feature once, found %s twice".formatted(feature.name()));
      }
    }
    if (features.isEmpty()) {
      throw new IllegalArgumentException("expected 1 feature or more to pack, found none");
    }
  }

  /// @throws UnfitItemException if one is missing or too many
  List<NdArray> of(T item) {
    Map<String, ? extends NdArray> named = arrays.apply(item);
    List<NdArray> list = new ArrayList<>(features.size());
    for (PackedFeature feature : features) {
      NdArray array = named.get(feature.name());
      if (array == null) {
        throw new UnfitItemException(operator, "an array " + feature.name(), named.keySet().toString());
      }
      boolean isOne = feature.kind() == PackedFeature.Kind.COLLECTED || array.shape().rank() == 0;
      list.add(isOne ? array.reshape(array.shape().stacked(1)) : array);
    }
    if (exactly && named.size() > features.size()) {
      Set<String> others = new HashSet<>(named.keySet());
      features.forEach(feature -> others.remove(feature.name()));
      throw new UnfitItemException(operator, "arrays with a row length only", String.join(", ", others));
    }
    return list;
  }

  /// Refuses an array that is longer than its row.
  void requireRoom(NdArray array, PackedFeature feature) {
    if (array.shape().dim(0) > feature.length()) {
      throw new UnfitItemException(
          operator,
          "%s of up to %d elements".formatted(feature.name(), feature.length()),
          Long.toString(array.shape().dim(0)));
    }
  }
}
